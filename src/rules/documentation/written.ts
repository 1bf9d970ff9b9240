import type { Pointer } from '../../document/pointer'
import { type Fields, isBlank, isFields, own } from '../../document/values'
import type { Messages, RuleContext, RuleReport, Visitors } from '../contract'
import type { Property } from './texts'

/** A title or description that the author of the integration wrote. */
export interface Written {
  text: string
  property: Property
  /** What holds the text, and the keys from there to it: `pointerOf` makes a pointer of the two. */
  holder: Holder
  path: readonly string[]
  /** The thing that has it, with all its other properties. */
  value: Fields
}

interface Holder {
  readonly pointer: Pointer
}

/** Where a text stands. Only texts with a finding are asked: there are too many others to make a pointer for each. */
export function pointerOf({ holder, path }: Pick<Written, 'holder' | 'path'>): Pointer {
  return holder.pointer.child(...path)
}

const PATHS = { title: ['title'], description: ['description'] } as const
const ZUI_TITLE = ['x-zui', 'title'] as const

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
  const look = (value: Fields, holder: Holder, report: RuleReport<M>, context: RuleContext<Options>) => {
    for (const property of ['title', 'description'] as const) {
      const text = own(value, property)
      if (typeof text === 'string' && !isBlank(text)) {
        visit({ text, property, holder, path: PATHS[property], value }, report, context)
      }
    }
  }
  const whereAuthored = (
    node: Holder & { value: Fields; fromInterface: boolean },
    report: RuleReport<M>,
    context: RuleContext<Options>,
  ) => {
    if (!node.fromInterface) look(node.value, node, report, context)
  }
  return {
    resource(node, report, context) {
      look(node.value, node, report, context)
    },
    configuration(node, report, context) {
      look(node.value, node, report, context)
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
      look(value, node, report, context)
      if (!isFields(zui)) return
      const zuiTitle = own(zui, 'title')
      if (typeof zuiTitle === 'string' && !isBlank(zuiTitle) && zuiTitle !== title) {
        visit({ text: zuiTitle, property: 'title', holder: node, path: ZUI_TITLE, value }, report, context)
      }
    },
  }
}
