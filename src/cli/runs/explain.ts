import { helpUrl } from '../../findings/help'
import { didYouMean, suggestion } from '../../findings/text'
import { escapeTerminal } from '../../reporters/escape'
import type { DocumentedRule, Example } from '../../rules/contract'
import { severitiesOf } from '../../rules/documented'
import { EXIT, type Io, usageError } from '../io'
import { knownRules } from './rules'

/** Says why a rule is there. */
export async function explain(name: unknown, config: unknown, io: Io): Promise<number> {
  const rules = await knownRules(io.cwd, config)
  const id = String(name)
  const rule = rules.find((candidate) => candidate.id === id)
  if (rule === undefined) {
    const meant = didYouMean(
      id,
      rules.map((candidate) => candidate.id),
    )
    throw usageError(
      `Unknown rule ${JSON.stringify(id)}.${suggestion(meant)}\n"integration-lint rules" lists them all.`,
    )
  }
  io.stdout.write(explanation(rule))
  return EXIT.clean
}

function explanation(rule: DocumentedRule): string {
  const parts = [`${rule.id}  (${severitiesOf(rule)})`, rule.summary, rule.description]
  if (rule.options !== undefined) {
    const defaults: unknown = rule.options.defaults
    const lines = Object.entries(rule.options.schema).map(([name, schema]) => {
      const value = typeof defaults === 'object' && defaults !== null ? Reflect.get(defaults, name) : undefined
      return `  ${name}: ${String(schema.description ?? '')} (default ${JSON.stringify(value)})`
    })
    parts.push(`Options\n${lines.join('\n')}`)
  }
  if (rule.examples.bad.length > 0) parts.push(`Reports\n${rule.examples.bad.map(exampleText).join('\n\n')}`)
  if (rule.examples.good.length > 0) parts.push(`Accepts\n${rule.examples.good.map(exampleText).join('\n\n')}`)
  parts.push(
    `Silence it\n  everywhere: "rules": { ${JSON.stringify(rule.id)}: "off" } in integration-lint.config.json\n  once:       "ignores": [{ "rule": ${JSON.stringify(rule.id)}, "files": "…", "pointer": "/…", "reason": "…" }]`,
    helpUrl(rule.id),
  )
  return `${parts.join('\n\n')}\n`
}

const LONGEST_EXAMPLE = 3000

function exampleText({ document, as, note, options }: Example): string {
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
