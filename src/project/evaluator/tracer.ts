import { formatPointer } from '../../document/pointer'
import type { Span } from '../../document/types'
import type { PackedPlace } from '../messages'
import { type Expression, SITES_PER_FILE, type Site, type SourceFile } from '../sites'
import { isObject, type Origin, type Recorder, type RunningCall } from './recorder'
import { childOf, innerOf, isZod, own, type Step, withoutWrappers, type ZodLike } from './zod'

/** An index into `Tracer.places`, or NOWHERE. */
type PlaceId = number

const NOWHERE = -1

/** As an expected value: the value is not compared. */
const ANY = Symbol('any')

/** The maximum number of related objects that are followed; real projects need fewer than ten. */
const MOST_RELATIVES = 80

/**
 * The minimum length, in UTF-16 code units, of a text that is searched in the whole project: a shorter one, such as the
 * name of a type, may occur elsewhere by chance.
 */
const SHORTEST_TEXT = 4

/** The call that returned an object. */
type Call = Origin & { called: Extract<Site, { type: 'call' }>; file: number }

/** The places of an entry of an object. */
interface EntryPlaces {
  key: PlaceId
  /** Where the value was written, which may be far from the entry. */
  value: PlaceId
  /** The expression after the key. */
  written: PlaceId
}

/** Types that become the same part of the JSON Schema, and the calls that made them, outermost first. */
interface Family {
  members: readonly ZodLike[]
  calls: readonly Call[]
}

/** The paths of the embedded schemas in a body; `*` matches any key. */
const SCHEMA_PATHS = [
  'configuration/schema',
  'configurations/*/schema',
  'actions/*/input/schema',
  'actions/*/output/schema',
  'events/*/schema',
  'channels/*/messages/*/schema',
  'states/*/schema',
  'entities/*/schema',
].map((pattern) => pattern.split('/'))

/** Methods whose result becomes another part of the JSON Schema than their receiver. */
const LEADS_ELSEWHERE: ReadonlySet<string> = new Set([
  'array',
  'or',
  'and',
  'element',
  'unwrap',
  'pipe',
  'keyof',
  'removeDefault',
  'innerType',
  'sourceType',
])

/** Functions whose result becomes the same part of the JSON Schema as their first argument. */
const WRAPS_ARGUMENT: ReadonlySet<string> = new Set([
  'optional',
  'nullable',
  'nullish',
  'lazy',
  'preprocess',
  'effect',
  'transformer',
  'readonly',
  'promise',
  'pipeline',
  'default',
  'catch',
  'brand',
])

/** The methods that can set a keyword of JSON Schema. */
const METHODS_BY_KEYWORD: Readonly<Record<string, readonly string[]>> = {
  minLength: ['min', 'nonempty', 'length'],
  maxLength: ['max', 'length'],
  minimum: ['min', 'gte', 'nonnegative', 'positive', 'gt'],
  maximum: ['max', 'lte', 'nonpositive', 'negative', 'lt'],
  exclusiveMinimum: ['gt', 'positive', 'min'],
  exclusiveMaximum: ['lt', 'negative', 'max'],
  minItems: ['min', 'nonempty', 'length', 'size', 'tuple'],
  maxItems: ['max', 'length', 'size', 'tuple'],
  uniqueItems: ['set'],
  multipleOf: ['multipleOf', 'step'],
  pattern: ['regex', 'startsWith', 'endsWith', 'includes', 'cuid', 'cuid2', 'ulid', 'emoji', 'base64', 'ip'],
  format: [
    'email',
    'url',
    'uuid',
    'datetime',
    'date',
    'time',
    'ip',
    'cuid',
    'cuid2',
    'ulid',
    'emoji',
    'base64',
    'duration',
    'regex',
    'finite',
    'safe',
  ],
  contentEncoding: ['base64'],
  readOnly: ['readonly'],
  $ref: ['ref'],
  const: ['literal'],
  default: ['default'],
  description: ['describe'],
}

/**
 * Finds the place where each value of a body was written. It walks the body in parallel with the definition, for whose
 * objects the recorder has the origins.
 *
 * In the methods, `caller` is the innermost call that was running at the place, `expected` the value that is wanted
 * there, or ANY, and `token` the place of the name of the call that made a type, such as `string` in `z.string()`.
 */
export class Tracer {
  /** As `Places` has them. */
  readonly places: PackedPlace[] = []
  readonly at: number[] = []
  readonly #placeIds = new Map<string, PlaceId>()
  readonly #relatives = new WeakMap<object, readonly object[]>()
  /** The place of the call of `.extend` that added the current schema to the definition. */
  #extensionPlace: PlaceId | undefined

  /** @param scripts for each pointer to a value that is the content of a file: the index of the file, unless encoded */
  constructor(
    private readonly files: readonly SourceFile[],
    private readonly recorder: Recorder,
    private readonly scripts: ReadonlyMap<string, { file: number; length: number } | 'encoded'>,
  ) {}

  /** Fills `at` and `places` for a body, which is plain JSON. */
  trace(body: unknown, definition: object): void {
    const root = this.#definitionPlace(definition)
    this.#tracePlain(body, [definition], NOWHERE, root, [], definition)
  }

  /**
   * The place of a value of the definition, without a body: for values that could not be converted.
   *
   * @param steps from the schema at the path to a type within it
   * @param refused that type
   */
  find(
    definition: object,
    path: readonly string[],
    target: 'key' | 'value',
    steps: readonly Step[] = [],
    refused?: ZodLike,
  ): PackedPlace | undefined {
    let relatives: readonly unknown[] = [definition]
    let place = this.#definitionPlace(definition)
    for (const key of path) {
      const entry = this.#entry(relatives, key, ANY)
      if (entry === undefined) break
      place = entry[target]
      relatives = this.#children(relatives, key)
    }
    let family = this.#family(this.#related(relatives).filter(isZod))
    for (const step of steps) {
      const below = this.#family(this.#step(family, step))
      if (below.calls.length === 0) break
      family = below
    }
    const call = (refused === undefined ? undefined : this.#makerOf(refused)) ?? this.#base(family.calls)
    return this.places[call === undefined ? place : this.#placeId(call.file, call.called.token)]
  }

  /** The first call that returned this kind of type: `z.date()` of `z.date().title('At')`, `.refine()` of any type. */
  #makerOf(zod: ZodLike): Call | undefined {
    const origin = this.recorder.origins.get(zod)
    const call = origin === undefined ? undefined : this.#callOf(origin)
    const isOfReceiver = call !== undefined && isZod(call.receiver) && call.receiver._def.typeName === zod._def.typeName
    return isOfReceiver && isZod(call.receiver) && call.receiver !== zod ? this.#makerOf(call.receiver) : call
  }

  /**
   * The place of a key in one of the definition's maps, such as `secrets`; undefined if the author did not write it.
   */
  keyPlace(holder: unknown, key: string): PackedPlace | undefined {
    const place = this.#entry([holder], key, ANY)?.key ?? this.#text(key, this.#related([holder]))
    const packed = place === undefined ? undefined : this.places[place]
    // It may be the place of a spread object, whose text does not contain the key.
    return packed !== undefined && this.#isKeyAt(packed, key) ? packed : undefined
  }

  /** Whether a place is that of a key or of a literal with this text. */
  #isKeyAt([file, start, end]: PackedPlace, text: string): boolean {
    const source = this.files[file]
    if (source === undefined) return false
    if (source.literals.some(({ value, at }) => value === text && at[0] === start)) return true
    return source.sites.some(
      (site) =>
        site.type === 'object' &&
        site.entries.some(
          (entry) => entry.type === 'property' && entry.key === text && entry.at[0] === start && entry.at[1] === end,
        ),
    )
  }

  /** The place of the expression at a site. */
  sitePlace(site: number): PackedPlace | undefined {
    const found = this.recorder.siteAt(site)
    return found === undefined ? undefined : this.places[this.#placeId(fileOf(site), found.at)]
  }

  #definitionPlace(definition: object): PlaceId {
    const origin = this.recorder.origins.get(definition)
    const site = origin === undefined ? undefined : this.recorder.siteAt(origin.site)
    if (origin === undefined || site === undefined) return this.files.length === 0 ? NOWHERE : this.#placeId(0, [0, 0])
    return this.#placeId(fileOf(origin.site), site.type === 'call' ? site.token : site.at)
  }

  /**
   * Traces a value that is not a JSON Schema.
   *
   * @param live the objects of the definition that may represent the value
   */
  #tracePlain(
    json: unknown,
    live: readonly unknown[],
    key: PlaceId,
    value: PlaceId,
    path: readonly string[],
    definition: object,
  ): void {
    const script = this.scripts.get(formatPointer(path))
    if (typeof script === 'object') {
      this.#emit(key, this.#placeId(script.file, [0, script.length]))
      return
    }
    if (isSchemaPath(path)) {
      const zods = this.#related(live).filter(isZod)
      this.#extensionPlace = this.#extended(definition, path)?.place
      this.#traceSchema(json, zods, key, value)
      return
    }
    this.#emit(key, value)
    if (Array.isArray(json)) {
      for (const [index, item] of json.entries()) {
        const place = this.#item(live, index, item) ?? value
        this.#tracePlain(item, this.#children(live, String(index)), place, place, [...path, String(index)], definition)
      }
      return
    }
    if (!isObject(json)) return
    for (const [name, item] of Object.entries(json)) {
      const below = [...path, name]
      const isFile = this.scripts.has(formatPointer(below))
      const expected = isFile || typeof item === 'object' || path[0] === 'secrets' ? ANY : item
      const extended = this.#extended(definition, below)
      const relatives = extended === undefined ? live : [...live, ...extended.relatives]
      const children = this.#children(relatives, name)
      const entry =
        this.#entry(relatives, name, expected) ??
        (extended === undefined ? this.#homeEntry(children, name, ANY, 0) : undefined)
      const keyPlace =
        entry?.key ??
        extended?.place ??
        (path.length === 0 ? undefined : this.#text(name, this.#related(live))) ??
        (value === NOWHERE ? key : value)
      const valuePlace = entry?.value ?? keyPlace
      const made = this.#madeAt(children) ?? valuePlace
      // A finding on a missing property of an object literal is reported at the key before it, which is shorter.
      const place = isObject(item) && !Array.isArray(item) && made === entry?.written ? keyPlace : made
      this.#tracePlain(item, children, keyPlace, place, below, definition)
    }
  }

  /**
   * For a value that a call of `.extend` added to the definition: the place of the call, or of the name that its
   * function gives, and the objects that this function returned for the value.
   */
  #extended(
    definition: object,
    path: readonly string[],
  ): { place: PlaceId; relatives: readonly unknown[] } | undefined {
    const [section, name] = path
    if (section === undefined || name === undefined) return undefined
    const extension = this.recorder.extensions
      .get(definition)
      ?.find(({ touched }) => touched.get(section)?.has(name) === true)
    if (extension === undefined) return undefined
    const call = this.#callOf(extension.origin)
    if (call === undefined) return undefined
    const overrides: unknown = own(extension.output, section)
    const override = isObject(overrides)
      ? Object.entries(overrides).find(([theirs, each]) => own(each, 'name') === name || theirs === name)?.[1]
      : undefined
    const place = this.#argument(call, 0, ANY) ?? this.#placeId(call.file, call.called.token)
    if (override === undefined) return { place, relatives: [] }
    if (path.length > 2) {
      const holder = path.slice(2, -1).reduce((value: unknown, key) => own(value, key), override)
      return { place, relatives: [holder] }
    }
    return { place: this.#entry([override], 'name', name)?.value ?? place, relatives: [] }
  }

  /**
   * Traces a JSON Schema.
   *
   * @param zods the zod types that may have been converted to the JSON Schema
   * @param outer calls that made wrapping types, such as `.optional()`, which were converted to the same JSON Schema
   * @param written the place of the expression after its key
   */
  #traceSchema(
    json: unknown,
    zods: readonly ZodLike[],
    key: PlaceId,
    fallback: PlaceId,
    outer: readonly Call[] = [],
    written?: PlaceId,
  ): void {
    const found = this.#family(zods)
    const family: Family = {
      members: found.members,
      calls:
        outer.length === 0 ? found.calls : [...found.calls, ...outer.filter((call) => !found.calls.includes(call))],
    }
    const { calls } = family
    const [outermost] = calls
    const base = this.#base(found.calls) ?? this.#base(calls)
    const made = outermost === undefined ? fallback : this.#placeId(outermost.file, outermost.called.at)
    const value = made === written ? key : made
    this.#emit(key, value)
    if (!isObject(json) || Array.isArray(json)) return
    const token = base === undefined ? value : this.#placeId(base.file, base.called.token)
    for (const [keyword, item] of Object.entries(json)) this.#traceKeyword(keyword, item, json, family, token, value)
  }

  #traceKeyword(keyword: string, json: unknown, schema: object, family: Family, token: PlaceId, value: PlaceId): void {
    const { calls } = family
    switch (keyword) {
      case 'properties':
        this.#traceProperties(json, family, token)
        return
      case 'required':
        this.#traceRequired(json, family, token)
        return
      case 'items':
        if (Array.isArray(json)) {
          this.#emit(token, token)
          for (const [index, item] of json.entries()) this.#traceChild(item, family, { type: 'item', index }, token)
        } else this.#traceChild(json, family, { type: 'items' }, token)
        return
      case 'additionalItems':
        this.#traceChild(json, family, { type: 'items' }, token)
        return
      case 'anyOf':
      case 'oneOf':
        this.#traceOptions(json, family, token)
        return
      case 'allOf':
        this.#emit(token, token)
        if (Array.isArray(json))
          for (const [index, item] of json.entries()) this.#traceChild(item, family, { type: 'side', index }, token)
        return
      case 'additionalProperties':
        if (typeof json === 'boolean' || isEmptyObject(json)) {
          const call = calls.find(({ called }) =>
            /^(strict|strictObject|passthrough|nonstrict|strip|record|catchall)$/.test(called.name),
          )
          const place = call === undefined ? token : this.#placeId(call.file, call.called.token)
          this.#emitAll(json, place)
        } else this.#traceChild(json, family, { type: 'values' }, token)
        return
      case 'propertyNames':
        this.#traceChild(json, family, { type: 'keys' }, token)
        return
      case 'enum':
        this.#traceEnum(json, family, token)
        return
      case 'x-zui':
        this.#traceZui(json, family, token)
        return
      case 'type':
        this.#traceTypes(json, family, token)
        return
      case 'not':
        this.#emitAll(json, token)
        return
      default:
        this.#traceValue(keyword, json, schema, family, METHODS_BY_KEYWORD[keyword] ?? [keyword], token, value)
    }
  }

  #traceChild(json: unknown, family: Family, step: Step, fallback: PlaceId): void {
    const zods = this.#step(family, step)
    const base = this.#base(this.#family(zods).calls)
    const place = base === undefined ? fallback : this.#placeId(base.file, base.called.token)
    this.#traceSchema(json, zods, place, fallback)
  }

  #traceProperties(json: unknown, family: Family, token: PlaceId): void {
    const literal = this.#shapeLiteral(family) ?? token
    this.#emit(literal, literal)
    if (!isObject(json)) return
    for (const [name, item] of Object.entries(json)) {
      const { key, zods, written } = this.#property(family, name)
      const place = key ?? this.#extensionPlace ?? literal
      this.#traceSchema(item, zods, place, place, [], written)
    }
  }

  /** The key and the types of a field. */
  #property(family: Family, name: string): { key: PlaceId | undefined; zods: readonly ZodLike[]; written?: PlaceId } {
    const zods = this.#step(family, { type: 'property', key: name })
    for (const call of family.calls) {
      if (call.called.name === 'setKey' && call.arguments?.[0] === name)
        return { key: this.#argument(call, 0, name), zods }
      for (const argument of call.arguments ?? []) {
        if (!isObject(argument) || isZod(argument) || !isZod(own(argument, name))) continue
        const entry = this.#entry([argument], name, ANY)
        if (entry !== undefined) return { key: entry.key, zods, written: entry.written }
      }
    }
    for (const zod of this.#family(zods).members) {
      const home = this.recorder.homes.get(zod)
      if (home?.key !== name) continue
      const entry = this.#entry([home.holder], name, ANY)
      if (entry !== undefined) return { key: entry.key, zods, written: entry.written }
    }
    return { key: this.#text(name, this.#related(family.calls.flatMap((call) => [...(call.arguments ?? [])]))), zods }
  }

  #traceRequired(json: unknown, family: Family, token: PlaceId): void {
    const literal = this.#shapeLiteral(family) ?? token
    this.#emit(literal, literal)
    if (!Array.isArray(json)) return
    for (const name of json) {
      const place = this.#property(family, String(name)).key ?? this.#extensionPlace ?? literal
      this.#emit(place, place)
    }
  }

  /** The object literal that contains the fields of a type. */
  #shapeLiteral({ calls }: Family): PlaceId | undefined {
    for (let index = calls.length - 1; index >= 0; index -= 1) {
      const call = calls[index]
      const [shape] = call?.arguments ?? []
      if (
        call === undefined ||
        !/^(object|strictObject|extend|augment|create|discriminatedUnion)$/.test(call.called.name)
      )
        continue
      const place = this.#madeAt([shape])
      if (place !== undefined) return place
    }
    return undefined
  }

  #traceOptions(json: unknown, family: Family, token: PlaceId): void {
    if (!Array.isArray(json)) {
      this.#emit(token, token)
      return
    }
    const wrapper = family.members.find(
      ({ _def: { typeName } }) => typeName === 'ZodNullable' || typeName === 'ZodOptional',
    )
    const [first] = family.members
    const typeName = first === undefined ? undefined : withoutWrappers(first)._def.typeName
    const isUnion = typeName === 'ZodUnion' || typeName === 'ZodDiscriminatedUnion'
    // The branch that `.nullable()` or `.optional()` added: it is the last one, except that `.optional()` put it first
    // up to SDK 3.
    const added = json.findLastIndex((branch) => own(branch, 'type') === 'null' || own(branch, 'not') !== undefined)
    if (json.length === 2 && wrapper !== undefined && added !== -1 && (!isUnion || isWrapper(first))) {
      const names =
        own(json[added], 'type') === 'null' ? /^(?:nullable|nullish)$/ : /^(?:optional|nullish|partial|deepPartial)$/
      const call =
        family.calls.find(({ called }) => names.test(called.name)) ??
        family.calls.find(({ called }) => /^(?:nullable|nullish|optional|partial|deepPartial)$/.test(called.name))
      const wrapping = call === undefined ? token : this.#placeId(call.file, call.called.token)
      this.#emit(wrapping, wrapping)
      const inner = innerOf(wrapper)
      const members =
        inner === undefined
          ? family.members
          : [inner, ...family.members.filter((each) => each !== wrapper && withoutWrappers(each) === each)]
      for (const [index, branch] of json.entries()) {
        if (index === added) this.#emitAll(branch, wrapping)
        else this.#traceSchema(branch, members, token, token, family.calls)
      }
      return
    }
    this.#emit(token, token)
    for (const [index, item] of json.entries()) this.#traceChild(item, family, { type: 'option', index }, token)
  }

  #traceTypes(json: unknown, family: Family, token: PlaceId): void {
    if (!Array.isArray(json)) {
      this.#emit(token, token)
      return
    }
    this.#emit(token, token)
    const nullable = family.calls.find(({ called }) => /^(nullable|nullish)$/.test(called.name))
    for (const [index, item] of json.entries()) {
      if (item === 'null' && nullable !== undefined) {
        const place = this.#placeId(nullable.file, nullable.called.token)
        this.#emit(place, place)
        continue
      }
      const [option] = this.#family(this.#step(family, { type: 'option', index })).calls
      const place = option === undefined ? token : this.#placeId(option.file, option.called.token)
      this.#emit(place, place)
    }
  }

  #traceEnum(json: unknown, family: Family, token: PlaceId): void {
    const call = family.calls.find(({ called }) =>
      /^(enum|nativeEnum|extract|exclude|union|literal|keyof)$/.test(called.name),
    )
    const given = family.calls.flatMap((each) => [...(each.arguments ?? [])])
    const list = this.#madeAt(call?.arguments ?? []) ?? token
    this.#emit(token, list)
    if (!Array.isArray(json)) return
    const optionsOf = [...json.keys()].map((index) => this.#step(family, { type: 'option', index }))
    const literals = optionsOf.flatMap((zods) => this.#family(zods).calls)
    const occurrences = new Map<unknown, number>()
    for (const item of json) {
      const equalBefore = occurrences.get(item) ?? 0
      occurrences.set(item, equalBefore + 1)
      const literal = literals.find((each) => each.called.name === 'literal' && each.arguments?.[0] === item)
      const place =
        (literal === undefined ? undefined : this.#argument(literal, 0, item)) ??
        this.#enumItem(given, item, equalBefore) ??
        this.#text(item, this.#related([...given, ...family.calls.map(({ receiver }) => receiver)])) ??
        this.#staticText(item, call) ??
        list
      this.#emit(place, place)
    }
  }

  /**
   * The place of an item of an enum.
   *
   * @param equalBefore how many equal items come before it
   */
  #enumItem(given: readonly unknown[], item: unknown, equalBefore: number): PlaceId | undefined {
    for (const list of given) {
      if (!Array.isArray(list)) continue
      let index = list.indexOf(item)
      for (let at = 0; at < equalBefore; at += 1) index = Math.max(index, list.indexOf(item, index + 1))
      const place = index === -1 ? undefined : this.#item([list], index, item)
      if (place !== undefined) return place
    }
    return undefined
  }

  #traceZui(json: unknown, family: Family, token: PlaceId): void {
    this.#emit(token, token)
    if (!isObject(json)) return
    for (const [name, item] of Object.entries(json)) {
      if (name === 'def') this.#emitAll(item, token)
      else this.#traceValue(name, item, {}, family, [name], token, token)
    }
  }

  /** Traces a keyword that one of the calls set. */
  #traceValue(
    keyword: string,
    json: unknown,
    schema: object,
    { calls }: Family,
    names: readonly string[],
    token: PlaceId,
    fallback: PlaceId,
  ): void {
    const expected = isObject(json) ? ANY : json
    const named = calls.filter(({ called }) => names.includes(called.name))
    const exact =
      named.find((call) => expected !== ANY && call.arguments?.[0] === expected) ??
      named.find(
        (call) => expected !== ANY && call.arguments?.[0] instanceof RegExp && call.arguments[0].source === expected,
      ) ??
      named.find((call) => call.called.name === json) ??
      named[0]
    if (exact !== undefined) {
      const callToken = this.#placeId(exact.file, exact.called.token)
      const given = exact.arguments?.[0]
      const says = expected === ANY ? given !== undefined : given === expected || given instanceof RegExp
      const place = says ? (this.#argument(exact, 0, given instanceof RegExp ? ANY : expected) ?? callToken) : callToken
      if (isObject(json)) this.#traceBelow(json, [given], callToken, this.#madeAt([given]) ?? place)
      else this.#emit(callToken, place)
      return
    }
    // `z.string({ description })`, `.metadata({ title })`, and what `bp` copies from `ui`.
    for (const call of calls) {
      for (const argument of call.arguments ?? []) {
        if (isZod(argument) || !isObject(argument) || !Object.hasOwn(argument, keyword)) continue
        if (expected !== ANY && own(argument, keyword) !== expected) continue
        const entry = this.#entry([argument], keyword, expected)
        if (entry === undefined || isZod(own(argument, keyword))) continue
        if (isObject(json)) this.#traceBelow(json, [own(argument, keyword)], entry.key, entry.value)
        else this.#emit(entry.key, entry.value)
        return
      }
    }
    this.#emitAll(json, keyword in schema ? token : fallback)
  }

  /** Traces a value inside a keyword's value. */
  #traceBelow(json: unknown, live: readonly unknown[], key: PlaceId, value: PlaceId): void {
    this.#emit(key, value)
    if (Array.isArray(json)) {
      for (const [index, item] of json.entries()) {
        const place = this.#item(live, index, item) ?? this.#text(item, this.#related(live)) ?? value
        this.#traceBelow(item, this.#children(live, String(index)), place, place)
      }
    } else if (isObject(json)) {
      for (const [name, item] of Object.entries(json)) {
        const entry = this.#entry(live, name, isObject(item) ? ANY : item)
        this.#traceBelow(item, this.#children(live, name), entry?.key ?? value, entry?.value ?? value)
      }
    }
  }

  /** Gives a value and all values below it the same place. */
  #emitAll(json: unknown, place: PlaceId): void {
    this.#emit(place, place)
    if (isObject(json)) for (const item of Object.values(json)) this.#emitAll(item, place)
  }

  /** Adds the places of the next value of the body. */
  #emit(key: PlaceId, value: PlaceId): void {
    this.at.push(key, value)
  }

  /** The types that become the same part of the JSON Schema as the given ones, and the calls that made them. */
  #family(zods: readonly ZodLike[]): Family {
    const members: ZodLike[] = []
    const calls: Call[] = []
    const seen = new Set<ZodLike>()
    const queue = [...zods]
    for (let zod = queue.shift(); zod !== undefined && members.length < MOST_RELATIVES; zod = queue.shift()) {
      if (seen.has(zod)) continue
      seen.add(zod)
      members.push(zod)
      const origin = this.recorder.origins.get(zod)
      for (const change of this.recorder.changes.get(zod)?.toReversed() ?? []) {
        const changing = this.#callOf(change)
        if (changing !== undefined) calls.push(changing)
      }
      const call = origin === undefined ? undefined : this.#callOf(origin)
      if (call !== undefined) {
        calls.push(call)
        const { receiver, called } = call
        const [given] = call.arguments ?? []
        if (isZod(receiver)) {
          if (!LEADS_ELSEWHERE.has(called.name)) queue.unshift(receiver)
        } else if (WRAPS_ARGUMENT.has(called.name)) {
          const wrapped = call.arguments?.find(isZod)
          if (wrapped !== undefined) queue.unshift(wrapped)
        } else if (isZod(given) && !isZodFactory(called.name)) queue.unshift(given)
      }
      const inner = innerOf(zod)
      if (inner !== undefined) queue.push(inner)
    }
    return { members, calls }
  }

  /** The types to which a step leads from a family. */
  #step(family: Family, step: Step): readonly ZodLike[] {
    const found = new Set<ZodLike>()
    const add = (value: unknown) => {
      if (isZod(value)) found.add(value)
    }
    for (const member of family.members) add(childOf(member, step))
    for (const { called, receiver, arguments: given = [] } of family.calls) {
      const [first, second] = given
      switch (step.type) {
        case 'property':
          for (const argument of given) {
            if (isZod(argument)) {
              if (called.name === 'merge') add(childOf(argument, step))
            } else add(own(argument, step.key))
          }
          if (called.name === 'setKey' && first === step.key) add(second)
          break
        case 'items':
          if (called.name === 'array') add(isZod(receiver) ? receiver : first)
          else if (called.name === 'set' || called.name === 'rest') add(first)
          break
        case 'item':
          if (called.name === 'tuple') add(own(first, String(step.index)))
          break
        case 'option':
          if (called.name === 'union') add(own(first, String(step.index)))
          else if (called.name === 'discriminatedUnion') add(own(second, String(step.index)))
          else if (called.name === 'or') add(step.index === 0 ? receiver : first)
          break
        case 'side':
          if (called.name === 'intersection') add(given[step.index])
          else if (called.name === 'and') add(step.index === 0 ? receiver : first)
          break
        case 'values':
          if (called.name === 'record') add(isZod(second) ? second : first)
          else if (called.name === 'catchall') add(first)
          break
        case 'keys':
          if (called.name === 'record' && isZod(second)) add(first)
      }
    }
    return [...found]
  }

  /** The call that made the type, such as `z.string()`. */
  #base(calls: readonly Call[]): Call | undefined {
    return (
      calls.find(
        ({ receiver, called }) =>
          (!isZod(receiver) || LEADS_ELSEWHERE.has(called.name)) &&
          isZodFactory(called.name) &&
          !WRAPS_ARGUMENT.has(called.name),
      ) ?? calls.at(-1)
    )
  }

  /** An origin with its call; undefined if the object was not made by a call. */
  #callOf(origin: Origin): Call | undefined {
    const site = this.recorder.siteAt(origin.site)
    return site?.type === 'call' ? { ...origin, called: site, file: fileOf(origin.site) } : undefined
  }

  /** The place of an argument of a call. */
  #argument(call: Call, index: number, expected: unknown): PlaceId | undefined {
    const argument = call.called.arguments[index]
    if (argument === undefined) return undefined
    const expression = typeof argument === 'number' ? argument : argument.spread
    return this.#written(expression, call.file, call.caller, expected)
  }

  /**
   * The place where the value of an expression is written: that of an equal literal if one is found, otherwise that of
   * the expression.
   */
  #written(expression: number, file: number, caller: RunningCall | undefined, expected: unknown): PlaceId {
    const followed = this.#follow(expression, file, caller, [], expected, 0)
    if (followed !== undefined) return followed
    const place = expected === ANY ? undefined : (this.#textInCalls(expected, caller) ?? this.#onlyLiteral(expected))
    return place ?? this.#initialiser(expression, file, caller, expected, 0)
  }

  /** The initialiser of a variable; the expression itself if it is not a name. */
  #initialiser(
    expression: number,
    file: number,
    caller: RunningCall | undefined,
    expected: unknown,
    depth: number,
  ): PlaceId {
    const named = this.files[file]?.expressions[expression]
    const binding = named?.type === 'name' ? this.files[file]?.bindings[named.binding] : undefined
    if (depth < 20 && binding?.type === 'value' && binding.path.length === 0) {
      return this.#initialiser(binding.expression, file, caller, expected, depth + 1)
    }
    if (depth < 20 && binding?.type === 'parameter' && binding.path.length === 0 && expected !== ANY) {
      for (let at = caller, steps = 0; at !== undefined && steps < 20; at = at.parent, steps += 1) {
        const call = this.recorder.siteAt(at.site)
        const argument = call?.type === 'call' ? call.arguments[binding.index] : undefined
        if (typeof argument !== 'number' || at.arguments[binding.index] !== expected) continue
        return this.#initialiser(argument, fileOf(at.site), at.parent, expected, depth + 1)
      }
    }
    if (depth < 20 && binding?.type === 'import') {
      const source = this.files[file]?.imports[binding.source]
      const exported = source === undefined ? undefined : this.files[source]?.exports[binding.name]
      if (source !== undefined && exported !== undefined && 'expression' in exported) {
        return this.#initialiser(exported.expression, source, undefined, expected, depth + 1)
      }
      const there =
        source !== undefined && exported !== undefined && 'binding' in exported
          ? this.files[source]?.bindings[exported.binding]
          : undefined
      if (source !== undefined && there?.type === 'value' && there.path.length === 0) {
        return this.#initialiser(there.expression, source, undefined, expected, depth + 1)
      }
    }
    return this.#expressionPlace(expression, file)
  }

  #expressionPlace(expression: number, file: number): PlaceId {
    const at = this.files[file]?.expressions[expression]?.at
    return at === undefined ? NOWHERE : this.#placeId(file, at)
  }

  /**
   * The place of the literal from which an expression has its value, or the value at a path in it; undefined if it
   * cannot be found, or has another value than the expected one.
   */
  #follow(
    index: number,
    file: number,
    caller: RunningCall | undefined,
    path: readonly string[],
    expected: unknown,
    depth: number,
  ): PlaceId | undefined {
    const source = this.files[file]
    const expression: Expression | undefined = source?.expressions[index]
    if (source === undefined || expression === undefined || depth > 30) return undefined
    switch (expression.type) {
      case 'literal':
        return path.length === 0 && (expected === ANY || expression.value === expected)
          ? this.#placeId(file, expression.at)
          : undefined
      case 'member':
        return this.#follow(expression.object, file, caller, [expression.key, ...path], expected, depth + 1)
      case 'either':
        for (const option of expression.options) {
          const found = this.#follow(option, file, caller, path, expected, depth + 1)
          if (found !== undefined) return found
        }
        return undefined
      case 'name':
        return this.#followName(expression.binding, file, caller, path, expected, depth)
      case 'site':
        return this.#followSite(expression, file, caller, path, expected, depth)
      case 'other':
        return undefined
    }
  }

  #followName(
    index: number,
    file: number,
    caller: RunningCall | undefined,
    path: readonly string[],
    expected: unknown,
    depth: number,
  ): PlaceId | undefined {
    const source = this.files[file]
    const binding = source?.bindings[index]
    if (source === undefined || binding === undefined) return undefined
    switch (binding.type) {
      case 'value':
        return this.#follow(binding.expression, file, caller, [...binding.path, ...path], expected, depth + 1)
      case 'import':
        return this.#followExport(source.imports[binding.source], binding.name, path, expected, depth + 1)
      case 'namespace': {
        const [name, ...rest] = path
        return name === undefined
          ? undefined
          : this.#followExport(source.imports[binding.source], name, rest, expected, depth + 1)
      }
      case 'members': {
        const member = path.length === 1 ? binding.members[path[0] ?? ''] : undefined
        return member !== undefined && (expected === ANY || member.value === expected)
          ? this.#placeId(file, member.at)
          : undefined
      }
      case 'parameter': {
        const whole = [...binding.path, ...path]
        for (let at = caller, steps = 0; at !== undefined && steps < 20; at = at.parent, steps += 1) {
          const given = whole.reduce((value: unknown, key) => own(value, key), at.arguments[binding.index])
          if (given === undefined || (expected !== ANY && given !== expected)) continue
          const call = this.recorder.siteAt(at.site)
          const argument = call?.type === 'call' ? call.arguments[binding.index] : undefined
          if (typeof argument !== 'number') continue
          const found = this.#follow(argument, fileOf(at.site), at.parent, whole, expected, depth + 1)
          if (found !== undefined) return found
        }
        return undefined
      }
      case 'unknown':
        return undefined
    }
  }

  #followExport(
    file: number | undefined,
    name: string,
    path: readonly string[],
    expected: unknown,
    depth: number,
  ): PlaceId | undefined {
    const source = file === undefined ? undefined : this.files[file]
    if (file === undefined || source === undefined || depth > 30) return undefined
    const exported = Object.hasOwn(source.exports, name) ? source.exports[name] : undefined
    if (exported === undefined) {
      for (const star of source.stars) {
        const found = this.#followExport(source.imports[star], name, path, expected, depth + 1)
        if (found !== undefined) return found
      }
      return undefined
    }
    if ('expression' in exported) return this.#follow(exported.expression, file, undefined, path, expected, depth + 1)
    if ('binding' in exported) return this.#followName(exported.binding, file, undefined, path, expected, depth + 1)
    return this.#followExport(source.imports[exported.source], exported.name, path, expected, depth + 1)
  }

  #followSite(
    expression: Extract<Expression, { type: 'site' }>,
    file: number,
    caller: RunningCall | undefined,
    path: readonly string[],
    expected: unknown,
    depth: number,
  ): PlaceId | undefined {
    const site = this.files[file]?.sites[expression.site]
    const [key, ...rest] = path
    if (site === undefined) return undefined
    if (key === undefined) return expected === ANY ? this.#placeId(file, expression.at) : undefined
    if (site.type === 'object') {
      for (let index = site.entries.length - 1; index >= 0; index -= 1) {
        const entry = site.entries[index]
        if (entry?.type === 'property' && entry.key === key)
          return this.#follow(entry.value, file, caller, rest, expected, depth + 1)
        if (entry?.type === 'spread') {
          const found = this.#follow(entry.value, file, caller, path, expected, depth + 1)
          if (found !== undefined) return found
        }
      }
    } else if (site.type === 'array') {
      const item = site.items[Number(key)]
      if (typeof item === 'number') return this.#follow(item, file, caller, rest, expected, depth + 1)
    }
    return undefined
  }

  /** The entry with this key in one of several objects that represent the same value. */
  #entry(holders: readonly unknown[], key: string, expected: unknown): EntryPlaces | undefined {
    for (const holder of this.#related(holders)) {
      if (expected !== ANY && Object.hasOwn(holder, key) && own(holder, key) !== expected) continue
      const entry = this.#ownEntry(holder, key, expected, 0)
      if (entry !== undefined) return entry
    }
    return undefined
  }

  /** The entry with this key that was assigned to an object, or written in the literal that made it. */
  #ownEntry(holder: object, key: string, expected: unknown, depth: number): EntryPlaces | undefined {
    const assigned = this.recorder.assignments.get(holder)?.get(key)
    if (assigned !== undefined) {
      const site = this.recorder.siteAt(assigned.site)
      if (site?.type === 'assignment') {
        const file = fileOf(assigned.site)
        return {
          written: this.#expressionPlace(site.value, file),
          key: (site.computed ? this.#textInCalls(key, assigned.caller) : undefined) ?? this.#placeId(file, site.key),
          value: this.#valuePlace(holder, key, site.value, file, assigned.caller, expected),
        }
      }
    }
    const origin = this.recorder.origins.get(holder)
    const site = origin === undefined ? undefined : this.recorder.siteAt(origin.site)
    if (origin === undefined || site?.type !== 'object' || depth > 20) return undefined
    const file = fileOf(origin.site)
    let spreads = origin.spreads?.length ?? 0
    let keys = origin.keys?.length ?? 0
    for (let index = site.entries.length - 1; index >= 0; index -= 1) {
      const entry = site.entries[index]
      if (entry === undefined) continue
      if (entry.type === 'spread') {
        spreads -= 1
        const spread = origin.spreads?.[spreads]
        if (!isObject(spread) || !Object.hasOwn(spread, key)) continue
        if (expected !== ANY && own(spread, key) !== expected) continue
        const within = this.#spreadEntry(spread, key, expected, depth + 1)
        if (within !== undefined) return within
        const place = this.#expressionPlace(entry.value, file)
        return { key: place, value: place, written: place }
      }
      if (entry.type === 'computed') {
        keys -= 1
        if (origin.keys?.[keys] !== key) continue
      } else if (entry.key !== key) continue
      const value = this.#valuePlace(holder, key, entry.value, file, origin.caller, expected)
      const written = this.#expressionPlace(entry.value, file)
      if (entry.type === 'property') return { key: this.#placeId(file, entry.at), value, written }
      return {
        written,
        key: this.#textInCalls(key, origin.caller) ?? this.#placeId(file, entry.at),
        value,
      }
    }
    return undefined
  }

  /**
   * The entry with this key in a spread object: in the object itself, in the objects it was made from, or where its
   * value was first put.
   */
  #spreadEntry(spread: object, key: string, expected: unknown, depth: number): EntryPlaces | undefined {
    for (const relative of this.#related([spread])) {
      if (expected !== ANY && own(relative, key) !== expected) continue
      const entry = this.#ownEntry(relative, key, expected, depth)
      if (entry !== undefined) return entry
    }
    const held = own(spread, key)
    const home = this.#homeEntry([held], key, expected, depth)
    if (home !== undefined) return home
    const keyPlace = this.#text(key, this.#related([spread]))
    return keyPlace === undefined
      ? undefined
      : { key: keyPlace, value: this.#madeAt([held]) ?? keyPlace, written: keyPlace }
  }

  /**
   * The entry in which a value was put into an object first, if the key is the same: `Object.assign({}, { key: {} })`.
   */
  #homeEntry(values: readonly unknown[], key: string, expected: unknown, depth: number): EntryPlaces | undefined {
    for (const held of values) {
      // A value that the project's code did not make may be in many objects.
      const home = isObject(held) && this.recorder.origins.has(held) ? this.recorder.homes.get(held) : undefined
      const entry = home?.key === key ? this.#ownEntry(home.holder, key, expected, depth + 1) : undefined
      if (entry !== undefined) return entry
    }
    return undefined
  }

  #valuePlace(
    holder: object,
    key: string,
    expression: number,
    file: number,
    caller: RunningCall | undefined,
    expected: unknown,
  ): PlaceId {
    const value = own(holder, key)
    if (isObject(value)) return this.#madeAt([value]) ?? this.#written(expression, file, caller, ANY)
    return this.#written(expression, file, caller, expected === ANY ? (value ?? ANY) : expected)
  }

  /** The place of an item in one of several lists that represent the same value. */
  #item(lists: readonly unknown[], index: number, expected: unknown): PlaceId | undefined {
    const wanted = isObject(expected) ? ANY : expected
    for (const list of this.#related(lists)) {
      if (!Array.isArray(list) || (wanted !== ANY && list[index] !== wanted)) continue
      const origin = this.recorder.origins.get(list)
      const site = origin === undefined ? undefined : this.recorder.siteAt(origin.site)
      if (origin === undefined || site?.type !== 'array') continue
      const file = fileOf(origin.site)
      let offset = 0
      let spreads = 0
      for (const item of site.items) {
        if (item !== null && typeof item === 'object') {
          const spread = origin.spreads?.[spreads]
          const length = Array.isArray(spread) ? spread.length : 0
          spreads += 1
          if (index < offset + length)
            return this.#item([spread], index - offset, expected) ?? this.#expressionPlace(item.spread, file)
          offset += length
          continue
        }
        if (offset === index && item !== null) {
          const value: unknown = list[index]
          return isObject(value)
            ? (this.#madeAt([value]) ?? this.#expressionPlace(item, file))
            : this.#written(item, file, origin.caller, wanted)
        }
        offset += 1
      }
    }
    return typeof expected === 'string' ? this.#text(expected, this.#related(lists)) : undefined
  }

  /** The objects under a key of several objects that represent the same value. */
  #children(holders: readonly unknown[], key: string): readonly unknown[] {
    const children = new Set<unknown>()
    for (const holder of this.#related(holders)) {
      const child = own(holder, key)
      if (isObject(child)) children.add(child)
    }
    return [...children]
  }

  /** The expression that made an object, for the first of several objects with a known origin. */
  #madeAt(values: readonly unknown[]): PlaceId | undefined {
    for (const value of values) {
      const origin = isObject(value) ? this.recorder.origins.get(value) : undefined
      const site = origin === undefined ? undefined : this.recorder.siteAt(origin.site)
      if (origin !== undefined && site !== undefined) return this.#placeId(fileOf(origin.site), site.at)
    }
    return undefined
  }

  /** Objects and those they may have been made from: receivers and arguments of the calls that returned them. */
  #related(values: readonly unknown[]): readonly object[] {
    const [only] = values
    if (values.length === 1 && isObject(only)) {
      const known = this.#relatives.get(only)
      if (known !== undefined) return known
    }
    const found = new Set<object>()
    const queue: unknown[] = [...values]
    for (
      let next = queue.shift();
      found.size < MOST_RELATIVES && (next !== undefined || queue.length > 0);
      next = queue.shift()
    ) {
      if (!isObject(next) || found.has(next) || typeof next === 'function') continue
      found.add(next)
      if (isZod(next)) continue
      const props: unknown = own(next, 'props')
      if (isObject(props) && values.includes(next)) queue.push(props)
      const origin = this.recorder.origins.get(next)
      if (origin !== undefined) queue.push(origin.receiver, ...(origin.arguments ?? []))
    }
    const related = [...found]
    if (values.length === 1 && isObject(only)) this.#relatives.set(only, related)
    return related
  }

  /** The place of a text among the keys and literals in some objects, if it occurs there only once. */
  #text(text: unknown, holders: readonly object[]): PlaceId | undefined {
    if (typeof text !== 'string') return undefined
    const found = new Set<PlaceId>()
    for (const holder of holders) {
      const origin = this.recorder.origins.get(holder)
      const site = origin === undefined ? undefined : this.recorder.siteAt(origin.site)
      if (origin === undefined || site === undefined) continue
      if (site.type === 'assignment' || site.type === 'throw') continue
      const file = fileOf(origin.site)
      if (site.type === 'object') {
        for (const entry of site.entries)
          if (entry.type === 'property' && entry.key === text) found.add(this.#placeId(file, entry.at))
      }
      for (const place of this.#literalsWithin(file, site.at, text)) found.add(place)
    }
    const [place] = found
    return found.size === 1 ? place : undefined
  }

  /** The place of a text in the enum that a call's argument names: `z.nativeEnum(Values)`. */
  #staticText(text: unknown, call: Call | undefined): PlaceId | undefined {
    if (call === undefined || typeof text !== 'string') return undefined
    const [argument] = call.called.arguments
    const expression = typeof argument === 'number' ? this.files[call.file]?.expressions[argument] : undefined
    if (expression?.type !== 'name') return undefined
    const binding = this.files[call.file]?.bindings[expression.binding]
    if (binding?.type === 'members') {
      const member = Object.values(binding.members).find(({ value }) => value === text)
      return member === undefined ? undefined : this.#placeId(call.file, member.at)
    }
    if (binding?.type === 'import') {
      const file = this.files[call.file]?.imports[binding.source]
      const source = file === undefined ? undefined : this.files[file]
      const exported = source?.exports[binding.name]
      const there = exported !== undefined && 'binding' in exported ? source?.bindings[exported.binding] : undefined
      const member =
        there?.type === 'members' ? Object.values(there.members).find(({ value }) => value === text) : undefined
      return member === undefined || file === undefined ? undefined : this.#placeId(file, member.at)
    }
    return undefined
  }

  /** The place of a text in the arguments of the running calls, if it occurs there only once. */
  #textInCalls(text: unknown, caller: RunningCall | undefined): PlaceId | undefined {
    if (typeof text !== 'string') return undefined
    for (let at = caller, steps = 0; at !== undefined && steps < 20; at = at.parent, steps += 1) {
      const site = this.recorder.siteAt(at.site)
      if (site === undefined) continue
      const within = new Set(this.#literalsWithin(fileOf(at.site), site.at, text))
      const [place] = within
      if (within.size === 1) return place
      const found = this.#text(text, this.#related([at.receiver, ...at.arguments]))
      if (found !== undefined) return found
    }
    return undefined
  }

  /** The place of a text that occurs only once in the project, such as an item of a list in a loop. */
  #onlyLiteral(text: unknown): PlaceId | undefined {
    if (typeof text !== 'string' || text.length < SHORTEST_TEXT) return undefined
    const places = this.files.flatMap((_, file) => this.#literalsWithin(file, [0, Number.POSITIVE_INFINITY], text))
    return places.length === 1 ? places[0] : undefined
  }

  #literalsWithin(file: number, [start, end]: Span, text: string): PlaceId[] {
    const places: PlaceId[] = []
    for (const { value, at } of this.files[file]?.literals ?? []) {
      if (value === text && at[0] >= start && at[1] <= end) places.push(this.#placeId(file, at))
    }
    return places
  }

  /** The ID of a place, which is added to `places` on first use. */
  #placeId(file: number, [start, end]: Span): PlaceId {
    const key = `${file} ${start} ${end}`
    const known = this.#placeIds.get(key)
    if (known !== undefined) return known
    const place = this.places.push([file, start, end]) - 1
    this.#placeIds.set(key, place)
    return place
  }
}

/** The index of the file of a site. */
function fileOf(site: number): number {
  return Math.floor(site / SITES_PER_FILE)
}

function isSchemaPath(path: readonly string[]): boolean {
  return SCHEMA_PATHS.some(
    (pattern) => pattern.length === path.length && pattern.every((each, index) => each === '*' || each === path[index]),
  )
}

function isEmptyObject(json: unknown): boolean {
  return isObject(json) && Object.keys(json).length === 0
}

function isWrapper(zod: ZodLike | undefined): boolean {
  return zod !== undefined && innerOf(zod) !== undefined
}

/** Whether a function of `z` makes a new type, rather than wrapping its argument. */
function isZodFactory(name: string): boolean {
  return /^(string|number|boolean|bigint|date|object|strictObject|array|set|map|record|tuple|union|discriminatedUnion|intersection|enum|nativeEnum|literal|any|unknown|null|undefined|never|void|nan|symbol|function|ref|custom|instanceof|or|and|create|coerce|json)$/.test(
    name,
  )
}
