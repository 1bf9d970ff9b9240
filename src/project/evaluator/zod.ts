import { isObject } from './recorder'

/** The parts of a zod type that are looked at. Bundles hold their own copies of zod, so that a class tells nothing. */
export interface ZodLike {
  _def: Record<string, unknown> & { typeName: string }
}

export function isZod(value: unknown): value is ZodLike {
  if (!isObject(value) || !('_def' in value)) return false
  const definition: unknown = value._def
  return isObject(definition) && 'typeName' in definition && typeof definition.typeName === 'string'
}

/** Types that say something about another one, which holds the same place in the JSON Schema. */
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

/** The type within an optional, nullable, default … one. */
export function innerOf(zod: ZodLike): ZodLike | undefined {
  const { typeName } = zod._def
  if (typeName === 'ZodLazy') {
    const getter = zod._def.getter
    try {
      const inner: unknown = typeof getter === 'function' ? Reflect.apply(getter, undefined, []) : undefined
      return isZod(inner) ? inner : undefined
    } catch {
      // The transformer reports it.
      return undefined
    }
  }
  const key = INNER[typeName]
  const inner = key === undefined ? undefined : zod._def[key]
  return isZod(inner) ? inner : undefined
}

/** The type that is left when all such wrappers are off. */
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

/** What a step of the JSON Schema leads to in a type. */
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
