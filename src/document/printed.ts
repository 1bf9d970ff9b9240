import { type Fields, fieldsAt, isFields, own } from './values'

// What `bp read --json` prints depends on the version of the CLI, and none prints all that a deployment sends: up to
// 2.1.5 the names of files stand for scripts, icon and readme; from then to 5.6.0 the configurations and the
// identifier are missing; from 5.6.1 on, secrets, icon, readme and code are.

/** Whether a script, an icon or a readme is only the name or the path of its file. */
export function isFileName(text: string): boolean {
  return /^(?:[\w.@/\\-]{1,200}\.(?:svg|md)|[\w.@/\\ -]{1,200}\.vrl)$/.test(text)
}

/** What the CLI prints whether or not there is anything in it. */
const ALWAYS_PRINTED = ['user', 'events', 'actions', 'channels', 'states', 'entities', 'interfaces']

/** What it never prints, and what people add to a body by hand. */
const NEVER_PRINTED = ['secrets', 'icon', 'readme', 'code', 'sdkVersion', 'layers']

/** What stands for the ids of interfaces, which only the API knows; it refuses both. */
const PLACEHOLDER_IDS: readonly unknown[] = ['', '...']

/** Whether a create body looks as the CLI prints it, so that what it never prints says nothing when it is absent. */
export function isPrintedByCli(body: Fields): boolean {
  if (NEVER_PRINTED.some((key) => own(body, key) !== undefined)) return false
  return hasEverySection(body) || hasPlaceholderIds(body)
}

/** Whether it was printed by a CLI that leaves out configurations and identifier. */
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
