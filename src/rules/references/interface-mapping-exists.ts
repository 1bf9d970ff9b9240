import { type Fields, fieldsAt, isFields, own } from '../../document/values'
import { didYouMean, firstOf, quote, someOf, suggestion } from '../../findings/text'
import { COLLECTION_WORDS, MAPPED_PARTS } from '../collection-words'
import { defineRule } from '../define-rule'
import { replacedByNear } from '../mending'
import { pathIn } from '../path-in'

export default defineRule({
  id: 'interface-mapping-exists',
  category: 'references',
  severity: 'error',
  summary: 'The parts of the integration to which an interface is mapped exist.',
  description: `An entry of \`interfaces\` says by which entity, action, event and channel of this integration each part of
the interface is implemented: \`interfaces.<key>.actions.<name in the interface>.name\` is the key of an action here. A
call through the interface fails if the name is not defined.

Update bodies are left alone: there, the maps hold only what changes.`,
  messages: {
    missing: ({ path, name, what, known, count, meant }: MissingData) =>
      `${path} is the ${what} ${quote(name)}, which the integration does not define (defined: ${someOf(known, count)}).${suggestion(meant)}`,
  },
  visit: {
    interface({ value, pointer }, report, context) {
      const { form, resource } = context
      if (form === 'update') return
      for (const part of MAPPED_PARTS) {
        const defined = own(resource, part)
        if (defined !== undefined && !isFields(defined)) continue
        const mapping = fieldsAt(value, part)
        for (const name of Object.keys(mapping)) {
          const mapped = mapping[name]
          if (!isFields(mapped)) continue
          const target = own(mapped, 'name')
          if (typeof target !== 'string' || (defined !== undefined && Object.hasOwn(defined, target))) continue
          const known = defined === undefined ? [] : keysOf(defined)
          const meant = didYouMean(target, known)
          const at = pointer.child(part, name, 'name')
          report(at, 'missing', {
            path: pathIn(context, at),
            name: target,
            what: COLLECTION_WORDS[part],
            known: firstOf(known),
            count: known.length,
            ...(meant === undefined ? {} : { meant }),
          })
        }
      }
    },
  },
  fix: {
    safe: true,
    summary: 'A name that is near that of one thing of the integration becomes that name.',
    propose(finding) {
      const part = finding.path.at(-3) ?? ''
      return replacedByNear(finding, Object.keys(fieldsAt(finding.resource, part)))
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: { listPages: { input: { schema: {} }, output: { schema: {} } } },
          interfaces: {
            'listable<page>': {
              id: 'ifver_01J9GWV7WN4VR96S7XVHXGCDFW',
              entities: {},
              actions: { list: { name: 'listPage' } },
              events: {},
              channels: {},
            },
          },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: { listPages: { input: { schema: {} }, output: { schema: {} } } },
          interfaces: {
            'listable<page>': {
              id: 'ifver_01J9GWV7WN4VR96S7XVHXGCDFW',
              entities: {},
              actions: { list: { name: 'listPages' } },
              events: {},
              channels: {},
            },
          },
        },
      },
    ],
  },
})

interface MissingData {
  path: string
  name: string
  what: string
  known: string[]
  count: number
  meant?: string
}

const keys = new WeakMap<Fields, readonly string[]>()

/** Computed once for each section: otherwise the time would be quadratic in the number of interfaces and actions. */
function keysOf(section: Fields): readonly string[] {
  const known = keys.get(section) ?? Object.keys(section)
  keys.set(section, known)
  return known
}
