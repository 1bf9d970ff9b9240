import type { Pointer } from '../document/pointer'
import { dotted } from '../findings/text'
import type { RuleContext } from './contract'

/** A place of the resource as messages show it: `actions.createTicket.title`. */
export function pathIn({ resourcePointer }: Pick<RuleContext<unknown>, 'resourcePointer'>, pointer: Pointer): string {
  return dotted(pointer.keysBelow(resourcePointer))
}
