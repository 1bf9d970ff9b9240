import { isFields } from '../document/values'
import type { Messages } from './contract'

/** A finding's message and its data, for a rule that the engine does not run. */
export function tableMessage<Id extends string>(
  rule: Id,
  messages: Messages,
  message: string,
  facts: unknown,
): { rule: Id; message: string; data: Record<string, unknown> } {
  const wording = messages[message]
  if (wording === undefined) throw new Error(`The rule ${rule} has no message ${message}.`)
  return { rule, message: wording(facts, () => ''), data: isFields(facts) ? { ...facts } : {} }
}
