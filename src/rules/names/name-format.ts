import { stringAt } from '../../document/values'
import { listed, quote, suggestion } from '../../findings/text'
import { defineRule } from '../define-rule'

const SEGMENT = '[a-z][a-z0-9-]*'
const PATTERN = `^${SEGMENT}(/${SEGMENT})?$`

export default defineRule({
  id: 'name-format',
  category: 'names',
  severity: 'error',
  summary: 'The integration’s name is `name` or `handle/name`, each in lowercase letters, digits and hyphens.',
  description: `The name is part of URLs, of package names and of the commands with which a bot installs the
integration. It has at most one \`/\`, which separates the workspace's handle from the name; both begin with a
lowercase letter and go on in lowercase letters, digits and hyphens, as in every public integration of the hub.

The rule looks at the name of a definition, of a create body and of each item of a list. A team with a stricter
convention sets \`pattern\`; it then replaces the built-in one.`,
  messages: {
    slashes: ({ name, slashes }: { name: string; slashes: number }) =>
      `The name ${quote(name)} has ${slashes} slashes; at most one is allowed, between the workspace's handle and the name.`,
    segment: ({ name, segment, meant }: { name: string; segment: string; meant?: string }) =>
      `${segment === name ? 'The name' : 'The part'} ${quote(segment)}${segment === name ? '' : ` of the name ${quote(name)}`} ${fault(segment)}; it must begin with a lowercase letter, and only lowercase letters, digits and hyphens may follow.${suggestion(meant)}`,
    pattern: ({ name, pattern }: { name: string; pattern: string }) =>
      `The name ${quote(name)} does not match the configured pattern ${pattern}.`,
  },
  options: {
    schema: {
      pattern: {
        type: 'string',
        format: 'regex',
        description: 'A regular expression (ECMAScript, Unicode mode) that names must match.',
      },
    },
    defaults: { pattern: PATTERN },
  },
  visit: {
    resource({ value, pointer }, report, { form, options: { pattern } }) {
      if (form === 'update') return
      const name = stringAt(value, 'name')
      if (name === undefined || compiled(pattern).test(name)) return
      const at = pointer.child('name')
      if (pattern !== PATTERN) {
        report(at, 'pattern', { name, pattern })
        return
      }
      const segments = name.split('/')
      if (segments.length > 2) {
        report(at, 'slashes', { name, slashes: segments.length - 1 })
        return
      }
      const segment = segments.find((part) => !SEGMENT_PATTERN.test(part)) ?? name
      const meant = segments.map(kebab).join('/')
      report(at, 'segment', { name, segment, ...(compiled(PATTERN).test(meant) ? { meant } : {}) })
    },
  },
  examples: {
    bad: [
      { document: { name: 'Acme_CRM', version: '1.0.0' } },
      { document: { name: 'acme/crm/contacts', version: '1.0.0' } },
      {
        document: { name: 'contacts', version: '1.0.0' },
        options: { pattern: '^acme/' },
        note: 'The names of this team begin with its handle.',
      },
    ],
    good: [{ document: { name: 'acme/crm', version: '1.0.0' } }, { document: { name: 'crm-2', version: '1.0.0' } }],
  },
})

const SEGMENT_PATTERN = new RegExp(`^${SEGMENT}$`)

// There are as many patterns as configurations name, and a configuration is no hostile document.
const patterns = new Map<string, RegExp>()

function compiled(pattern: string): RegExp {
  const known = patterns.get(pattern)
  if (known !== undefined) return known
  const made = new RegExp(pattern, 'u')
  patterns.set(pattern, made)
  return made
}

function fault(segment: string): string {
  if (segment === '') return 'is empty'
  const wrong = [
    ...(/^[a-z]/i.test(segment) ? [] : [`begins with ${quote([...segment][0])}`]),
    ...(/[A-Z]/.test(segment) ? ['has capital letters'] : []),
    ...other(segment),
  ]
  return listed(wrong, 'and')
}

/** The first character that no case would make right, unless it is the one that stands at the beginning. */
function other(segment: string): string[] {
  const found = /[^a-zA-Z0-9-]/u.exec(segment)
  return found === null || found.index === 0 ? [] : [`holds ${quote(found[0])}`]
}

function kebab(text: string): string {
  return text
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
    .join('-')
}
