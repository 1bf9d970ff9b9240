// Edits of a WebAssembly binary: https://webassembly.github.io/spec/core/binary/modules.html
const HEADER_LENGTH = 8
const CUSTOM_SECTION = 0
const MEMORY_SECTION = 5

/** The module without names, producers and other sections that have no use at run time. */
export function withoutCustomSections(module) {
  const kept = sections(module).filter(({ id }) => id !== CUSTOM_SECTION)
  return Buffer.concat([module.subarray(0, HEADER_LENGTH), ...kept.map(({ bytes }) => bytes)])
}

/**
 * The module with a maximum size for its only memory, which must not have one yet.
 *
 * @param {Uint8Array} module
 * @param {number} pages of 64 KiB each
 */
export function limitMemory(module, pages) {
  const parts = [module.subarray(0, HEADER_LENGTH)]
  let limited = 0
  for (const { id, content, bytes } of sections(module)) {
    if (id !== MEMORY_SECTION) {
      parts.push(bytes)
      continue
    }
    const [count, flags] = content
    const [minimum, end] = readNumber(content, 2)
    if (count !== 1 || flags !== 0 || end !== content.length) throw new Error('Not one memory without a maximum.')
    if (minimum > pages) throw new Error(`The memory starts with ${minimum} pages, more than the ${pages} allowed.`)
    const limits = Buffer.from([1, 1, ...numberBytes(minimum), ...numberBytes(pages)])
    parts.push(Buffer.from([MEMORY_SECTION, ...numberBytes(limits.length)]), limits)
    limited += 1
  }
  if (limited !== 1) throw new Error('The module declares no memory of its own.')
  return Buffer.concat(parts)
}

function sections(module) {
  const found = []
  for (let position = HEADER_LENGTH; position < module.length; ) {
    const [length, start] = readNumber(module, position + 1)
    const end = start + length
    found.push({ id: module[position], content: module.subarray(start, end), bytes: module.subarray(position, end) })
    position = end
  }
  return found
}

/** An unsigned LEB128 number and the position after it. */
function readNumber(bytes, position) {
  let value = 0
  let scale = 1
  for (let index = position; ; index += 1) {
    const byte = bytes[index]
    if (byte === undefined) throw new Error('The module ends within a number.')
    value += (byte & 0x7f) * scale
    if (byte < 0x80) return [value, index + 1]
    scale *= 0x80
  }
}

function numberBytes(value) {
  const bytes = []
  let rest = value
  do {
    const low = rest & 0x7f
    rest = Math.floor(rest / 0x80)
    bytes.push(rest === 0 ? low : low | 0x80)
  } while (rest > 0)
  return bytes
}
