import type { Pointer } from '../../document/pointer'
import { arrayAt, type Fields, fieldsAt, isEqual, isFields, own, stringAt } from '../../document/values'
import { canonical } from '../../findings/canonical'
import { quote } from '../../findings/text'
import type { Verdict } from '../../findings/types'
import { changeMessage } from '../../rules/changes/changes'
import { fragmentKeys, MAX_HOPS } from '../../schema/embedded/references'
import type { ChangeCollector, ChangePointers } from '../changes'
import { renames } from '../renames'
import { accepts } from './accepts'
import { dereferenced, hasOwnBase, isSchema, type Schema } from './context'
import { hasReference, isEqualSchema, REFERENCES } from './equal'
import { type Inclusion, includes } from './inclusion'
import { ANNOTATIONS } from './keywords'
import { withNullType } from './nullable'
import { assertionsOf, schemaShape, valuesOf, withoutNull } from './shape'

/**
 * Who writes the values of a schema, and who reads them. `sent`: bots write and the integration reads, so every value
 * that was accepted must still be accepted. `received`: the integration writes and bots read, so every value that is
 * accepted now must have been accepted before. `stored`: both.
 */
export type Direction = 'sent' | 'received' | 'stored'

export interface SchemaSide {
  schema: Schema
  /** The place of the schema in its document. */
  pointer: Pointer
}

interface PlacedSchema {
  schema: Schema
  pointer: Pointer
}

/** No real schema is nested this deeply; deeper parts are compared as a whole. */
const MAX_COMPARED_DEPTH = 100

/** Compares two schemas, and adds each change at its pointer. */
export function compareSchemas(
  oldGiven: SchemaSide,
  nowGiven: SchemaSide,
  direction: Direction,
  where: string,
  changes: ChangeCollector,
): void {
  if (isEqualSchema(oldGiven.schema, nowGiven.schema)) return
  const old = { ...oldGiven, schema: withNullType(oldGiven.schema) }
  const now = { ...nowGiven, schema: withNullType(nowGiven.schema) }
  if (isEqualSchema(old.schema, now.schema)) return
  const references = hasReference(old.schema) || hasReference(now.schema)
  new SchemaComparison(old, now, direction, where, changes, references).compare(old, now, '', 0)
}

/** The answers to the two questions that decide the name and the verdict of a change. */
interface InclusionAnswers {
  /** Whether every value that was accepted still is. */
  kept: 'yes' | 'no' | 'unknown'
  /** Whether every value that is accepted now was accepted before. */
  known: 'yes' | 'no' | 'unknown'
}

class SchemaComparison {
  readonly #seen = new Map<unknown, Set<unknown>>()

  constructor(
    private readonly old: SchemaSide,
    private readonly now: SchemaSide,
    private readonly direction: Direction,
    private readonly where: string,
    private readonly changes: ChangeCollector,
    private readonly references: boolean,
  ) {}

  compare(oldGiven: PlacedSchema, nowGiven: PlacedSchema, path: string, depth: number): void {
    const { schema: one } = oldGiven
    const { schema: other } = nowGiven
    if (!this.references && isEqualSchema(one, other)) return
    if (isFields(one) && isFields(other)) {
      // A recursive schema leads to the same pair again.
      const seen = this.#seen.get(one)
      if (seen?.has(other) === true) return
      if (seen === undefined) this.#seen.set(one, new Set([other]))
      else seen.add(other)
    }
    const old = follow(oldGiven, this.old)
    const now = follow(nowGiven, this.now)
    if (old === undefined || now === undefined || depth > MAX_COMPARED_DEPTH) {
      if (!this.#hasSameMeaning(one, other)) this.#whole(oldGiven, nowGiven, path)
      return
    }
    if (isFields(old.schema) && isFields(now.schema)) {
      this.#annotations(old.schema, now.schema, old.pointer, now.pointer, path)
      this.#values(old.schema, now.schema, old.pointer, now.pointer, path, depth)
    } else this.#whole(old, now, path)
  }

  #values(old: Fields, now: Fields, oldAt: Pointer, nowAt: Pointer, path: string, depth: number): void {
    if (this.#compareByShape(old, now, oldAt, nowAt, path, depth)) return
    const oldRest = withoutNull(old)
    const nowRest = withoutNull(now)
    if (oldRest === undefined && nowRest === undefined) {
      this.#whole({ schema: old, pointer: oldAt }, { schema: now, pointer: nowAt }, path)
      return
    }
    // Null and the other types are compared separately, so that an object that became nullable is still compared
    // property by property.
    const isNullOld = oldRest !== undefined || accepts(old, null, this.old.schema) !== false
    const isNullNow = nowRest !== undefined || accepts(now, null, this.now.schema) !== false
    const inner = { old: oldRest?.schema ?? old, now: nowRest?.schema ?? now }
    const innerAt = { old: oldAt.child(...(oldRest?.path ?? [])), now: nowAt.child(...(nowRest?.path ?? [])) }
    const isCertain = (oldRest !== undefined || !isNullOld) && (nowRest !== undefined || !isNullNow)
    const isEqualRest = !this.references && isEqualSchema(bare(inner.old), bare(inner.now))
    const isSame = isEqualRest || this.#hasSameShape(inner.old, inner.now)
    if (!isCertain || !isSame || (isEqualRest && isNullOld === isNullNow)) {
      this.#whole({ schema: old, pointer: oldAt }, { schema: now, pointer: nowAt }, path)
      return
    }
    if (isNullOld !== isNullNow) {
      const places = { old: oldAt, new: nowAt }
      if (isNullNow) this.#report('values-widened', path, places, { kept: 'yes', known: 'no' }, 'null is new')
      else this.#report('values-narrowed', path, places, { kept: 'no', known: 'yes' }, 'null is gone')
    }
    this.compare(
      { schema: inner.old, pointer: innerAt.old },
      { schema: inner.now, pointer: innerAt.now },
      path,
      depth + 1,
    )
  }

  /** Whether equal schemas also refer to equal ones. */
  #hasSameMeaning(one: unknown, other: unknown): boolean {
    if (!isEqualSchema(one, other)) return false
    if (!this.references || !hasReference(one)) return true
    const [old, now] = [this.old.schema, this.now.schema].map((root) => (isFields(root) ? root : {}))
    const isEqualIn = (keyword: string) => isEqualSchema(own(old ?? {}, keyword), own(now ?? {}, keyword))
    if (!isEqualIn('definitions') || !isEqualIn('$defs')) return false
    if (hasOwnBase(old ?? {}) || hasOwnBase(now ?? {})) return false
    return [one, own(now ?? {}, 'definitions'), own(now ?? {}, '$defs')].every(staysInDefinitions)
  }

  #hasSameShape(old: Fields, now: Fields): boolean {
    const shape = schemaShape(old)
    return shape !== 'other' && shape === schemaShape(now)
  }

  /** Compares schemas of the same shape part by part; false if their shapes differ. */
  #compareByShape(old: Fields, now: Fields, oldAt: Pointer, nowAt: Pointer, path: string, depth: number): boolean {
    if (!this.#hasSameShape(old, now)) return false
    const shape = schemaShape(old)
    switch (shape) {
      case 'object':
        this.#objects(old, now, oldAt, nowAt, path, depth)
        return true
      case 'array':
        return this.#arrays(old, now, oldAt, nowAt, path, depth)
      case 'literals':
        return this.#literals(old, now, oldAt, nowAt, path)
      case 'anyOf':
      case 'oneOf':
        return this.#unions(shape, old, now, oldAt, nowAt, path, depth)
      case 'allOf':
        return this.#intersections(old, now, oldAt, nowAt, path, depth)
      case 'other':
        return false
      default:
        return shape satisfies never
    }
  }

  #objects(old: Fields, now: Fields, oldAt: Pointer, nowAt: Pointer, path: string, depth: number): void {
    const oldProperties = fieldsAt(old, 'properties')
    const nowProperties = fieldsAt(now, 'properties')
    const oldRequired = namesIn(old, 'required')
    const nowRequired = namesIn(now, 'required')
    const gone = new Map(Object.entries(oldProperties).filter(([name]) => !Object.hasOwn(nowProperties, name)))
    const added = new Map(Object.entries(nowProperties).filter(([name]) => !Object.hasOwn(oldProperties, name)))
    const renamed = renames(gone, added)
    for (const [name, schema] of Object.entries(oldProperties)) {
      const oldPlace = oldAt.child('properties', name)
      const inner = joinedPath(path, name)
      if (gone.has(name)) {
        if (nowRequired.has(name)) this.#requirement(oldRequired.has(name), true, inner, oldPlace, nowAt)
        this.#propertyRemoved(schema, now, inner, renamed.get(name), oldPlace, nowAt)
        continue
      }
      const nowPlace = nowAt.child('properties', name)
      this.#requirement(oldRequired.has(name), nowRequired.has(name), inner, oldPlace, nowPlace)
      const after = nowProperties[name]
      if (isSchema(schema) && isSchema(after))
        this.compare({ schema, pointer: oldPlace }, { schema: after, pointer: nowPlace }, inner, depth + 1)
    }
    for (const [name, schema] of added) {
      const place = nowAt.child('properties', name)
      const inner = joinedPath(path, name)
      if (oldRequired.has(name)) this.#requirement(true, nowRequired.has(name), inner, oldAt, place)
      this.#propertyAdded(schema, nowRequired.has(name), oldRequired.has(name), old, inner, place)
    }
    // A name can be in `required` without being declared.
    for (const name of new Set([...oldRequired, ...nowRequired])) {
      if (Object.hasOwn(oldProperties, name) || Object.hasOwn(nowProperties, name)) continue
      this.#requirement(oldRequired.has(name), nowRequired.has(name), joinedPath(path, name), oldAt, nowAt)
    }
    const oldAdditional = own(old, 'additionalProperties') ?? true
    const nowAdditional = own(now, 'additionalProperties') ?? true
    if (isSchema(oldAdditional) && isSchema(nowAdditional)) {
      this.compare(
        { schema: oldAdditional, pointer: keywordPointer('additionalProperties', old, oldAt) },
        { schema: nowAdditional, pointer: keywordPointer('additionalProperties', now, nowAt) },
        `${path}{}`,
        depth + 1,
      )
    }
    this.#rest(['minProperties', 'maxProperties', 'propertyNames'], 'object', old, now, oldAt, nowAt, path)
  }

  #requirement(before: boolean, after: boolean, path: string, old: Pointer, now: Pointer): void {
    if (before === after) return
    const data = { where: this.where, path }
    const places: ChangePointers = { old, new: now, target: 'key' }
    if (after) {
      const ruleMessage = changeMessage('property-required', 'required', data)
      this.changes.add(ruleMessage, this.direction === 'received' ? 'compatible' : 'breaking', places)
    } else {
      const ruleMessage = changeMessage('property-optional', 'optional', data)
      this.changes.add(ruleMessage, this.direction === 'sent' ? 'compatible' : 'breaking', places)
    }
  }

  #propertyRemoved(
    schema: unknown,
    now: Fields,
    path: string,
    renamed: string | undefined,
    old: Pointer,
    near: Pointer,
  ): void {
    const data = { where: this.where, path, ...(renamed === undefined ? {} : { renamed }) }
    let verdict: Verdict = 'breaking'
    // An open object still accepts the property, if `additionalProperties` allows its values.
    const additional = own(now, 'additionalProperties') ?? true
    if (this.direction === 'sent' && isSchema(schema) && isSchema(additional) && additional !== false) {
      verdict = VERDICT_OF_ANSWER[this.#kept(schema, additional)]
    }
    this.changes.add(changeMessage('property-removed', 'removed', data), verdict, {
      old,
      new: undefined,
      near,
      target: 'key',
    })
  }

  #propertyAdded(
    schema: unknown,
    required: boolean,
    wasRequired: boolean,
    old: Fields,
    path: string,
    now: Pointer,
  ): void {
    const data = { where: this.where, path }
    const places: ChangePointers = { old: undefined, new: now, target: 'key' }
    const additional = own(old, 'additionalProperties') ?? true
    const isClosed = additional === false
    if (required && !wasRequired && this.direction !== 'received') {
      this.changes.add(changeMessage('property-required', 'added', data), 'breaking', places)
      return
    }
    if (isClosed || !isSchema(schema) || !isSchema(additional)) {
      // A reader ignores properties that it does not know.
      this.changes.add(changeMessage('property-added', 'added', data), 'compatible', places)
      return
    }
    const kept = this.direction === 'received' ? 'yes' : this.#kept(additional, schema)
    const known = this.direction === 'sent' ? 'yes' : this.#known(additional, schema)
    if (kept !== 'yes') {
      // In an object that accepts any property, no bot had a reason to send this one.
      const isOpen = additional === true || assertionsOf(isFields(additional) ? additional : {}).length === 0
      const ruleMessage = changeMessage('property-added', isOpen ? 'open' : 'narrows', data)
      this.changes.add(ruleMessage, isOpen ? 'unknown' : VERDICT_OF_ANSWER[kept], places)
    } else if (known !== 'yes')
      this.changes.add(changeMessage('property-added', 'widens', data), VERDICT_OF_ANSWER[known], places)
    else this.changes.add(changeMessage('property-added', 'added', data), 'compatible', places)
  }

  #arrays(old: Fields, now: Fields, oldAt: Pointer, nowAt: Pointer, path: string, depth: number): boolean {
    const before = own(old, 'items') ?? true
    const after = own(now, 'items') ?? true
    const inner = `${path}[]`
    if (isSchema(before) && isSchema(after)) {
      this.compare(
        { schema: before, pointer: keywordPointer('items', old, oldAt) },
        { schema: after, pointer: keywordPointer('items', now, nowAt) },
        inner,
        depth + 1,
      )
    } else if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
      for (const [index, item] of before.entries()) {
        const next: unknown = after[index]
        if (!isSchema(item) || !isSchema(next)) return false
        const oldPlace = oldAt.child('items', index)
        const nowPlace = nowAt.child('items', index)
        this.compare(
          { schema: item, pointer: oldPlace },
          { schema: next, pointer: nowPlace },
          `${path}[${index}]`,
          depth + 1,
        )
      }
      const oldMore = own(old, 'additionalItems') ?? true
      const nowMore = own(now, 'additionalItems') ?? true
      if (!isSchema(oldMore) || !isSchema(nowMore)) return false
      this.compare(
        { schema: oldMore, pointer: keywordPointer('additionalItems', old, oldAt) },
        { schema: nowMore, pointer: keywordPointer('additionalItems', now, nowAt) },
        inner,
        depth + 1,
      )
    } else return false
    this.#rest(['minItems', 'maxItems', 'uniqueItems'], 'array', old, now, oldAt, nowAt, path)
    return true
  }

  /** Compares the keywords that apply to an object or an array as a whole. */
  #rest(
    keywords: readonly string[],
    type: 'object' | 'array',
    old: Fields,
    now: Fields,
    oldAt: Pointer,
    nowAt: Pointer,
    path: string,
  ): void {
    for (const keyword of keywords) {
      if (this.#hasSameMeaning(own(old, keyword), own(now, keyword))) continue
      const only = (schema: Fields): Fields =>
        Object.hasOwn(schema, keyword) ? { type, [keyword]: schema[keyword] } : { type }
      this.#whole({ schema: only(old), pointer: oldAt }, { schema: only(now), pointer: nowAt }, path)
    }
  }

  #literals(old: Fields, now: Fields, oldAt: Pointer, nowAt: Pointer, path: string): boolean {
    const before = valuesOf(old)
    const after = valuesOf(now)
    const wasThere = new Set(before.map(({ value }) => canonical(value)))
    const isThere = new Set(after.map(({ value }) => canonical(value)))
    const gone = before.filter(({ value }) => !isThere.has(canonical(value)))
    const added = after.filter(({ value }) => !wasThere.has(canonical(value)))
    if (gone.length + added.length === 0) {
      if (isEqualSchema(bare(old), bare(now))) return true
      this.#whole({ schema: old, pointer: oldAt }, { schema: now, pointer: nowAt }, path)
      return true
    }
    for (const { value, path: keys } of gone) {
      const ruleMessage = changeMessage('enum-value-removed', 'removed', {
        where: this.where,
        path,
        value: quote(value),
      })
      const verdict = this.direction === 'received' ? 'compatible' : 'breaking'
      this.changes.add(ruleMessage, verdict, { old: oldAt.child(...keys), new: undefined, near: nowAt })
    }
    for (const { value, path: keys } of added) {
      const ruleMessage = changeMessage('enum-value-added', 'added', { where: this.where, path, value: quote(value) })
      const verdict = this.direction === 'sent' ? 'compatible' : 'breaking'
      this.changes.add(ruleMessage, verdict, { old: undefined, new: nowAt.child(...keys) })
    }
    return true
  }

  #unions(
    keyword: 'anyOf' | 'oneOf',
    old: Fields,
    now: Fields,
    oldAt: Pointer,
    nowAt: Pointer,
    path: string,
    depth: number,
  ): boolean {
    const before = arrayAt(old, keyword).filter(isFields)
    const after = arrayAt(now, keyword).filter(isFields)
    const { pairs, gone, added } = matched(before, after)
    if (pairs.length === 0) return false
    const answers = this.#answers(old, now)
    const verdict = this.#verdict(answers)
    const from = this.changes.all.length
    for (const [one, other] of pairs) {
      const oldPlace = oldAt.child(keyword, one)
      const nowPlace = nowAt.child(keyword, other)
      const left = before[one]
      const right = after[other]
      if (left !== undefined && right !== undefined)
        this.compare({ schema: left, pointer: oldPlace }, { schema: right, pointer: nowPlace }, path, depth + 1)
    }
    const data = { where: this.where, path }
    for (const index of gone) {
      const branch: Schema = before[index] ?? false
      const answer = this.#kept(branch, now)
      const own = this.direction === 'received' ? 'compatible' : VERDICT_OF_ANSWER[answer]
      const places = { old: oldAt.child(keyword, index), new: undefined, near: nowAt }
      this.changes.add(changeMessage('variant-removed', 'removed', data), own, places)
    }
    for (const index of added) {
      const branch: Schema = after[index] ?? false
      const answer = this.#known(old, branch)
      const own = this.direction === 'sent' ? 'compatible' : VERDICT_OF_ANSWER[answer]
      this.changes.add(changeMessage('variant-added', 'added', data), own, {
        old: undefined,
        new: nowAt.child(keyword, index),
      })
    }
    const found = this.changes.all.slice(from)
    const isHarmless = found.every((change) => change.verdict === 'compatible')
    if (verdict === 'compatible') {
      // Another variant may accept the values that one variant no longer accepts.
      for (const change of found)
        if (change.verdict !== 'compatible' && change.rule !== 'default-changed')
          Object.assign(change, { verdict, level: 'minor' })
    } else if (isHarmless && !(keyword === 'anyOf' && verdict === 'unknown')) {
      // The meaning of `oneOf` depends on how its variants overlap.
      this.#whole({ schema: old, pointer: oldAt }, { schema: now, pointer: nowAt }, path)
    }
    return true
  }

  #intersections(old: Fields, now: Fields, oldAt: Pointer, nowAt: Pointer, path: string, depth: number): boolean {
    const before = arrayAt(old, 'allOf')
    const after = arrayAt(now, 'allOf')
    if (before.length !== after.length) return false
    for (const [index, one] of before.entries()) {
      const other = after[index]
      if (!isSchema(one) || !isSchema(other)) return false
    }
    for (const [index, one] of before.entries()) {
      const other = after[index]
      if (!isSchema(one) || !isSchema(other)) continue
      const oldPlace = oldAt.child('allOf', index)
      const nowPlace = nowAt.child('allOf', index)
      this.compare({ schema: one, pointer: oldPlace }, { schema: other, pointer: nowPlace }, path, depth + 1)
    }
    return true
  }

  /** Compares two schemas that cannot be compared part by part. */
  #whole(old: PlacedSchema, now: PlacedSchema, path: string): void {
    const answers = this.#answers(old.schema, now.schema)
    const { kept, known } = answers
    const differing = differences(old.schema, now.schema)
    const how = differing.map(({ text }) => text).join('; ')
    const [only] = differing
    const at = (node: PlacedSchema) =>
      differing.length === 1 && only !== undefined && isFields(node.schema) && Object.hasOwn(node.schema, only.keyword)
        ? node.pointer.child(only.keyword)
        : node.pointer
    const places = { old: at(old), new: at(now) }
    if (kept === 'yes' && known === 'yes') {
      if (old.schema === now.schema || isEqualSchema(bare(old.schema), bare(now.schema))) return
      const ruleMessage = changeMessage('schema-rewritten', 'rewritten', this.#data(path, how))
      this.changes.add(ruleMessage, 'compatible', places, 'patch')
    } else if (this.#verdict(answers) === 'unknown') this.#report('schema-undecided', path, places, answers, how)
    else if (kept === 'yes') this.#report('values-widened', path, places, answers, how)
    else if (known === 'yes') this.#report('values-narrowed', path, places, answers, how)
    else this.#report('values-replaced', path, places, answers, how)
  }

  #data(path: string, how: string): { where: string; path: string; how?: string } {
    return { where: this.where, path, ...(how === '' ? {} : { how }) }
  }

  #report(
    rule: 'values-widened' | 'values-narrowed' | 'values-replaced' | 'schema-undecided',
    path: string,
    places: ChangePointers,
    answers: InclusionAnswers,
    how: string,
  ): void {
    const data = this.#data(path, how)
    const ruleMessage =
      rule === 'values-widened'
        ? changeMessage(rule, 'widened', data)
        : rule === 'values-narrowed'
          ? changeMessage(rule, 'narrowed', data)
          : rule === 'values-replaced'
            ? changeMessage(rule, 'replaced', data)
            : changeMessage(rule, 'undecided', data)
    this.changes.add(ruleMessage, this.#verdict(answers), places)
  }

  #answers(old: Schema, now: Schema): InclusionAnswers {
    return { kept: this.#kept(old, now), known: this.#known(old, now) }
  }

  /** Whether the new schema accepts every value that the old one accepts. */
  #kept(old: Schema, now: Schema): Inclusion['answer'] {
    const sub = { schema: old, root: this.old.schema }
    return includes(sub, { schema: now, root: this.now.schema }, false, this.changes.budget).answer
  }

  /** Whether the old schema accepts every value that the new one accepts; a reader ignores undeclared properties. */
  #known(old: Schema, now: Schema): Inclusion['answer'] {
    const sub = { schema: now, root: this.now.schema }
    return includes(sub, { schema: old, root: this.old.schema }, this.direction !== 'sent', this.changes.budget).answer
  }

  #verdict({ kept, known }: InclusionAnswers): Verdict {
    const asked = this.direction === 'sent' ? [kept] : this.direction === 'received' ? [known] : [kept, known]
    if (asked.includes('no')) return 'breaking'
    return asked.includes('unknown') ? 'unknown' : 'compatible'
  }

  /** Compares titles, descriptions, defaults and other annotations, which do not restrict values. */
  #annotations(old: Fields, now: Fields, oldAt: Pointer, nowAt: Pointer, path: string): void {
    const data = { where: this.where, path }
    for (const keyword of new Set([...Object.keys(old), ...Object.keys(now)])) {
      if (!ANNOTATIONS.has(keyword) || SILENT.has(keyword)) continue
      const before = own(old, keyword)
      const after = own(now, keyword)
      if (isEqual(before, after)) continue
      const at = (pointer: Pointer, value: unknown) => (value === undefined ? undefined : pointer.child(keyword))
      const places: ChangePointers = { old: at(oldAt, before), new: at(nowAt, after), near: nowAt }
      const what = path === '' ? this.where : `${quote(path)} in ${this.where}`
      if (keyword === 'title' || keyword === 'description') {
        const texts = { what, old: annotationText(before), now: annotationText(after) }
        this.changes.add(changeMessage(`${keyword}-changed`, 'changed', texts), 'compatible', places, 'patch')
      } else if (keyword === 'default') {
        if (before === undefined)
          this.changes.add(
            changeMessage('default-changed', 'added', { ...data, now: annotationText(after) }),
            'compatible',
            places,
          )
        else {
          const verdict = this.direction === 'received' ? 'compatible' : 'unknown'
          const ruleMessage =
            after === undefined
              ? changeMessage('default-changed', 'removed', { ...data, old: annotationText(before) })
              : changeMessage('default-changed', 'changed', {
                  ...data,
                  old: annotationText(before),
                  now: annotationText(after),
                })
          this.changes.add(ruleMessage, verdict, places)
        }
      } else if (keyword === 'x-zui' && isFields(before ?? {}) && isFields(after ?? {})) {
        this.#zui(isFields(before) ? before : {}, isFields(after) ? after : {}, places, what, data)
      } else
        this.changes.add(changeMessage('hint-changed', 'changed', { ...data, keyword }), 'compatible', places, 'patch')
    }
  }

  #zui(
    before: Fields,
    after: Fields,
    places: ChangePointers,
    what: string,
    data: { where: string; path: string },
  ): void {
    const { title: oldTitle, ...oldRest } = before
    const { title: nowTitle, ...nowRest } = after
    if (!isEqual(oldTitle, nowTitle)) {
      const texts = { what, old: annotationText(oldTitle), now: annotationText(nowTitle) }
      this.changes.add(changeMessage('title-changed', 'changed', texts), 'compatible', places, 'patch')
    }
    if (!isEqual(oldRest, nowRest)) {
      const ruleMessage = changeMessage('hint-changed', 'changed', { ...data, keyword: 'x-zui' })
      this.changes.add(ruleMessage, 'compatible', places, 'patch')
    }
  }
}

const VERDICT_OF_ANSWER = { yes: 'compatible', no: 'breaking', unknown: 'unknown' } as const satisfies Record<
  string,
  Verdict
>

/** Annotations whose change is not reported by itself: their effects are reported elsewhere. */
const SILENT: ReadonlySet<string> = new Set(['$schema', '$id', '$comment', 'definitions', '$defs', 'discriminator'])

function annotationText(value: unknown): string {
  return value === undefined ? 'absent' : quote(value)
}

function namesIn(schema: Fields, keyword: string): ReadonlySet<string> {
  return new Set(arrayAt(schema, keyword).filter((name) => typeof name === 'string'))
}

function joinedPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`
}

/** A schema without the annotations at its root. */
function bare(schema: Schema): Schema {
  if (typeof schema === 'boolean') return schema
  return Object.fromEntries(Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword)))
}

/** Resolves a reference; undefined if it cannot be resolved, or its target has no pointer. */
function follow(node: PlacedSchema, side: SchemaSide): PlacedSchema | undefined {
  let { schema, pointer } = node
  for (let hops = 0; hops < MAX_HOPS && isFields(schema); hops += 1) {
    if (!Object.hasOwn(schema, '$ref')) return { schema, pointer }
    const reference = stringAt(schema, '$ref')
    if (reference === undefined || !/^#(?:\/|$)/.test(reference)) return undefined
    const target = dereferenced(schema, side.schema)
    const keys = fragmentKeys(reference.slice(1))
    if (target === undefined || keys === undefined) return undefined
    pointer = side.pointer.child(...keys)
    schema = target
  }
  return isFields(schema) && Object.hasOwn(schema, '$ref') ? undefined : { schema, pointer }
}

/** Whether all references in a schema lead to definitions of its document. */
function staysInDefinitions(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([key, part]: [string, unknown]) =>
    REFERENCES.has(key)
      ? typeof part === 'string' && /^#\/(?:definitions|\$defs)\//.test(part)
      : staysInDefinitions(part),
  )
}

/** Lists the keywords in which two schemas differ, in words. */
function differences(old: Schema, now: Schema): { keyword: string; text: string }[] {
  if (!isFields(old) || !isFields(now)) return []
  return [...new Set([...assertionsOf(old), ...assertionsOf(now)])]
    .filter((keyword) => !isEqualSchema({ [keyword]: own(old, keyword) }, { [keyword]: own(now, keyword) }))
    .map((keyword) => {
      const before = own(old, keyword)
      const after = own(now, keyword)
      const name = JSON.stringify(keyword)
      if (before === undefined)
        return { keyword, text: isSimple(after) ? `${name} is new: ${valueText(after)}` : `${name} is new` }
      if (after === undefined)
        return { keyword, text: isSimple(before) ? `${name} was ${valueText(before)}` : `${name} is gone` }
      const both = isSimple(before) && isSimple(after)
      return { keyword, text: both ? `${name} was ${valueText(before)} and is ${valueText(after)}` : `${name} differs` }
    })
}

function isSimple(value: unknown): boolean {
  return (
    typeof value !== 'object' ||
    (Array.isArray(value) && value.length <= 4 && value.every((item) => typeof item === 'string'))
  )
}

function valueText(value: unknown): string {
  return Array.isArray(value) ? value.map((item) => quote(item)).join(' or ') : quote(value)
}

/**
 * Matches the variants of two unions: equal ones, then those with the same discriminator, then those of the same type.
 */
function matched(
  before: readonly Fields[],
  after: readonly Fields[],
): { pairs: [number, number][]; gone: number[]; added: number[] } {
  const pairs: [number, number][] = []
  const oldLeft = new Set(before.keys())
  const nowLeft = new Set(after.keys())
  const take = (key: (schema: Fields) => string | undefined) => {
    const byKey = new Map<string, number[]>()
    for (const index of nowLeft) {
      const name = key(after[index] ?? {})
      if (name !== undefined) byKey.set(name, [...(byKey.get(name) ?? []), index])
    }
    for (const index of [...oldLeft]) {
      const name = key(before[index] ?? {})
      const other = name === undefined ? undefined : byKey.get(name)?.shift()
      if (other === undefined) continue
      pairs.push([index, other])
      oldLeft.delete(index)
      nowLeft.delete(other)
    }
  }
  take((schema) => canonical(schema))
  take(discriminatorOf)
  // Variants with different values of the discriminator are not matched by type.
  take((schema) => (discriminatorOf(schema) === undefined ? canonical([schema.type, schemaShape(schema)]) : undefined))
  return { pairs, gone: [...oldLeft], added: [...nowLeft] }
}

function discriminatorOf(schema: Fields): string | undefined {
  const fixed = Object.entries(fieldsAt(schema, 'properties')).flatMap(([name, property]) => {
    if (!isFields(property) || !namesIn(schema, 'required').has(name)) return []
    if (Object.hasOwn(property, 'const')) return [[name, property.const]]
    return Array.isArray(property.enum) && property.enum.length === 1 ? [[name, property.enum[0]]] : []
  })
  return fixed.length === 0 ? undefined : canonical(fixed)
}

/** The place of a keyword's schema; the place of the schema that holds it when the keyword is absent. */
function keywordPointer(keyword: string, holder: Fields, pointer: Pointer): Pointer {
  return Object.hasOwn(holder, keyword) ? pointer.child(keyword) : pointer
}
