import type { Pointer } from '../../document/pointer'
import { type Fields, isBlank, isFields, own } from '../../document/values'
import type { Messages, RuleContext, RuleReport, Visitors } from '../contract'
import type { Property } from './texts'

/** A title or description that the author of the integration wrote. */
export interface Written {
  text: string
  property: Property
  pointer: Pointer
  /** The thing that has it, with all its other properties. */
  value: Fields
}

type Visit<M extends Messages, Options> = (
  written: Written,
  report: RuleReport<M>,
  context: RuleContext<Options>,
) => void

/**
 * Visitors for all titles and descriptions: of the integration, its configurations, actions, events, channels, tags,
 * entities and fields. Blank ones, and those that come from an interface, are left out.
 */
export function writtenTexts<M extends Messages, Options>(visit: Visit<M, Options>): Visitors<M, Options> {
  const look = (value: Fields, pointer: Pointer, report: RuleReport<M>, context: RuleContext<Options>) => {
    for (const property of ['title', 'description'] as const) {
      const text = own(value, property)
      if (typeof text === 'string' && !isBlank(text)) {
        visit({ text, property, pointer: pointer.at(property), value }, report, context)
      }
    }
  }
  const whereAuthored = (
    { value, pointer, fromInterface }: { value: Fields; pointer: Pointer; fromInterface: boolean },
    report: RuleReport<M>,
    context: RuleContext<Options>,
  ) => {
    if (!fromInterface) look(value, pointer, report, context)
  }
  return {
    resource({ value, pointer }, report, context) {
      look(value, pointer, report, context)
    },
    configuration({ value, pointer }, report, context) {
      look(value, pointer, report, context)
    },
    action: whereAuthored,
    event: whereAuthored,
    channel: whereAuthored,
    entity: whereAuthored,
    tag: whereAuthored,
    field(node, report, context) {
      const { value, embedded } = node
      if (embedded.fromInterface || embedded.role === 'message') return
      const { 'x-zui': zui, title, description } = value
      if (title === undefined && description === undefined && zui === undefined) return
      // The pointer of a field is made when it is asked for.
      const { pointer } = node
      look(value, pointer, report, context)
      if (!isFields(zui)) return
      const zuiTitle = own(zui, 'title')
      if (typeof zuiTitle === 'string' && !isBlank(zuiTitle) && zuiTitle !== title) {
        visit({ text: zuiTitle, property: 'title', pointer: pointer.child('x-zui', 'title'), value }, report, context)
      }
    },
  }
}
