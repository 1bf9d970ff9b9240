import { quote } from '../../findings/text'
import { defineRule } from '../define-rule'
import { renamedSecret } from '../mending'

export default defineRule({
  id: 'secret-name-prefix',
  category: 'names',
  severity: 'warning',
  summary: 'Names of secrets do not begin with `SECRET_`, which the platform adds.',
  description: `A secret reaches the integration's code as the environment variable \`SECRET_<NAME>\`, so the API's
OpenAPI description says. A name that already begins with \`SECRET_\` doubles the prefix, and the code that reads
\`SECRET_API_KEY\` finds nothing.

The rule looks at the names in a definition and in request bodies; a secret that an update body deletes with \`null\`
is left alone, and one that is not in SCREAMING_SNAKE case to the schema.`,
  messages: {
    doubled: ({ name, meant }: { name: string; meant?: string }, at) =>
      `${at()}: the secret ${quote(name)} will be ${quote(`SECRET_${name}`)} in the code, for the platform adds "SECRET_"; ${meant === undefined ? 'choose a name without it' : `name it ${quote(meant)}`}.`,
  },
  visit: {
    secret({ name, pointer, target, value }, report, { form }) {
      if (!name.startsWith(PREFIX) || !SECRET_NAME.test(name) || (form === 'update' && value === null)) return
      const meant = name.slice(PREFIX.length)
      report({ pointer, target }, 'doubled', { name, ...(SECRET_NAME.test(meant) ? { meant } : {}) })
    },
  },
  fix: {
    safe: true,
    summary:
      'The prefix is removed, also in the scripts that read the secret. There is no fix in an update body, and none if code may read the secret.',
    propose(finding) {
      const { name, meant } = finding.data
      return typeof name === 'string' && typeof meant === 'string' ? renamedSecret(finding, name, meant) : undefined
    },
  },
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', secrets: { SECRET_API_KEY: null } } }],
    good: [{ document: { name: 'acme', version: '1.0.0', secrets: { API_KEY: null } } }],
  },
})

const PREFIX = 'SECRET_'

/** The format of a name, which the schema checks and reports. */
const SECRET_NAME = /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/
