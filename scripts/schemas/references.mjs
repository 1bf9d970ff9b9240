export const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

export const mapValues = (object, change) =>
  Object.fromEntries(Object.entries(object).map(([key, value]) => [key, change(value)]))

const unescapeStep = (step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~')

/**
 * Resolves a reference from the schema at `base`; throws if it has no target.
 *
 * @param {Map<string, object>} byId all schemas by `$id`
 * @returns {{ schema: unknown, base: string, pointer: string, steps: string[] }} the target, the `$id` of its file, and
 *   its place there, as a pointer and as a list of keys
 */
export function follow(byId, ref, base) {
  const target = new URL(ref, base)
  const pointer = target.hash.slice(1)
  target.hash = ''
  const steps = pointer.split('/').slice(1).map(unescapeStep)
  const schema = steps.reduce((value, step) => value?.[step], byId.get(target.href))
  if (schema === undefined) throw new Error(`${base} refers to ${ref}, which does not exist`)
  return { schema, base: target.href, pointer, steps }
}
