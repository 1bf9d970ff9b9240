/** Decodes files in request bodies, only with functions that browsers and Node.js share. */

/** The bytes of standard base64, padded or not; undefined for any other text. */
export function decodeBase64(text: string): Uint8Array | undefined {
  let binary: string
  try {
    binary = atob(text)
  } catch {
    // `atob` throws for a text that is not base64, and for nothing else.
    return undefined
  }
  const bytes = new Uint8Array(binary.length)
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index)
  return bytes
}

/** Whether a text is a `data:` URL, in which base64 only follows the comma. */
export function isDataUrl(text: string): boolean {
  return /^\s*data:/i.test(text)
}

/** The text of UTF-8 bytes without a byte-order mark; undefined for bytes that are not UTF-8. */
export function textOfUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    // A fatal decoder throws for the bytes and for nothing else.
    return undefined
  }
}

/** Whether a decoded text is binary data: it contains control characters, which written text does not. */
export function isBinary(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the function searches for them
  return /[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)
}

/** Whether the text begins as a page or document in HTML does. */
export function isHtmlPage(text: string): boolean {
  const start = /^(?:\s|<!--(?:[^-]|-(?!->))*-->)*<(?:!doctype\s+html|html|head|body)\b/i
  return start.test(text.slice(0, 2000))
}
