import { isPrintedByCli } from '../../document/printed'
import { own } from '../../document/values'
import type { RuleDefinition } from '../contract'

type RequiredFileMessages = { missing: () => string; empty: () => string }

/** The messages and the visitor of a rule on a file that the hub requires. A create body contains it in base64. */
export function requiredFile(
  property: string,
): Pick<RuleDefinition<RequiredFileMessages, undefined>, 'messages' | 'visit'> {
  return {
    messages: {
      missing: () => `The body has no "${property}"; the hub requires one.`,
      empty: () => `${property} is empty; the hub requires one.`,
    },
    visit: {
      resource({ value, pointer }, report, { form, project }) {
        if (form !== 'create' || isPrintedByCli(value)) return
        // A file that is named and missing is a finding of `asset-exists`.
        if (project?.missingFiles.some((file) => file.pointer === `/${property}`) === true) return
        const content = own(value, property)
        if (content === undefined) report(pointer, 'missing')
        else if (typeof content === 'string' && content.trim() === '') report(pointer.child(property), 'empty')
      },
    },
  }
}
