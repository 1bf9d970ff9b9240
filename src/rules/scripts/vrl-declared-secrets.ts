import { isPrintedByCli } from '../../document/printed'
import { type Fields, isFields, own } from '../../document/values'
import { didYouMean, firstOf, quote, someOf, suggestion } from '../../findings/text'
import { readScript } from '../../vrl/reading'
import { eventOf } from '../../vrl/script-types'
import type { Form } from '../contract'
import { defineRule } from '../define-rule'
import { renamedSegment } from '../mending'

export default defineRule({
  id: 'vrl-declared-secrets',
  category: 'scripts',
  severity: 'warning',
  summary: 'Every secret that a VRL script reads is declared in `secrets`.',
  description: `A script reads a secret as \`.secrets.NAME\`. A secret that is not declared has no value: the script compares
with \`null\`, or computes a signature with an empty key, and rejects every request or accepts what it should not.

The name is the declared one, without the \`SECRET_\` with which the integration's code reads it. A variable that stands for
the secrets (\`secrets = .secrets\`) is followed. The \`secrets\` of an update body are those that change; there, only a
script that reads a secret which the same body deletes is reported. An answer of the API without \`secrets\` is left
alone, and so is what \`bp read --json\` prints, which never has them. The event of a link has no secrets at all, as
\`vrl-known-fields\` reports.`,
  messages: {
    undeclared: ({ name, declared, count, meant }: UndeclaredData, at) =>
      `${at() || 'The script'} reads the secret ${quote(name)}, which "secrets" does not declare (declared: ${someOf(declared, count)}).${suggestion(meant)}`,
    deleted: ({ name }: { name: string }, at) =>
      `${at() || 'The script'} reads the secret ${quote(name)}, which this body deletes.`,
  },
  visit: {
    script({ source, pointer, type }, report, { form, resource }) {
      const mayRead = eventOf(type).secrets !== undefined && source.includes('secrets')
      const reading = mayRead ? readScript(source) : undefined
      const declared = reading === undefined ? undefined : declaredSecrets(resource, form)
      if (reading === undefined || declared === undefined) return
      const reported = new Set<string>()
      for (const { segments, spans, assigned } of reading.paths) {
        const [root, name] = segments
        const [, span] = spans
        if (root !== 'secrets' || typeof name !== 'string' || span === undefined || assigned) continue
        if (reported.has(name)) continue
        reported.add(name)
        if (declared.deleted.has(name)) report({ pointer, span }, 'deleted', { name })
        else if (declared.names !== undefined && !declared.names.has(name)) {
          const names = [...declared.names]
          const meant = didYouMean(name.replace(/^SECRET_/, ''), names)
          report({ pointer, span }, 'undeclared', {
            name,
            declared: firstOf(names),
            count: names.length,
            ...(meant === undefined ? {} : { meant }),
          })
        }
      }
    },
  },
  fix: {
    safe: true,
    summary: 'A name that is near that of one declared secret becomes that name, wherever the script reads it.',
    propose(finding) {
      const { name, declared, count } = finding.data
      const isWhole = Array.isArray(declared) && declared.length === count
      return typeof name === 'string' && isWhole ? renamedSegment(finding, ['secrets', name], declared) : undefined
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          secrets: { CLIENT_SECRET: null },
          identifier: {
            extractScript:
              'expected = encode_base16(hmac(to_string!(.body), to_string!(.secrets.CLIENT_SECRETS)))\nif expected == .headers."x-signature" {\n  parse_json!(.body).account\n} else {\n  null\n}\n',
          },
        },
      },
      {
        document: {
          secrets: { VERIFY_TOKEN: null },
          identifier: { fallbackHandlerScript: '{ "body": .secrets.VERIFY_TOKEN }\n' },
        },
        as: 'update-body',
        note: 'The same body deletes the secret.',
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          secrets: { CLIENT_SECRET: null },
          identifier: {
            extractScript:
              'expected = encode_base16(hmac(to_string!(.body), to_string!(.secrets.CLIENT_SECRET)))\nif expected == .headers."x-signature" {\n  parse_json!(.body).account\n} else {\n  null\n}\n',
          },
        },
      },
    ],
  },
})

interface UndeclaredData {
  name: string
  declared: string[]
  count: number
  meant?: string
}

/** `names` is undefined if the document does not list the secrets. */
interface DeclaredSecrets {
  names: ReadonlySet<string> | undefined
  deleted: ReadonlySet<string>
}

const NO_NAMES: ReadonlySet<string> = new Set()

function declaredSecrets(resource: Fields, form: Form): DeclaredSecrets | undefined {
  const secrets = own(resource, 'secrets')
  if (form === 'update') {
    if (!isFields(secrets)) return undefined
    return { names: undefined, deleted: new Set(Object.keys(secrets).filter((name) => secrets[name] === null)) }
  }
  if (Array.isArray(secrets)) {
    return { names: new Set(secrets.filter((name) => typeof name === 'string')), deleted: NO_NAMES }
  }
  if (isFields(secrets)) return { names: new Set(Object.keys(secrets)), deleted: NO_NAMES }
  return secrets === undefined && form === 'create' && !isPrintedByCli(resource)
    ? { names: NO_NAMES, deleted: NO_NAMES }
    : undefined
}
