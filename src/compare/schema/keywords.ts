/** Keywords that do not restrict the accepted values. */
export const ANNOTATIONS: ReadonlySet<string> = new Set([
  'title',
  'description',
  'default',
  'examples',
  'x-zui',
  '$schema',
  '$id',
  '$comment',
  'readOnly',
  'writeOnly',
  'deprecated',
  'discriminator',
  'contentEncoding',
  'contentMediaType',
  'markdownDescription',
  // These contain schemas for references, and restrict nothing themselves.
  'definitions',
  '$defs',
])

/** The keywords that restrict the values of one type only. */
export const NUMBER_KEYWORDS: ReadonlySet<string> = new Set([
  'minimum',
  'maximum',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'multipleOf',
])
export const STRING_KEYWORDS: ReadonlySet<string> = new Set(['minLength', 'maxLength', 'pattern', 'format'])
export const ARRAY_KEYWORDS: ReadonlySet<string> = new Set([
  'items',
  'additionalItems',
  'minItems',
  'maxItems',
  'uniqueItems',
  'contains',
])
export const OBJECT_KEYWORDS: ReadonlySet<string> = new Set([
  'properties',
  'required',
  'additionalProperties',
  'patternProperties',
  'propertyNames',
  'minProperties',
  'maxProperties',
  'dependencies',
])
/** The keywords of all these types. */
export const TYPED_KEYWORDS: ReadonlySet<string> = new Set([
  ...NUMBER_KEYWORDS,
  ...STRING_KEYWORDS,
  ...ARRAY_KEYWORDS,
  ...OBJECT_KEYWORDS,
])

/** Keywords whose value is a set: the order of its items has no meaning. */
export const UNORDERED: ReadonlySet<string> = new Set(['required', 'enum', 'type', 'anyOf', 'oneOf', 'allOf'])
