import type { Pointer } from '../../document/pointer'
import { type Fields, stringAt } from '../../document/values'
import { quote, suggestion } from '../../findings/text'
import type { RuleContext } from '../contract'
import { defineRule } from '../define-rule'
import { replaced } from '../mending'
import { pathIn } from '../path-in'

export default defineRule({
  id: 'version-semver',
  category: 'names',
  severity: 'error',
  summary: 'Versions are exact semantic versions: no range, no `latest`, no leading `v`.',
  description: `The path of a request may name a version, a range or \`latest\`; a body and a definition hold one exact
version as [Semantic Versioning 2.0](https://semver.org) writes it, for instance \`1.4.0\` or \`2.0.0-beta.1\`. The CLI
compares versions to find the previous one and to distinguish a major release from a minor one, which fails on anything else.

The rule looks at the \`version\` of the integration (also of each item of a list) and of each entry of
\`interfaces\`. The \`version\` of an update body is left to \`update-immutable\`.`,
  messages: {
    alias: ({ path, version }: { path: string; version: string }) =>
      `${path} is ${quote(version)}; an exact version is required.`,
    range: ({ path, version, meant }: { path: string; version: string; meant?: string }) =>
      `${path} is ${quote(version)}, a range; an exact version is required.${suggestion(meant)}`,
    malformed: ({ path, version, meant }: { path: string; version: string; meant?: string }) =>
      `${path} is ${quote(version)}, which is not a semantic version such as "1.4.0".${suggestion(meant)}`,
  },
  visit: {
    resource({ value, pointer }, report, context) {
      if (context.form !== 'update') check(value, pointer, report, context)
    },
    interface({ value, pointer }, report, context) {
      check(value, pointer, report, context)
    },
  },
  fix: {
    safe: true,
    summary: 'A `v` or `=` before a whole version is removed.',
    propose(finding) {
      const { version, meant } = finding.data
      if (typeof version !== 'string' || typeof meant !== 'string') return undefined
      // A version that lacks a part, or is a range, has no single meaning.
      return version.replace(/^[\s=v]+/i, '').trimEnd() === meant ? replaced(finding, meant) : undefined
    },
  },
  examples: {
    bad: [
      { document: { name: 'acme', version: 'v1.2.0' } },
      { document: { name: 'acme', version: '1.2' } },
      { document: { name: 'acme', version: '^1.2.0' } },
      { document: { name: 'acme', version: 'latest' } },
    ],
    good: [
      { document: { name: 'acme', version: '1.2.0' } },
      { document: { name: 'acme', version: '1.2.0-rc.1+build.7' } },
    ],
  },
})

// semver.org's grammar; anchored and without nested repetition of the same characters, so linear.
const SEMVER =
  /^(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)\.(?:0|[1-9]\d*)(?:-(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/

type VersionFault = 'alias' | 'range' | 'malformed'

function check(
  value: Fields,
  pointer: Pointer,
  report: (at: Pointer, fault: VersionFault, data: { path: string; version: string; meant?: string }) => void,
  context: Pick<RuleContext<undefined>, 'resourcePointer'>,
): void {
  const version = stringAt(value, 'version')
  if (version === undefined || SEMVER.test(version)) return
  const fault = faultOf(version)
  const meant = fault === 'alias' ? undefined : exact(version)
  const at = pointer.child('version')
  report(at, fault, { path: pathIn(context, at), version, ...(meant === undefined ? {} : { meant }) })
}

function faultOf(version: string): VersionFault {
  const text = version.trim().slice(0, 400)
  if (/^(?:latest|next)$/i.test(text)) return 'alias'
  const isRange = /^[\^~<>*]|\|\||\s-\s|^x$/i.test(text) || /^\d+(?:\.\d+)?\.[x*](?:\.[x*])?$/i.test(text)
  return isRange ? 'range' : 'malformed'
}

/** The exact version that was obviously meant: without `v`, `^`, `~` or `=`, and with missing zeros added. */
function exact(version: string): string | undefined {
  const parts = /^\s*[\^~=]?\s*v?\s*(\d{1,9})(?:\.(\d{1,9}))?(?:\.(\d{1,9}))?([-+][0-9a-zA-Z.+-]{1,100})?\s*$/i.exec(
    version,
  )
  if (parts === null) return undefined
  const [, major = '', minor = '0', patch = '0', rest = ''] = parts
  const candidate = `${[major, minor, patch].map(Number).join('.')}${rest}`
  return SEMVER.test(candidate) ? candidate : undefined
}
