import type { Pointer } from '../../document/pointer'
import { type Fields, isFields, own } from '../../document/values'
import type { Messages, RuleContext, RuleReport, Visitors } from '../contract'

/** The legacy documentation of a field: `ui.<field>` beside the schema that declares it. */
export type VisitLegacyUi<M extends Messages> = (
  entry: { field: string; value: Fields; pointer: Pointer },
  report: RuleReport<M>,
  context: RuleContext<undefined>,
) => void

/**
 * Visitors for the `ui` objects of request bodies. They are beside an embedded schema or on the action; a property
 * named `ui` inside a schema does not count. Answers of the API have none.
 */
export function legacyUiVisitors<M extends Messages>(visit: VisitLegacyUi<M>): Visitors<M, undefined> {
  const look = (holder: Fields, pointer: Pointer, report: RuleReport<M>, context: RuleContext<undefined>) => {
    const { form } = context
    if (form !== 'create' && form !== 'update') return
    const ui = own(holder, 'ui')
    if (!isFields(ui)) return
    for (const field of Object.keys(ui)) {
      const value = ui[field]
      if (isFields(value)) visit({ field, value, pointer: pointer.child('ui', field) }, report, context)
    }
  }
  return {
    configuration({ value, pointer }, report, context) {
      look(value, pointer, report, context)
    },
    action({ value, pointer, fromInterface }, report, context) {
      if (fromInterface) return
      look(value, pointer, report, context)
      for (const side of ['input', 'output']) {
        const holder = own(value, side)
        if (isFields(holder)) look(holder, pointer.at(side), report, context)
      }
    },
    event({ value, pointer, fromInterface }, report, context) {
      if (!fromInterface) look(value, pointer, report, context)
    },
    message({ value, pointer, fromInterface }, report, context) {
      if (!fromInterface) look(value, pointer, report, context)
    },
    state({ value, pointer }, report, context) {
      look(value, pointer, report, context)
    },
    entity({ value, pointer, fromInterface }, report, context) {
      if (!fromInterface) look(value, pointer, report, context)
    },
  }
}
