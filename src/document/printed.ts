import { type Fields, fieldsAt, isFields, own } from './values'

// The output of `bp read --json` depends on the version of the CLI, and never contains everything that a deployment
// sends: up to 2.1.5 it has file names instead of scripts, icon and readme; from then to 5.6.0 it lacks the
// configurations and the identifier; from 5.6.1 on it lacks secrets, icon, readme and code.

/** Whether a script, an icon or a readme is only the name or the path of its file. */
export function isFileName(text: string): boolean {
  return /^(?:[\w.@/\\-]{1,200}\.(?:svg|md)|[\w.@/\\ -]{1,200}\.vrl)$/.test(text)
}

/** Properties that the CLI prints even if they are empty. */
const ALWAYS_PRINTED = ['user', 'events', 'actions', 'channels', 'states', 'entities', 'interfaces']

/** Properties that the CLI never prints, and that users add to a body by hand. */
const NEVER_PRINTED = ['secrets', 'icon', 'readme', 'code', 'sdkVersion', 'layers']

/** Placeholders for the IDs of interfaces, which only the API knows; it refuses both. */
const PLACEHOLDER_IDS: readonly unknown[] = ['', '...']

/**
 * Whether a create body was probably printed by the CLI, so the absence of properties that the CLI never prints means
 * nothing.
 */
export function isPrintedByCli(body: Fields): boolean {
  if (NEVER_PRINTED.some((key) => own(body, key) !== undefined)) return false
  return hasEverySection(body) || hasPlaceholderIds(body)
}

/** Whether the body was printed by a CLI that omits configurations and identifier. */
export function lacksConfiguration(body: Fields): boolean {
  const kept = ['configuration', 'configurations', 'identifier', 'attributes']
  return isPrintedByCli(body) && hasEverySection(body) && kept.every((key) => own(body, key) === undefined)
}

function hasEverySection(body: Fields): boolean {
  return ALWAYS_PRINTED.every((key) => own(body, key) !== undefined)
}

function hasPlaceholderIds(body: Fields): boolean {
  return Object.values(fieldsAt(body, 'interfaces')).some(
    (one) => isFields(one) && PLACEHOLDER_IDS.includes(own(one, 'id')),
  )
}
