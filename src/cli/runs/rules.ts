import { helpUrl } from '../../findings/help'
import { CATEGORIES, type DocumentedRule, PRESETS, type Preset } from '../../rules/contract'
import { documentedRule } from '../../rules/documented'
import { openConfigurations } from '../../settings/open'
import { EXIT, type Io, usageError } from '../io'

/** Lists every rule. */
export async function listRules(wanted: unknown, config: unknown, io: Io): Promise<number> {
  const rules = await knownRules(io.cwd, config)
  const format = String(wanted)
  if (format === 'json') io.stdout.write(`${JSON.stringify(rules.map(describeRule), null, 2)}\n`)
  else if (format === 'pretty') io.stdout.write(table(rules))
  else throw usageError(`Unknown format ${JSON.stringify(format)}; there are pretty and json.`)
  return EXIT.clean
}

/** Our rules, and those that the configuration of the working directory adds. */
export async function knownRules(cwd: string, config: unknown): Promise<readonly DocumentedRule[]> {
  const configurations = await openConfigurations({
    cwd,
    file: typeof config === 'string' ? config : undefined,
    search: config !== false,
    rules: [],
  })
  await configurations.prepare([`${cwd}/any.json`])
  return configurations.rules.map(documentedRule)
}

function describeRule(rule: DocumentedRule) {
  return {
    id: rule.id,
    category: rule.category,
    severity: rule.severity,
    presets: rule.presets,
    summary: rule.summary,
    ...(rule.options === undefined
      ? {}
      : { options: { schema: rule.options.schema, defaults: rule.options.defaults } }),
    help: helpUrl(rule.id),
  }
}

function table(rules: readonly DocumentedRule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length))
  const sections = CATEGORIES.map((category) => {
    const rows = rules
      .filter((rule) => rule.category === category)
      .sort((left, right) => (left.id < right.id ? -1 : 1))
      .map((rule) => `  ${rule.id.padEnd(width)}  ${level(rule, 'recommended').padEnd(7)}  ${rule.summary}`)
    return rows.length === 0 ? '' : `${category}\n${rows.join('\n')}\n`
  })
  const presets = PRESETS.map(
    (preset) => `${preset} ${rules.filter((rule) => rule.presets[preset] !== undefined).length}`,
  )
  return `${sections.filter((section) => section !== '').join('\n')}\n${rules.length} rules; on in each preset: ${presets.join(', ')}. The level shown is that of the preset "recommended".\nWhy a rule: integration-lint explain RULE\n`
}

function level(rule: DocumentedRule, preset: Preset): string {
  return rule.presets[preset] ?? '–'
}
