/** Something in an SVG image that has no place in an icon. */
export type SvgFault =
  | { kind: 'root'; found: string | undefined }
  | { kind: 'script' }
  | { kind: 'handler'; attribute: string }
  | { kind: 'url'; attribute: string; scheme: string }
  | { kind: 'raster'; type: string; bytes: number }

/** How large a raster image inside an icon may be, in bytes. */
export const RASTER_LIMIT = 100 * 1024

/**
 * Looks through an SVG image once: one fault of each kind, the first. Nothing is fetched, expanded or
 * executed; text that is not well-formed is read as far as its tags can be told.
 */
export function inspectSvg(text: string): SvgFault[] {
  const faults = new Map<SvgFault['kind'], SvgFault>()
  const add = (fault: SvgFault) => {
    if (!faults.has(fault.kind)) faults.set(fault.kind, fault)
  }
  let first = true
  for (const { name, attributes } of startTags(text)) {
    const element = local(name)
    if (first && element !== 'svg') return [{ kind: 'root', found: name }]
    first = false
    if (element === 'script') add({ kind: 'script' })
    for (const [attribute, value] of attributes) {
      const key = local(attribute)
      if (/^on[a-z]/.test(key)) add({ kind: 'handler', attribute })
      const scheme = URL_ATTRIBUTES.has(key) ? scriptScheme(value) : undefined
      if (scheme !== undefined) add({ kind: 'url', attribute, scheme })
    }
  }
  if (first) return [{ kind: 'root', found: undefined }]
  for (const [, type = '', encoding = '', data = ''] of text.matchAll(RASTER)) {
    const bytes = /;base64$/i.test(encoding) ? base64Bytes(data) : data.length
    if (bytes > RASTER_LIMIT) add({ kind: 'raster', type: type.toLowerCase(), bytes })
  }
  return [...faults.values()]
}

/** Attributes that hold an address, or that animate one that does. */
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

/** Raster images as data URLs, in attributes and in style sheets alike. Vector images inside of it are no raster. */
const RASTER = /data:image\/(?!svg\b)([a-z0-9.+-]{1,40})((?:;[a-z0-9=_-]{1,40}){0,4}),([^"'<>()]*)/gi

interface StartTag {
  name: string
  attributes: [string, string][]
}

const TAG_NAME = /[^\s/>]+/y
const ATTRIBUTE = /[\s/]*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/y

function* startTags(text: string): Generator<StartTag> {
  let at = text.indexOf('<')
  while (at !== -1) {
    let end = at + 1
    if (text.startsWith('<!--', at)) end = after(text, '-->', at + 4)
    else if (text.startsWith('<![CDATA[', at)) end = after(text, ']]>', at + 9)
    else if (text.startsWith('<?', at)) end = after(text, '?>', at + 2)
    else if (text.startsWith('<!', at)) end = afterDeclaration(text, at)
    else if (text.startsWith('</', at)) end = after(text, '>', at + 2)
    else {
      TAG_NAME.lastIndex = at + 1
      const name = TAG_NAME.exec(text)?.[0]
      if (name !== undefined) {
        const attributes: [string, string][] = []
        end = TAG_NAME.lastIndex
        ATTRIBUTE.lastIndex = end
        for (let found = ATTRIBUTE.exec(text); found !== null; found = ATTRIBUTE.exec(text)) {
          attributes.push([found[1] ?? '', found[2] ?? found[3] ?? found[4] ?? ''])
          end = ATTRIBUTE.lastIndex
        }
        yield { name, attributes }
      }
    }
    at = text.indexOf('<', end)
  }
}

function after(text: string, terminator: string, from: number): number {
  const found = text.indexOf(terminator, from)
  return found === -1 ? text.length : found + terminator.length
}

/** A document type may hold declarations of its own in brackets. */
function afterDeclaration(text: string, from: number): number {
  const close = text.indexOf('>', from)
  if (close === -1) return text.length
  // Looked for before the `>` only: a search to the end for every declaration would be quadratic.
  const bracket = text.slice(from, close).indexOf('[')
  if (bracket === -1) return close + 1
  const end = text.indexOf(']', from + bracket)
  return end === -1 ? text.length : after(text, '>', end)
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

const CHARACTER_REFERENCES: ReadonlyMap<string, string> = new Map([
  ['colon', ':'],
  ['tab', '\t'],
  ['newline', '\n'],
])

/** The scheme of an address that is a script; browsers ignore white space and control characters in it. */
function scriptScheme(value: string): string | undefined {
  const plain = value
    .slice(0, 400)
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,10}));?/gi, (all, decimal, hexadecimal, name) => {
      if (name !== undefined) return CHARACTER_REFERENCES.get(String(name).toLowerCase()) ?? all
      const code = decimal === undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : ''
    })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers leave them out, too
    .replace(/[\u0000-\u0020]/g, '')
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
