import { quote } from '../../findings/text'
import { unknownFields } from '../../vrl/fields'
import { lex } from '../../vrl/lexer'
import { readScript, type VrlReading } from '../../vrl/reading'
import { trySamples } from '../../vrl/results'
import { SAMPLE_WEBHOOK_ID, SAMPLE_WEBHOOK_URL, SCRIPT_TYPES } from '../../vrl/script-types'
import type { Place } from '../contract'
import { defineRule } from '../define-rule'
import { codeShown } from './describe-diagnostic'

export default defineRule({
  id: 'oauth-link',
  category: 'scripts',
  severity: 'warning',
  summary: 'An OAuth link carries the webhook’s id as `state`, and leads back to the webhook.',
  description: `When a user has agreed, the provider sends the browser to the redirect address with the \`state\` of the link.
There, the platform finds the installation by its \`state\`, which must therefore be the \`webhookId\` and nothing else, and
the address must lie under the \`webhookUrl\`: \`{{ webhookUrl }}/oauth\`, or a wizard.

The script is run with sample values, in production and in staging, and the link that it gives is read. Only links to a
provider's OAuth page are looked at: those with a \`client_id\`, a \`response_type\` or a \`redirect_uri\`. A link to the webhook
itself (a wizard) is right as it is, a link with an address of Botpress's own webhook server written out is accepted, and
\`redirect_uri\` may be absent where \`response_type\` is, too: such providers send the user to the address that was
registered. The links of sandboxes are exempt: those of a configuration that is called so, and those with a
\`shareableId\`.`,
  messages: {
    noState: ({ sample }: { sample: string }, at) =>
      `${linkAt(at)} has no "state" (${sample}); it must be the webhookId, or the platform cannot know which user agreed.`,
    otherState: ({ sample, state }: { sample: string; state: string }, at) =>
      `${linkAt(at)} must have the webhookId alone as "state"; ${sample}, with the webhookId ${SAMPLE_WEBHOOK_ID}, it is ${quote(state)}.`,
    noRedirect: ({ sample }: { sample: string }, at) =>
      `${linkAt(at)} has no "redirect_uri" (${sample}); it must lead to the webhookUrl, for instance "{{ webhookUrl }}/oauth".`,
    otherRedirect: ({ sample, redirect }: { sample: string; redirect: string }, at) =>
      `${linkAt(at)} must have a "redirect_uri" that leads to the webhookUrl; ${sample}, with the webhookUrl ${SAMPLE_WEBHOOK_URL}, it is ${quote(redirect)}.`,
  },
  visit: {
    script({ source, pointer, type, configuration }, report, { vrl }) {
      if (type !== 'linkTemplate' || !/client_id|response_type|redirect_uri/.test(source)) return
      const reading = readScript(source)
      if (reading === undefined || isSandbox(reading, configuration)) return
      // Another rule reports a misspelt field, whose value is null.
      if (unknownFields(source, reading, Object.keys(SCRIPT_TYPES.linkTemplate.event)).length > 0) return
      const compiler = vrl()
      if (compiler === undefined || compiler.check(source).errors.length > 0) return

      const reported = new Set<string>()
      for (const { sample, text } of trySamples(compiler, source, SCRIPT_TYPES.linkTemplate)) {
        const faults = wrongParameters(text)
        const reportOnce = (
          parameter: 'state' | 'redirect_uri',
          lacks: (place: Place, sample: string) => void,
          differs: (place: Place, sample: string, found: string) => void,
        ) => {
          const fault = faults[parameter]
          if (fault === undefined || reported.has(parameter)) return
          reported.add(parameter)
          if (fault.found === undefined) lacks({ pointer, span: reading.result }, sample.name)
          else {
            const place = { pointer, span: parameterSpan(source, reading, parameter) }
            differs(place, sample.name, codeShown(source, fault.found))
          }
        }
        reportOnce(
          'state',
          (place, name) => report(place, 'noState', { sample: name }),
          (place, name, state) => report(place, 'otherState', { sample: name, state }),
        )
        reportOnce(
          'redirect_uri',
          (place, name) => report(place, 'noRedirect', { sample: name }),
          (place, name, redirect) => report(place, 'otherRedirect', { sample: name, redirect }),
        )
      }
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            identifier: {
              linkTemplateScript:
                'webhookUrl = to_string!(.webhookUrl)\n"https://acme.com/oauth/authorize?client_id=acme&response_type=code&redirect_uri={{ webhookUrl }}/oauth"\n',
            },
          },
        },
        note: 'Without a `state`.',
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            identifier: {
              linkTemplateScript:
                'webhookId = to_string!(.webhookId)\n"https://acme.com/oauth/authorize?client_id=acme&response_type=code&state=id:{{ webhookId }}&redirect_uri=https://example.com/done"\n',
            },
          },
        },
        note: 'A `state` with more than the webhookId, and an address that is not the webhook’s.',
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            identifier: {
              linkTemplateScript:
                'webhookId = to_string!(.webhookId)\n"https://acme.com/oauth/authorize?client_id=acme&response_type=code&state={{ webhookId }}"\n',
            },
          },
        },
        note: 'Without a redirect.',
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            identifier: {
              linkTemplateScript:
                'webhookId = to_string!(.webhookId)\nwebhookUrl = to_string!(.webhookUrl)\n"https://acme.com/oauth/authorize?client_id=acme&response_type=code&state={{ webhookId }}&redirect_uri={{ webhookUrl }}/oauth"\n',
            },
          },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          configuration: {
            identifier: {
              linkTemplateScript:
                'webhookUrl = to_string!(.webhookUrl)\nwebhookId = to_string!(.webhookId)\n"{{ webhookUrl }}/oauth/wizard/start?state={{ webhookId }}"\n',
            },
          },
        },
        note: 'A wizard of the integration itself.',
      },
    ],
  },
})

/** A wrong parameter of the link; `found` is undefined if the link lacks it. */
interface WrongParameter {
  found: string | undefined
}

function wrongParameters(link: string | undefined): { state?: WrongParameter; redirect_uri?: WrongParameter } {
  const url = link === undefined ? undefined : parseUrl(link)
  if (url === undefined || leadsToWebhook(url)) return {}
  const parameters = url.searchParams
  const isOauth = parameters.has('client_id') || parameters.has('response_type') || parameters.has('redirect_uri')
  if (!isOauth) return {}

  const state = parameters.get('state') ?? undefined
  const redirect = parameters.get('redirect_uri') ?? undefined
  const address = redirect === undefined ? undefined : parseUrl(redirect)
  const leadsBack =
    redirect === undefined ? !parameters.has('response_type') : address !== undefined && leadsToWebhook(address)
  return {
    ...(state === SAMPLE_WEBHOOK_ID ? {} : { state: { found: state } }),
    ...(leadsBack ? {} : { redirect_uri: { found: redirect } }),
  }
}

/** The sample's webhook, or the one of the platform itself: `https://webhook.botpress.cloud`, and its like for staging. */
function leadsToWebhook({ origin, hostname }: URL): boolean {
  return origin === SAMPLE_WEBHOOK_URL || /^webhook\.botpress\.[a-z]+$/.test(hostname)
}

/** The subject of a message: the link, with the path of its script in a document. */
function linkAt(at: () => string): string {
  return at() === '' ? 'The OAuth link' : `The OAuth link of ${at()}`
}

function parseUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined
}

/** https://botpress.com sandboxes share one account of the provider: users find theirs by the shareableId. */
function isSandbox({ paths }: VrlReading, configuration: string | undefined): boolean {
  return /sandbox/i.test(configuration ?? '') || paths.some(({ segments }) => segments[0] === 'shareableId')
}

/** The place where the script writes a parameter of the link. Returns the whole result unless there is exactly one place. */
function parameterSpan(source: string, { result }: VrlReading, name: string): readonly [number, number] {
  const written = new RegExp(`(?<![A-Za-z0-9_])${name}=[^&"\\\\\\s{]*(?:\\{\\{[^}]*\\}\\}[^&"\\\\\\s{]*)*`, 'g')
  const spans = lex(source).tokens.flatMap(({ type, text, start }) =>
    type === 'string'
      ? [...text.matchAll(written)].map(({ index, 0: match }) => [start + index, start + index + match.length] as const)
      : [],
  )
  const [span = result] = spans
  return spans.length === 1 ? span : result
}
