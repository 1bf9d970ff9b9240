/** Keywords of a schema that say nothing about which values it accepts. */
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
  // They hold schemas for references, and constrain nothing by themselves.
  'definitions',
  '$defs',
])

/** Keywords whose lists are sets: their order has no meaning. */
export const UNORDERED: ReadonlySet<string> = new Set(['required', 'enum', 'type', 'anyOf', 'oneOf', 'allOf'])
