import { isObject } from './recorder'

/**
 * The properties of a zod type that are read. Bundles contain copies of zod, so types cannot be recognised by their
 * class.
 */
export interface ZodLike {
  _def: Record<string, unknown> & { typeName: string }
}

export function isZod(value: unknown): value is ZodLike {
  if (!isObject(value) || !('_def' in value)) return false
  const definition: unknown = value._def
  return isObject(definition) && 'typeName' in definition && typeof definition.typeName === 'string'
}

/** Types that wrap another one, which has the same place in the JSON Schema. */
const INNER: Readonly<Record<string, string>> = {
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
      // The transformer reports the error.
      return undefined
    }
  }
  const key = INNER[typeName]
  const inner = key === undefined ? undefined : zod._def[key]
  return isZod(inner) ? inner : undefined
}

/** The type without its wrappers. */
export function nakedOf(zod: ZodLike): ZodLike {
  let naked = zod
  for (let depth = 0; depth < 50; depth += 1) {
    const inner = innerOf(naked)
    if (inner === undefined) return naked
    naked = inner
  }
  return naked
}

export function shapeOf(zod: ZodLike): Record<string, unknown> | undefined {
  const { shape } = zod._def
  const made: unknown = typeof shape === 'function' ? Reflect.apply(shape, zod._def, []) : shape
  return isObject(made) ? (made as Record<string, unknown>) : undefined
}

/** One step from a type to a type inside it. */
export type Step =
  | { type: 'property'; key: string }
  | { type: 'items' }
  | { type: 'item'; index: number }
  | { type: 'option'; index: number }
  | { type: 'side'; index: number }
  | { type: 'values' }
  | { type: 'keys' }

export function childOf(zod: ZodLike, step: Step): unknown {
  const { _def: definition } = zod
  switch (step.type) {
    case 'property':
      return definition.typeName === 'ZodObject' ? own(shapeOf(zod), step.key) : undefined
    case 'items':
      return definition.typeName === 'ZodArray'
        ? definition.type
        : definition.typeName === 'ZodSet'
          ? definition.valueType
          : definition.rest
    case 'item':
      return at(definition.items, step.index)
    case 'option':
      return at(definition.options, step.index)
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

export function own(value: unknown, key: string): unknown {
  return isObject(value) && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined
}

function at(list: unknown, index: number): unknown {
  if (Array.isArray(list)) return list[index]
  return list instanceof Map ? [...list.values()][index] : undefined
}
