import { helpUrl } from '../findings/help'
import type { Example, Rule } from '../rules/contract'
import { documentedRule } from '../rules/documented'
import type { RuleMetadata } from './types'

/** The facts about a rule for reports. */
export function ruleMetadata(rule: Rule): RuleMetadata {
  const { id, category, severity, summary, description, examples } = documentedRule(rule)
  return {
    id,
    category,
    severity,
    summary,
    description,
    helpUrl: helpUrl(id),
    examples: { bad: examples.bad.map(exampleText), good: examples.good.map(exampleText) },
  }
}

function exampleText({ document }: Example): string {
  return typeof document === 'string' ? document : JSON.stringify(document, null, 2)
}

/** A rule's Markdown as plain text. The project writes it, using only code, emphasis and links. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*\*([^*]+)\*\*/g, '$1')
    .replace(/`+([^`]+)`+/g, '$1')
}

/** A fenced code block that its content cannot leave. */
export function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${code}\n${fence}`
}
