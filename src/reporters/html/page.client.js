'use strict'
;(() => {
  // All texts reach the page as textContent; nothing of a document is ever parsed as HTML here.
  const CHUNK = 50

  const byId = (id) => document.getElementById(id)
  const create = (tag, className, text) => {
    const element = document.createElement(tag)
    if (className) element.className = className
    if (text !== undefined) element.textContent = text
    return element
  }

  const number = (count) => count.toLocaleString('en-US')

  setUpTheme()
  if (byId('list')) setUpFindings(JSON.parse(byId('data').textContent))

  function setUpTheme() {
    const button = byId('theme')
    const preference = matchMedia('(prefers-color-scheme: dark)')
    let chosen = storedTheme()
    const next = () => ((chosen ?? (preference.matches ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark')
    const show = () => {
      if (chosen) document.documentElement.dataset.theme = chosen
      button.textContent = `Switch to ${next()} theme`
    }
    button.addEventListener('click', () => {
      chosen = next()
      storeTheme(chosen)
      show()
    })
    preference.addEventListener('change', show)
    button.hidden = false
    show()
  }

  // A browser may forbid a local file to store anything; the choice then lasts as long as the page.
  function storedTheme() {
    try {
      const theme = localStorage.getItem('theme')
      return theme === 'dark' || theme === 'light' ? theme : undefined
    } catch {
      return undefined
    }
  }

  function storeTheme(theme) {
    try {
      localStorage.setItem('theme', theme)
    } catch {
      return
    }
  }

  function setUpFindings({ files, rules, findings }) {
    const list = byId('list')
    const more = byId('more')
    const none = byId('none')
    const count = byId('count')
    const text = byId('text')
    const file = byId('file')
    const rule = byId('rule')
    const severities = [...document.querySelectorAll('input[name=severity]')]
    const bars = [...document.querySelectorAll('.rule-bar')]
    const searchable = findings.map((one) =>
      [one.message, rules[one.rule], files[one.file], one.pointer].join('\n').toLowerCase(),
    )

    let passing = []
    let passingSizes = []
    let shown = 0

    for (const [index, name] of files.entries()) file.append(new Option(name, String(index)))
    const byName = rules.map((name, index) => ({ name, index })).sort((a, b) => (a.name < b.name ? -1 : 1))
    for (const { name, index } of byName) rule.append(new Option(name, String(index)))

    for (const input of [text, file, rule, ...severities]) input.addEventListener('input', apply)
    byId('filters').addEventListener('submit', (event) => event.preventDefault())
    byId('filters').addEventListener('reset', () => {
      for (const box of severities) box.checked = true
      // The form's own controls are reset after this event.
      setTimeout(apply)
    })
    for (const bar of bars) bar.addEventListener('click', () => toggleRule(bar.dataset.rule))
    list.addEventListener('click', (event) => {
      const button = event.target.closest('button[data-rule]')
      if (button) toggleRule(button.dataset.rule)
    })
    more.addEventListener('click', () => {
      const first = shown
      showMore()
      list.querySelectorAll('.finding')[first]?.focus()
    })
    new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) showMore()
      },
      { rootMargin: '600px' },
    ).observe(more)

    // On a narrow screen the filters and the chart would stand between the reader and the findings.
    const isWide = matchMedia('(min-width: 60rem)').matches
    for (const fold of document.querySelectorAll('.fold')) fold.open = isWide
    byId('severities').disabled = false
    byId('controls').disabled = false
    apply()

    function toggleRule(index) {
      rule.value = rule.value === index ? '' : index
      apply()
    }

    function apply() {
      const words = text.value.toLowerCase().split(/\s+/).filter(Boolean)
      const wanted = new Set(severities.filter((box) => box.checked).map((box) => box.value))
      const ofSeverity = { error: 0, warning: 0, info: 0 }
      const ofFile = files.map(() => 0)
      const ofRule = rules.map(() => 0)
      passing = []
      passingSizes = files.map(() => 0)
      // A choice shows how many findings it would leave: those that pass all filters but its own.
      for (const [index, one] of findings.entries()) {
        if (!words.every((word) => searchable[index].includes(word))) continue
        const bySeverity = wanted.has(one.severity)
        const byFile = file.value === '' || one.file === Number(file.value)
        const byRule = rule.value === '' || one.rule === Number(rule.value)
        if (byFile && byRule) ofSeverity[one.severity] += 1
        if (bySeverity && byRule) ofFile[one.file] += 1
        if (bySeverity && byFile) ofRule[one.rule] += 1
        if (!bySeverity || !byFile || !byRule) continue
        passing.push(one)
        passingSizes[one.file] += 1
      }
      for (const box of severities) {
        const label = box.closest('label')
        const size = ofSeverity[box.value]
        label.querySelector('.number').textContent = number(size)
        label.querySelector('.name').textContent = size === 1 ? box.value : `${box.value}s`
        label.classList.toggle('zero', size === 0)
      }
      for (const option of file.options) {
        if (option.value !== '') option.textContent = `${files[option.value]} (${number(ofFile[option.value])})`
      }
      for (const bar of bars) {
        const size = ofRule[bar.dataset.rule]
        bar.querySelector('.rule-count').firstChild.textContent = number(size)
        bar.classList.toggle('zero', size === 0)
        bar.setAttribute('aria-pressed', String(bar.dataset.rule === rule.value))
      }
      const all = `${number(findings.length)} ${findings.length === 1 ? 'finding' : 'findings'}`
      count.textContent = passing.length === findings.length ? all : `${number(passing.length)} of ${all}`
      none.hidden = passing.length > 0
      list.replaceChildren()
      shown = 0
      showMore()
    }

    function showMore() {
      const next = passing.slice(shown, shown + CHUNK)
      let section = list.lastElementChild
      for (const one of next) {
        if (section?.dataset.file !== String(one.file)) {
          section = fileSection(one.file)
          list.append(section)
        }
        section.lastElementChild.append(findingItem(one))
      }
      shown += next.length
      more.hidden = shown >= passing.length
      more.textContent = `Show more (${number(passing.length - shown)} left)`
    }

    function fileSection(index) {
      const section = create('section', 'file')
      section.dataset.file = String(index)
      const title = create('h3')
      title.id = `file-${index}`
      title.append(create('span', 'path', files[index]))
      const size = passingSizes[index]
      const badge = create('span', 'size', number(size))
      badge.append(create('span', 'unseen', size === 1 ? ' finding' : ' findings'))
      title.append(' ', badge)
      section.setAttribute('aria-labelledby', title.id)
      section.append(title, create('ul', 'list'))
      return section
    }

    function findingItem(one) {
      const item = create('li', `finding ${one.severity}`)
      item.tabIndex = -1
      const message = create('p', 'message')
      message.append(create('span', `badge ${one.severity}`, one.severity), ' ', create('bdi', '', one.message))
      const place = create('p', 'place')
      const position = create('span', 'position', `${one.line}:${one.column}`)
      place.append(create('span', 'unseen', 'At '), position)
      if (one.pointer !== '') place.append(' ', create('code', 'pointer', one.pointer))
      const id = create('button', 'rule', rules[one.rule])
      id.type = 'button'
      id.title = 'Show the findings of this rule only'
      id.dataset.rule = String(one.rule)
      place.append(' ', id)
      item.append(message, place)
      if (one.frame.length > 0) item.append(frame(one))
      const explanation = byId(`rule-${one.rule}`)
      if (explanation) item.append(explanation.content.cloneNode(true))
      return item
    }

    function frame(one) {
      const pre = create('pre', 'frame')
      const code = create('code')
      for (const [lineNumber, before, marked, after] of one.frame) {
        const line = create('span', marked === undefined ? 'line' : 'line marked')
        line.dataset.number = String(lineNumber)
        const content = create('span', 'content', before)
        if (marked !== undefined) content.append(create('mark', one.severity, marked), after)
        line.append(content)
        code.append(line)
      }
      pre.append(code)
      return pre
    }
  }
})()
