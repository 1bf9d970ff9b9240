import { spawnSync } from 'node:child_process'
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FORMATS } from '../../src/reporters'
import { PRESETS } from '../../src/rules/contract'
import { CLI } from './run'

// The three real shells complete what is typed. Nothing but what was typed and completed may reach the prompt.

let folder = ''
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'completion-')))
  writeFileSync(join(folder, 'acme.json'), '{}')
  writeFileSync(join(folder, '$(touch owned).json'), '{}')
  writeFileSync(join(folder, 'driver.zsh'), ZSH_DRIVER)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function start(program: string, args: readonly string[], input = ''): string {
  const { stdout, stderr, status, error } = spawnSync(program, args, {
    cwd: folder,
    input,
    encoding: 'utf8',
    // A shell that waits for what never comes.
    timeout: 60_000,
    env: { ...process.env, HOME: folder, XDG_CONFIG_HOME: folder, TERM: 'xterm', NODE: process.execPath, CLI },
  })
  if (error !== undefined) throw error
  expect({ stderr, status }).toEqual({ stderr: '', status: 0 })
  return stdout
}

/** What bash offers for a line. */
function bash(line: string): string[] {
  const script = `
    source <("$NODE" "$CLI" completion bash)
    COMP_WORDBREAKS=$' \\t\\n"\\'><=;|&(:'
    COMP_LINE=$1 COMP_POINT=\${#1}
    _integration_lint integration-lint
    (( \${#COMPREPLY[@]} )) && printf '%s\\n' "\${COMPREPLY[@]}"
    exit 0`
  return lines(start('bash', ['--norc', '-c', script, 'bash', line]))
}

/** What fish offers for a line, without descriptions. */
function fish(line: string): string[] {
  const script = '$NODE $CLI completion fish | source; complete -C "$argv[1]"'
  return lines(start('fish', ['--no-config', '-c', script, line])).map((offer) => offer.replace(/\t.*/, ''))
}

/** The line after a Tab in a real zsh at a terminal of its own. */
function zsh(line: string): string {
  return start('zsh', ['-f', join(folder, 'driver.zsh'), line])
}

const ZSH_DRIVER = `
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'PS1= RPS1=; stty -echo; unsetopt zle_bracketed_paste beep; source <("$NODE" "$CLI" completion zsh)'
zpty -w shell 'shown() { print -r -- "BUF""F<$BUFFER>"; BUFFER= }; zle -N shown; bindkey "^X" shown; print REA""DY'
while zpty -r shell part; do [[ $part == *READY* ]] && break; done
zpty -w -n shell "$1"$'\\t\\x18'
while zpty -r shell part; do seen+=$part; [[ $seen == *'BUFF<'*'>'* ]] && break; done
print -r -- "\${\${seen##*BUFF<}%%>*}"
zpty -d shell
`

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}

const COMMANDS = [
  'lint',
  'init',
  'rules',
  'explain',
  'schema',
  'print',
  'vrl',
  'remote',
  'merge-reports',
  'completion',
  'help',
  'version',
]

describe.each([
  ['bash', bash],
  ['fish', fish],
])('%s offers', (_shell, offers) => {
  test.each<[typed: string, all: readonly string[]]>([
    ['ru', ['rules']],
    ['--statis', ['--statistics']],
    ['acme.json --statis', ['--statistics']],
    ['lint --statis', ['--statistics']],
    ['--format ', FORMATS],
    ['-f sari', ['sarif']],
    ['rules --format ', ['pretty', 'json']],
    ['--as cre', ['create-body']],
    ['--fail-on ', ['error', 'warning', 'info']],
    ['--preset ', PRESETS],
    ['explain name-h', ['name-handle']],
    ['explain schema/min', ['schema/min-length']],
    ['schema base', ['baseline']],
    ['completion z', ['zsh']],
    ['help expl', ['explain']],
    ['help ac', []],
    ['versi', ['version']],
    ['vrl ru', ['run']],
    ['vrl check --as cre', ['create-body']],
    ['vrl run --sho', ['--show-event']],
    ['vrl run ac', ['acme.json']],
    ['ac', ['acme.json']],
    ['--config ac', ['acme.json']],
    ['remote --visibility pu', ['public']],
  ])('%s', (typed, all) => {
    expect(offers(`integration-lint ${typed}`).sort()).toEqual([...all].sort())
  })

  test('commands and files first', () => {
    expect(offers('integration-lint ')).toEqual(expect.arrayContaining([...COMMANDS, 'acme.json']))
  })
})

test('bash completes what stands behind its own word breaks', () => {
  expect(bash('integration-lint --format=js')).toEqual(['json'])
  expect(bash('integration-lint --rule name-h')).toEqual(['name-handle:'])
  expect(bash('integration-lint --rule name-handle:')).toEqual(['off', 'info', 'warning', 'error'])
})

test('fish completes rules with their severities', () => {
  expect(fish('integration-lint --format=js')).toEqual(['--format=json'])
  expect(fish('integration-lint --rule name-handle:w')).toEqual(['name-handle:warning'])
})

test.each([
  ['ru', 'rules '],
  ['--statis', '--statistics '],
  ['acme.json --statis', '--statistics '],
  ['--format js', 'json '],
  ['--format=js', '--format=json '],
  ['-f sari', 'sarif '],
  ['--as cre', 'create-body '],
  ['--fail-on w', 'warning '],
  ['--preset h', 'hub '],
  ['--rule name-h', 'name-handle:'],
  ['--rule name-handle:w', 'name-handle:warning '],
  ['explain name-h', 'name-handle '],
  ['explain schema/min', 'schema/min-length '],
  ['vrl ru', 'run '],
  ['help expl', 'explain '],
  ['vrl run ac', 'acme.json '],
  ['ac', 'acme.json '],
])('zsh makes %s end with %s', (typed, completed) => {
  const before = typed.includes(' ') ? typed.slice(0, typed.lastIndexOf(' ') + 1) : ''
  expect(zsh(`integration-lint ${typed}`)).toBe(`integration-lint ${before}${completed}\n`)
})

test.each([
  ['bash', bash],
  ['fish', fish],
])('%s runs nothing of what is typed or lies in the folder', (_shell, offers) => {
  offers('integration-lint $(touch owned)')
  offers('integration-lint --rule $(touch owned):')
  offers('integration-lint ')
  expect(start('ls', [])).not.toMatch(/^owned$/m)
})
