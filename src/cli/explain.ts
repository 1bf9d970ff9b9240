import { helpUrl } from '../findings/help'
import { didYouMean, suggestion } from '../findings/text'
import { escapeTerminal } from '../reporters/escape'
import { wrapped } from '../reporters/wrap'
import type { DocumentedRule, Example } from '../rules/contract'
import type { Command } from './command'
import { EXIT, pageWidth, usageError } from './io'
import { knownRules, RULE_FLAGS } from './rules'

interface ExplainArguments {
  rule: string
  config?: string | false
}

export const explainCommand: Command = {
  usage: 'explain <rule>',
  describe: 'Explain a rule, with examples',
  positionals: { rule: { type: 'string', demandOption: true, describe: 'The id of a rule' } },
  flags: RULE_FLAGS,
  async run(given, { io }) {
    const { rule: id, config } = given as ExplainArguments
    const rules = await knownRules(io, config)
    const rule = rules.find((candidate) => candidate.id === id)
    if (rule !== undefined) {
      const { severitiesOf } = await import('./known-rules')
      io.stdout.write(explanationPage(rule, severitiesOf(rule), pageWidth(io)))
      return EXIT.clean
    }
    const ids = rules.map((candidate) => candidate.id)
    throw usageError(
      `Unknown rule ${JSON.stringify(id)}.${suggestion(didYouMean(id, ids))}\n"integration-lint rules" lists them all.`,
    )
  },
}

function explanationPage(rule: DocumentedRule, severities: string, width: number | undefined): string {
  const prose = (text: string) =>
    (width === undefined ? text : joinedLines(text))
      .split('\n')
      .flatMap((line) => wrappedBelow(line, width))
      .join('\n')
  const example = (one: Example) =>
    formatExample(one)
      .split('\n')
      .flatMap((line) => wrappedCode(line, width))
      .join('\n')
  const parts = [prose(`${rule.id}  (${severities})`), prose(rule.summary), prose(rule.description)]
  if (rule.fix !== undefined) {
    parts.push(prose(`${rule.fix.safe ? '--fix' : '--fix-unsafe'}: ${rule.fix.summary}`))
  }
  if (rule.options !== undefined) {
    const defaults: unknown = rule.options.defaults
    const lines = Object.entries(rule.options.schema).map(([name, schema]) => {
      const value = typeof defaults === 'object' && defaults !== null ? Reflect.get(defaults, name) : undefined
      return prose(`  ${name}: ${String(schema.description ?? '')} (default ${JSON.stringify(value)})`)
    })
    parts.push(`Options\n${lines.join('\n')}`)
  }
  if (rule.examples.bad.length > 0) parts.push(`Reports\n${rule.examples.bad.map(example).join('\n\n')}`)
  if (rule.examples.good.length > 0) parts.push(`Accepts\n${rule.examples.good.map(example).join('\n\n')}`)
  parts.push(
    ['To suppress it, in integration-lint.config.json', ...silencing(JSON.stringify(rule.id))]
      .flatMap((line) => wrappedCode(line, width))
      .join('\n'),
    helpUrl(rule.id),
  )
  return `${parts.join('\n\n')}\n`
}

function silencing(id: string): string[] {
  return [
    '  everywhere:',
    `    "rules": { ${id}: "off" }`,
    '  once:',
    `    "ignores": [`,
    `      { "rule": ${id},`,
    `        "files": "…", "pointer": "/…", "reason": "…" }`,
    '    ]',
  ]
}

/** Wraps a line of an example; continuation lines are indented further. */
function wrappedCode(line: string, width: number | undefined): string[] {
  const [indent = ''] = /^ */.exec(line) ?? []
  const room = width === undefined ? undefined : Math.max(20, width - indent.length - 4)
  return wrapped(line.slice(indent.length), room).map((each, index) => `${indent}${index === 0 ? '' : '    '}${each}`)
}

/** Joins the lines of each paragraph, which are broken as in the source code of the rule. */
function joinedLines(text: string): string {
  return text.replace(/([^\n])\n(?=[^\s\-*|>#`\d])/g, '$1 ')
}

/** Wraps a line of prose or of a list; continuation lines have the indentation of the first. */
function wrappedBelow(line: string, width: number | undefined): string[] {
  const [indent = ''] = /^ *(?:[-*] )?/.exec(line) ?? []
  const room = width === undefined ? undefined : Math.max(30, width - indent.length)
  return wrapped(line.slice(indent.length), room).map((each, index) =>
    index === 0 ? `${indent}${each}` : `${' '.repeat(indent.length)}${each}`,
  )
}

const LONGEST_EXAMPLE = 3000

function formatExample({ document, as, note, options }: Example): string {
  const text = typeof document === 'string' ? document : JSON.stringify(document, null, 2)
  const shown = text.length > LONGEST_EXAMPLE ? `${text.slice(0, 200)}…` : text
  const notes = [
    ...(as === undefined ? [] : [`as ${as}`]),
    ...(options === undefined ? [] : [`with the options ${JSON.stringify(options)}`]),
    ...(note === undefined ? [] : [note]),
  ]
  const body = shown
    .split('\n')
    .map((line) => `    ${escapeTerminal(line)}`)
    .join('\n')
  return notes.length === 0 ? body : `  ${notes.join('; ')}\n${body}`
}
