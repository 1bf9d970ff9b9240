import { stringAt } from '../../document/values'
import { listed, quote, suggestion } from '../../findings/text'
import { defineRule } from '../define-rule'

/** The API's format of a workspace handle (`updateWorkspace`); at most 64 characters. */
const HANDLE = '[0-9a-z][a-z0-9_-]{1,62}[0-9a-z]'
const NAME_PATTERN = '[a-z][a-z0-9_-]*'
const PATTERN = `^(${HANDLE}/)?${NAME_PATTERN}$`

export default defineRule({
  id: 'name-format',
  category: 'names',
  severity: 'error',
  summary: 'The integration’s name is `name` or `handle/name`, in lowercase letters, digits, hyphens and underscores.',
  description: `The name is part of URLs, of package names and of the commands with which a bot installs the
integration. It has at most one \`/\`, which separates the workspace's handle from the name. A handle has 3 to 64 lowercase
letters, digits, hyphens and underscores, and a letter or digit at both ends: the API's \`updateWorkspace\` accepts no
other. The name begins with a lowercase letter and goes on in the same characters, as in every public integration.

The rule looks at the name of a definition, of a create body and of each item of a list. A team with a stricter
convention sets \`pattern\`; it then replaces the built-in one.`,
  messages: {
    slashes: ({ name, slashes }: { name: string; slashes: number }) =>
      `name is ${quote(name)}, which has ${slashes} slashes; at most one is allowed, between the workspace's handle and the name.`,
    segment: ({ name, segment, meant }: { name: string; segment: string; meant?: string }) =>
      `name is ${quote(name)}, ${segment === name ? 'which' : `whose part ${quote(segment)}`} ${fault(segment)}; it must begin with a lowercase letter, and only lowercase letters, digits, hyphens and underscores may follow.${suggestion(meant)}`,
    handle: ({ name, handle, meant }: { name: string; handle: string; meant?: string }) =>
      `name is ${quote(name)}, whose handle ${quote(handle)} ${handleFault(handle)}; a handle has 3 to 64 lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or digit.${suggestion(meant)}`,
    pattern: ({ name, pattern }: { name: string; pattern: string }) =>
      `name is ${quote(name)}, which does not match the configured pattern ${pattern}.`,
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
      const corrected = segments.map(kebab).join('/')
      const meant = compiled(PATTERN).test(corrected) ? { meant: corrected } : {}
      const handle = segments.length === 2 ? segments[0] : undefined
      if (handle !== undefined && !HANDLE_PATTERN.test(handle)) report(at, 'handle', { name, handle, ...meant })
      else report(at, 'segment', { name, segment: segments.at(-1) ?? name, ...meant })
    },
  },
  examples: {
    bad: [
      { document: { name: 'Acme CRM', version: '1.0.0' } },
      { document: { name: 'acme/crm/contacts', version: '1.0.0' } },
      {
        document: { name: 'contacts', version: '1.0.0' },
        options: { pattern: '^acme/' },
        note: 'The names of this team begin with its handle.',
      },
    ],
    good: [
      { document: { name: 'acme_labs/crm', version: '1.0.0' } },
      { document: { name: '3cx/crm-2', version: '1.0.0' }, note: 'A handle may begin with a digit.' },
    ],
  },
})

const HANDLE_PATTERN = new RegExp(`^${HANDLE}$`)

// The cache is bounded: its patterns come from configurations, not from hostile documents.
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

function handleFault(handle: string): string {
  if (handle === '') return 'is empty'
  if (/[A-Z]/.test(handle) || other(handle).length > 0)
    return listed([...(/[A-Z]/.test(handle) ? ['has capital letters'] : []), ...other(handle)], 'and')
  if (!/^[0-9a-z]/.test(handle)) return `begins with ${quote([...handle][0])}`
  if (!/[0-9a-z]$/.test(handle)) return `ends with ${quote([...handle].at(-1))}`
  return `is ${handle.length === 1 ? 'one character' : `${handle.length} characters`} long`
}

/** The first character that is invalid in upper and lower case alike, unless it begins the segment. */
function other(segment: string): string[] {
  const found = /[^a-zA-Z0-9_-]/u.exec(segment)
  return found === null || found.index === 0 ? [] : [`holds ${quote(found[0])}`]
}

function kebab(text: string): string {
  return text
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .split(/[^a-z0-9_]+/)
    .filter((word) => word !== '')
    .join('-')
}
