import type { Pointer } from '../../document/pointer'
import { type Fields, stringAt } from '../../document/values'
import { listed, quote } from '../../findings/text'
import type { RuleContext } from '../contract'
import { defineRule } from '../define-rule'
import { pathIn } from '../path-in'

export default defineRule({
  id: 'id-format',
  category: 'names',
  severity: 'warning',
  summary: 'Ids are the prefix of their kind and a ULID, or a UUID.',
  description: `The platform names a version of an integration by \`intver_\` (a development one by \`devint_\`) and a
version of an interface by \`ifver_\`, each with a ULID: 26 digits and capital letters. The oldest ones have a UUID
instead. An id with another prefix belongs to something else, for instance to a bot, and will not be found.

The rule looks at the \`id\` of a definition and of each item of a list, and at \`interfaces.*.id\`. An id of an
impossible length, such as the empty one of an interface that is not resolved yet, is left to the schema. Letters that
the alphabet of ULIDs lacks (I, L, O, U) are accepted, as by the CLI.`,
  messages: {
    prefix: ({
      path,
      id,
      what,
      allowed,
      belongs,
    }: {
      path: string
      id: string
      what: string
      allowed: string[]
      belongs: string
    }) =>
      `${path} is ${quote(id)}, the id of an ${belongs}; the id of an ${what} begins with ${listed(allowed.map(quote))}.`,
    format: ({ path, id, what, allowed }: { path: string; id: string; what: string; allowed: string[] }) =>
      `${path} is ${quote(id)}, which is not the id of an ${what}: ${listed(allowed.map(quote))} and 26 digits and capital letters, or a UUID.`,
  },
  visit: {
    resource({ value, pointer }, report, context) {
      const { form } = context
      if (form === 'resource' || form === 'summary') check(value, pointer, 'integration', report, context)
    },
    interface({ value, pointer }, report, context) {
      check(value, pointer, 'interface', report, context)
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          interfaces: { 'hitl<ticket>': { id: 'intver_01J9GWV7WN4VR96S7XVHXGCDFW' } },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          interfaces: { 'hitl<ticket>': { id: 'bot_01J9GWV7WN4VR96S7XVHXGCDFW' } },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          interfaces: { 'hitl<ticket>': { id: 'ifver_01J9GWV7WN4VR96S7XVHXGCDFW' } },
        },
      },
    ],
  },
})

const PREFIXES = { integration: ['intver_', 'devint_'], interface: ['ifver_'] } as const
type What = keyof typeof PREFIXES

// The first digit of a ULID is at most 7: 26 characters of five bits encode 128 bits.
const ULID = /^[0-7][0-9A-Z]{25}$/
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function check(
  value: Fields,
  pointer: Pointer,
  what: What,
  report: {
    (at: Pointer, message: 'format', data: { path: string; id: string; what: string; allowed: string[] }): void
    (
      at: Pointer,
      message: 'prefix',
      data: { path: string; id: string; what: string; allowed: string[]; belongs: string },
    ): void
  },
  context: Pick<RuleContext<undefined>, 'resourcePointer'>,
): void {
  const id = stringAt(value, 'id')
  if (id === undefined || id.length < 28 || id.length > 36 || UUID.test(id)) return
  if (isPrefixed(id, what)) return
  const allowed: string[] = [...PREFIXES[what]]
  const belongs: What = what === 'integration' ? 'interface' : 'integration'
  const at = pointer.child('id')
  const path = pathIn(context, at)
  if (isPrefixed(id, belongs)) report(at, 'prefix', { path, id, what, allowed, belongs })
  else report(at, 'format', { path, id, what, allowed })
}

function isPrefixed(id: string, what: What): boolean {
  return PREFIXES[what].some((prefix) => id.startsWith(prefix) && ULID.test(id.slice(prefix.length)))
}
