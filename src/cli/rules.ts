import { helpUrl } from '../findings/help'
import { HANGING_INDENT, wrapped } from '../reporters/wrap'
import { CATEGORIES, type DocumentedRule, PRESETS, type Preset } from '../rules/contract'
import type { Command, Flags } from './command'
import { EXIT, type Io, pageWidth } from './io'

/** `--config` of the commands that show rules. */
export const RULE_FLAGS = {
  config: { alias: 'c', string: true, describe: 'Read custom rules from this configuration' },
} as const satisfies Flags

interface RulesArguments {
  format: string
  config?: string | false
}

export const rulesCommand: Command = {
  usage: 'rules',
  describe: 'List every rule',
  flags: {
    format: {
      alias: 'f',
      choices: ['pretty', 'json'],
      default: 'pretty',
      requiresArg: true,
      describe: 'How to print them',
    },
    ...RULE_FLAGS,
  },
  async run(given, { io }) {
    const { format, config } = given as RulesArguments
    const rules = await knownRules(io, config)
    if (format === 'json') io.stdout.write(`${JSON.stringify(rules.map(ruleAsJson), null, 2)}\n`)
    else io.stdout.write(table(rules, pageWidth(io)))
    return EXIT.clean
  },
}

/** Our rules, and the custom rules of the working directory's configuration. */
export async function knownRules({ cwd }: Io, config: string | false | undefined): Promise<readonly DocumentedRule[]> {
  const { documentedRules } = await import('./known-rules')
  return documentedRules(cwd, config)
}

function ruleAsJson(rule: DocumentedRule) {
  return {
    id: rule.id,
    category: rule.category,
    severity: rule.severity,
    presets: rule.presets,
    summary: rule.summary,
    ...(rule.options === undefined
      ? {}
      : { options: { schema: rule.options.schema, defaults: rule.options.defaults } }),
    ...(rule.fix === undefined ? {} : { fix: { safe: rule.fix.safe, summary: rule.fix.summary } }),
    help: helpUrl(rule.id),
  }
}

function table(rules: readonly DocumentedRule[], columns: number | undefined): string {
  const width = Math.max(...rules.map(({ id }) => id.length))
  const sections = CATEGORIES.map((category) => {
    const rows = rules
      .filter((rule) => rule.category === category)
      .sort((left, right) => (left.id < right.id ? -1 : 1))
      .flatMap((rule) => row(rule, width, columns))
    return rows.length === 0 ? '' : `${category}\n${rows.join('\n')}\n`
  })
  const presets = PRESETS.map(
    (preset) => `${preset} ${rules.filter((rule) => rule.presets[preset] !== undefined).length}`,
  )
  const note = `${rules.length} rules; on in each preset: ${presets.join(', ')}. The level shown is that of the preset "recommended". "fix": --fix can fix its findings; "unsafe fix": only --fix-unsafe can.`
  return `${sections.filter((section) => section !== '').join('\n')}\n${wrapped(note, columns).join('\n')}\nWhy a rule: integration-lint explain RULE\n`
}

/** The minimum width of the summary column. */
const NARROWEST_SUMMARY = 40

/**
 * ID, level, whether it can be fixed, and the wrapped summary; on a narrow terminal, the summary starts on its own
 * line.
 */
function row(rule: DocumentedRule, width: number, columns: number | undefined): string[] {
  const start = `  ${rule.id.padEnd(width)}  ${level(rule, 'recommended').padEnd(7)}  ${fixMark(rule)}  `
  const indented = (indent: string) =>
    wrapped(rule.summary, columns === undefined ? undefined : columns - indent.length).map((line) => `${indent}${line}`)
  if (columns !== undefined && columns - start.length < NARROWEST_SUMMARY)
    return [`  ${rule.id}  ${level(rule, 'recommended')}  ${fixMark(rule)}`.trimEnd(), ...indented(HANGING_INDENT)]
  const [first = '', ...rest] = indented(' '.repeat(start.length))
  return [`${start}${first.trimStart()}`, ...rest]
}

/** The width of the widest mark. */
const FIX_WIDTH = 10

function fixMark({ fix }: DocumentedRule): string {
  return (fix === undefined ? '' : fix.safe ? 'fix' : 'unsafe fix').padEnd(FIX_WIDTH)
}

function level(rule: DocumentedRule, preset: Preset): string {
  return rule.presets[preset] ?? '–'
}
