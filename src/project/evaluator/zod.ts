import { isObject } from './recorder'

/**
 * The properties of a zod type that are read here. A bundle may contain its own copy of zod, so types are not
 * recognised by their class.
 */
export interface ZodLike {
  _def: Record<string, unknown> & { typeName: string }
}

export function isZod(value: unknown): value is ZodLike {
  if (!isObject(value) || !('_def' in value)) return false
  const definition: unknown = value._def
  return isObject(definition) && 'typeName' in definition && typeof definition.typeName === 'string'
}

/** The property of each wrapping type that holds the wrapped one. Both become the same part of the JSON Schema. */
const WRAPPED_TYPE: Readonly<Record<string, string>> = {
  ZodOptional: 'innerType',
  ZodNullable: 'innerType',
  ZodDefault: 'innerType',
  ZodReadonly: 'innerType',
  ZodCatch: 'innerType',
  ZodBranded: 'type',
  ZodEffects: 'schema',
  ZodPipeline: 'in',
  ZodPromise: 'type',
}

/** The type inside an optional, nullable, default or similar type. */
export function innerOf(zod: ZodLike): ZodLike | undefined {
  const { typeName } = zod._def
  if (typeName === 'ZodLazy') {
    const getter = zod._def.getter
    try {
      const inner: unknown = typeof getter === 'function' ? Reflect.apply(getter, undefined, []) : undefined
      return isZod(inner) ? inner : undefined
    } catch {
      // The transformer reports the error of the getter.
      return undefined
    }
  }
  const key = WRAPPED_TYPE[typeName]
  const inner = key === undefined ? undefined : zod._def[key]
  return isZod(inner) ? inner : undefined
}

/** A type without the types that wrap it. */
export function withoutWrappers(zod: ZodLike): ZodLike {
  let unwrapped = zod
  for (let depth = 0; depth < 50; depth += 1) {
    const inner = innerOf(unwrapped)
    if (inner === undefined) return unwrapped
    unwrapped = inner
  }
  return unwrapped
}

/** The fields of an object type. */
export function zodShapeOf(zod: ZodLike): Record<string, unknown> | undefined {
  const known = shapes.get(zod)
  if (known !== undefined) return known
  const { shape } = zod._def
  const made: unknown = typeof shape === 'function' ? Reflect.apply(shape, zod._def, []) : shape
  if (!isObject(made)) return undefined
  const fields = made as Record<string, unknown>
  shapes.set(zod, fields)
  return fields
}

/** Known shapes: a type that extends others computes all of theirs anew each time. */
const shapes = new WeakMap<ZodLike, Record<string, unknown>>()

/** A step from a type to a type inside it; `side` is a side of an intersection. */
export type Step =
  | { type: 'property'; key: string }
  | { type: 'items' }
  | { type: 'item'; index: number }
  | { type: 'option'; index: number }
  | { type: 'side'; index: number }
  | { type: 'values' }
  | { type: 'keys' }

/** The type that a step leads to. If the type has no such child, the result need not be a type. */
export function childOf(zod: ZodLike, step: Step): unknown {
  const { _def: definition } = zod
  switch (step.type) {
    case 'property':
      return definition.typeName === 'ZodObject' ? own(zodShapeOf(zod), step.key) : undefined
    case 'items':
      return definition.typeName === 'ZodArray'
        ? definition.type
        : definition.typeName === 'ZodSet'
          ? definition.valueType
          : definition.rest
    case 'item':
      return itemAt(definition.items, step.index)
    case 'option':
      return itemAt(definition.options, step.index)
    case 'side':
      return step.index === 0 ? definition.left : definition.right
    case 'values':
      return definition.typeName === 'ZodObject'
        ? (definition.catchall ?? definition.unknownKeys)
        : definition.valueType
    case 'keys':
      return definition.keyType
  }
}

/** An own property of any value. */
export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}

function itemAt(list: unknown, index: number): unknown {
  if (Array.isArray(list)) return list[index]
  return list instanceof Map ? [...list.values()][index] : undefined
}
