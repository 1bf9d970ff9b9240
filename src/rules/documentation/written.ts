import type { Pointer } from '../../document/pointer'
import { type Fields, isBlank, isFields } from '../../document/values'
import type { Node } from '../../schema/embedded/nodes'
import type { Messages, RuleContext, RuleReport, Visitors } from '../contract'
import { pathIn } from '../path-in'
import type { Property } from './texts'

/**
 * Returns the fault of a title or description, or `undefined` for a correct one.
 *
 * @param value the object that contains the text, with all its other properties
 */
type Find<Fault, Options> = (text: string, property: Property, value: Fields, options: Options) => Fault | undefined

type Say<Fault, M extends Messages> = (
  fault: Fault,
  place: { pointer: Pointer; path: string; text: string },
  report: RuleReport<M>,
) => void

/**
 * Visitors for the titles and descriptions of the integration, its configurations, actions, events, channels, tags,
 * entities and fields. Skips blank ones and those from an interface. Creates the place of a text only for a fault.
 */
export function writtenTexts<Fault, M extends Messages, Options>(
  find: Find<Fault, Options>,
  say: Say<Fault, M>,
): Visitors<M, Options> {
  const look = (
    text: string,
    property: Property,
    node: Node,
    path: readonly string[],
    report: RuleReport<M>,
    context: RuleContext<Options>,
  ) => {
    if (isBlank(text)) return
    const fault = find(text, property, node.value, context.options)
    if (fault === undefined) return
    const pointer = node.pointer.child(...path)
    say(fault, { pointer, path: pathIn(context, pointer), text }, report)
  }
  const lookAt = (node: Node, report: RuleReport<M>, context: RuleContext<Options>) => {
    const { title, description } = node.value
    if (typeof title === 'string') look(title, 'title', node, TITLE, report, context)
    if (typeof description === 'string') look(description, 'description', node, DESCRIPTION, report, context)
  }
  const whereAuthored = (
    node: Node & { fromInterface: boolean },
    report: RuleReport<M>,
    context: RuleContext<Options>,
  ) => {
    if (!node.fromInterface) lookAt(node, report, context)
  }
  return {
    resource: lookAt,
    configuration: lookAt,
    action: whereAuthored,
    event: whereAuthored,
    channel: whereAuthored,
    entity: whereAuthored,
    tag: whereAuthored,
    field(node, report, context) {
      const { value, embedded } = node
      if (embedded.fromInterface || embedded.role === 'message') return
      lookAt(node, report, context)
      const zui = value['x-zui']
      const title = isFields(zui) ? zui.title : undefined
      if (typeof title !== 'string' || title === value.title) return
      look(title, 'title', node, ZUI_TITLE, report, context)
    },
  }
}

const TITLE = ['title']
const DESCRIPTION = ['description']
const ZUI_TITLE = ['x-zui', 'title']
