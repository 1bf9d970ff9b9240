import type { Finding, RelatedPlace, Report, Severity, SuppressedFinding } from '../findings/types'
import { clip, escapeTerminal, visibleJson } from './escape'
import { reportFingerprints } from './fingerprints'
import { type FindingInFile, mostSevereFirst } from './order'
import { isAbsolute, pathToUri, repositoryPath } from './paths'
import { fenced, plainText } from './rule-metadata'
import type { ReporterOptions, RuleMetadata } from './types'

// GitHub's limits for an upload: results a run, and characters of a rule's descriptions.
// https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
const MOST_RESULTS = 25_000
const LONGEST_DESCRIPTION = 1024

const SARIF_SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json'
const SOURCE_ROOT = '%SRCROOT%'

const SARIF_LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<Severity, string>

const PROBLEM_SEVERITIES = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
} as const satisfies Record<Severity, string>

/** SARIF 2.1.0, as GitHub's code scanning reads it. */
export function formatSarif(report: Report, options: ReporterOptions): string {
  const suppressed: FindingInFile<SuppressedFinding>[] = report.files.flatMap((file) =>
    file.suppressed.map((finding) => ({ file, finding })),
  )
  const all: FindingInFile[] = [...mostSevereFirst(report), ...suppressed]
  const shown = all.slice(0, MOST_RESULTS)
  const fingerprint = reportFingerprints()
  const crashes = report.files.flatMap((file) => file.crashes.map((crash) => ({ file: file.file, ...crash })))
  const named = new Set([...shown.map(({ finding }) => finding.rule), ...crashes.map(({ rule }) => rule)])
  const rules = describedRules(named, options.rules())
  const indices = new Map(rules.map(({ id }, index) => [id, index]))
  const { name, version, url } = options.tool

  const run = {
    tool: { driver: { name, semanticVersion: version, informationUri: url, rules } },
    automationDetails: { id: `${[name, repositoryPath('', options.directory)].filter(Boolean).join('/')}/` },
    invocations: [
      {
        executionSuccessful: crashes.length === 0,
        toolExecutionNotifications: [
          ...(all.length > shown.length ? [leftOutNotification(all.length - shown.length)] : []),
          ...crashes.map(({ file, rule, message }) => ({
            level: 'error',
            message: { text: messageText(`The rule ${rule} failed on ${file}: ${message}`) },
            ...(indices.has(rule) ? { associatedRule: { id: rule, index: indices.get(rule) } } : {}),
          })),
        ],
      },
    ],
    originalUriBaseIds: { [SOURCE_ROOT]: { description: { text: 'The root of the repository.' } } },
    columnKind: 'utf16CodeUnits',
    results: shown.map(({ file, finding }) => {
      const path = repositoryPath(file.file, options.directory)
      return {
        ...toResult(finding, path, indices),
        partialFingerprints: { 'integrationLintFingerprint/v1': fingerprint(path, finding) },
        // All results of a run have it or none has (SARIF 2.1.0, 3.27.23).
        ...(suppressed.length > 0 ? { suppressions: suppressionsOf(finding) } : {}),
      }
    }),
  }
  return `${visibleJson({ $schema: SARIF_SCHEMA, version: '2.1.0', runs: [run] })}\n`
}

function leftOutNotification(count: number) {
  return {
    level: 'warning',
    message: {
      text: `The ${count} least severe results were left out: code hosts accept at most ${MOST_RESULTS}.`,
    },
  }
}

function toResult(finding: Finding, path: string, indices: ReadonlyMap<string, number>) {
  const { line, column, endLine, endColumn } = finding
  return {
    ruleId: finding.rule,
    ruleIndex: indices.get(finding.rule),
    level: SARIF_LEVELS[finding.severity],
    message: { text: messageText(finding.message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: pathToUri(path), ...(isAbsolute(path) ? {} : { uriBaseId: SOURCE_ROOT }) },
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
        logicalLocations: [{ fullyQualifiedName: clip(finding.pointer), kind: 'value' }],
      },
    ],
    ...(finding.related === undefined ? {} : { relatedLocations: finding.related.map(relatedLocation) }),
  }
}

/** The previous place. It is in another revision or on a server, so no viewer can open it relative to the root. */
function relatedLocation({ file, line, column, endLine, endColumn, message }: RelatedPlace, id: number) {
  return {
    id: id + 1,
    message: { text: messageText(message) },
    physicalLocation: {
      artifactLocation: { uri: pathToUri(file) },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  }
}

function suppressionsOf(finding: Finding | SuppressedFinding) {
  if (!('suppression' in finding)) return []
  const { by, reason } = finding.suppression
  return [
    {
      kind: by === 'comment' ? 'inSource' : 'external',
      status: 'accepted',
      justification: escapeTerminal(clip(reason)),
    },
  ]
}

/**
 * A message is plain text, but `[text](target)` in it is a link (SARIF 2.1.0, 3.11.6): a document must not be able to
 * create one.
 */
function messageText(message: string): string {
  const text = escapeTerminal(clip(message))
  return text.includes('](') ? text.replace(/[[\]]/g, '\\$&') : text
}

/** The rules that the results name, and those that crashed: a viewer lists them, and the others would be noise. */
function describedRules(named: ReadonlySet<string>, known: readonly RuleMetadata[]): { id: string }[] {
  const described = known.filter(({ id }) => named.has(id))
  const ids = new Set(described.map(({ id }) => id))
  // A newer report or a plug-in may name a rule that this version does not know.
  const others = [...named].filter((id) => !ids.has(id))
  return [...described.map(reportingDescriptor), ...others.map(undescribedRule)]
}

/** GitHub refuses a rule without descriptions. */
function undescribedRule(id: string) {
  const text = messageText(`The rule ${id}.`)
  return { id, shortDescription: { text }, fullDescription: { text }, help: { text } }
}

function reportingDescriptor(rule: RuleMetadata) {
  return {
    id: rule.id,
    name: pascalCase(rule.id),
    // A code host uses this as the heading of a finding. The rule's summary describes the correct state, which would
    // contradict the finding.
    shortDescription: { text: rule.id },
    fullDescription: { text: clip(plainText(`${rule.id}: ${rule.description}`), LONGEST_DESCRIPTION) },
    help: {
      text: plainText(`${rule.id}\n\n${rule.description}\n\n${REQUIRED} ${rule.summary}`),
      markdown: helpMarkdown(rule),
    },
    helpUri: rule.helpUrl,
    defaultConfiguration: { level: SARIF_LEVELS[rule.severity] },
    properties: {
      tags: [rule.category],
      // Findings of the parser and the schemas are certain; those of other rules may be wrong.
      precision: rule.category === 'syntax' || rule.category === 'schema' ? 'very-high' : 'high',
      'problem.severity': PROBLEM_SEVERITIES[rule.severity],
    },
  }
}

/** The words before a rule's summary, which describes the correct state and would be misread beside a finding. */
const REQUIRED = 'Required:'

function helpMarkdown({ id, summary, description, examples, helpUrl }: RuleMetadata): string {
  const [bad] = examples.bad
  const [good] = examples.good
  return [
    `**${id}**`,
    description,
    `${REQUIRED} ${summary}`,
    ...(bad === undefined ? [] : ['Reported:', fenced(bad, 'json')]),
    ...(good === undefined ? [] : ['Not reported:', fenced(good, 'json')]),
    `[The rule's page](${helpUrl})`,
  ].join('\n\n')
}

function pascalCase(id: string): string {
  return id
    .split(/[^a-zA-Z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('')
}
