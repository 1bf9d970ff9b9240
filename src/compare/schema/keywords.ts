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
  // These hold schemas for references, and restrict nothing themselves.
  'definitions',
  '$defs',
])

/** Keywords whose value is a set: the order of its items has no meaning. */
export const UNORDERED: ReadonlySet<string> = new Set(['required', 'enum', 'type', 'anyOf', 'oneOf', 'allOf'])
