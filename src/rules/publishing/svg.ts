/** A part of an SVG image that an icon must not contain. */
export type SvgFault =
  /** `found` is the root element; undefined where there is no element. */
  | { kind: 'root'; found: string | undefined }
  | { kind: 'malformed'; reason: string }
  | { kind: 'script' }
  | { kind: 'handler'; attribute: string }
  | { kind: 'url'; attribute: string; scheme: string }
  | { kind: 'raster'; type: string; bytes: number }

/** The maximum size of a raster image in an icon, in bytes. */
export const RASTER_LIMIT = 100 * 1024

/**
 * Reads an SVG image once: the first fault of each kind. Nothing is fetched, expanded or executed. Like browsers, stops
 * reading at the first XML error.
 */
export function inspectSvg(text: string): SvgFault[] {
  const faults = new Map<SvgFault['kind'], SvgFault>()
  const add = (fault: SvgFault) => {
    if (!faults.has(fault.kind)) faults.set(fault.kind, fault)
  }
  let root: string | undefined
  for (const { name, attributes } of readTags(text, (reason) => add({ kind: 'malformed', reason }))) {
    const element = local(name)
    if (root === undefined && element !== 'svg') return [{ kind: 'root', found: name }]
    root = name
    if (element === 'script') add({ kind: 'script' })
    for (const [attribute, value] of Object.entries(attributes)) {
      const key = local(attribute)
      if (/^on[a-z]/.test(key)) add({ kind: 'handler', attribute })
      const scheme = URL_ATTRIBUTES.has(key) ? scriptScheme(value) : undefined
      if (scheme !== undefined) add({ kind: 'url', attribute, scheme })
    }
  }
  if (root === undefined && !text.includes('<')) return [{ kind: 'root', found: undefined }]
  for (const [, type = '', encoding = '', data = ''] of text.matchAll(RASTER)) {
    const bytes = /;base64$/i.test(encoding) ? base64Bytes(data) : data.length
    if (bytes > RASTER_LIMIT) add({ kind: 'raster', type: type.toLowerCase(), bytes })
  }
  return [...faults.values()]
}

interface StartTag {
  name: string
  attributes: Record<string, string>
}

/** The number of characters that the parser receives at a time: an image may have an error at each character. */
const CHUNK = 1024

/** The start tags up to the first error, which is reported: `line 1, column 5: unclosed tag: g`. */
function readTags(text: string, onError: (reason: string) => void): StartTag[] {
  // Loaded with the first icon: most documents have none.
  const { SaxesParser } = require('saxes') as typeof import('saxes')
  const parser = new SaxesParser()
  const tags: StartTag[] = []
  let failed = false
  let declares = false
  parser.on('doctype', (declaration) => {
    declares = declaration.includes('<!ENTITY')
  })
  parser.on('error', ({ message }) => {
    // The parser ignores declarations of entities, which drawing programs write.
    if (failed || (declares && message.endsWith('undefined entity.'))) return
    failed = true
    onError(message.replace(/^(\d+):(\d+): /, 'line $1, column $2: ').replace(/\.$/, ''))
  })
  parser.on('opentag', (tag) => {
    if (!failed) tags.push(tag)
  })
  for (let start = 0; start < text.length && !failed; start += CHUNK) parser.write(text.slice(start, start + CHUNK))
  if (!failed) parser.close()
  return tags
}

/** Attributes whose value is an address, or that animate such an attribute. */
const URL_ATTRIBUTES: ReadonlySet<string> = new Set([
  'href',
  'src',
  'action',
  'formaction',
  'data',
  'from',
  'to',
  'values',
])

/** Raster images as data URLs, in attributes and in style sheets. An embedded vector image does not count. */
const RASTER = /data:image\/(?!svg\b)([a-z0-9.+-]{1,40})((?:;[a-z0-9=_-]{1,40}){0,4}),([^"'<>()]*)/gi

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

/** The scheme of an address that is a script; browsers ignore white space and control characters in it. */
function scriptScheme(value: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers leave them out, too
  const plain = value.slice(0, 400).replace(/[\u0000-\u0020]/g, '')
  return /^(javascript|vbscript):/i.exec(plain)?.[1]?.toLowerCase()
}

function base64Bytes(data: string): number {
  let digits = 0
  for (let index = 0; index < data.length; index += 1) {
    const code = data.charCodeAt(index)
    const isDigit =
      (code >= 48 && code <= 57) ||
      (code >= 65 && code <= 90) ||
      (code >= 97 && code <= 122) ||
      code === 43 ||
      code === 47
    if (isDigit) digits += 1
  }
  return Math.floor((digits * 3) / 4)
}
