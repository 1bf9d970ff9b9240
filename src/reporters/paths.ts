/** A file's path from the root of the repository, in POSIX form; a path outside of it keeps its `../` or its root. */
export function repositoryPath(file: string, directory = ''): string {
  if (isUrl(file)) return file
  const path = file.replaceAll('\\', '/')
  if (isAbsolute(path)) return path
  const segments: string[] = []
  for (const segment of `${directory.replaceAll('\\', '/')}/${path}`.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment === '..' && segments.length > 0 && segments.at(-1) !== '..') segments.pop()
    else segments.push(segment)
  }
  return segments.join('/')
}

export function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[a-zA-Z]:\//.test(path) || isUrl(path)
}

/** Whether a name is the URL of something fetched: a relative path never has two slashes in a row. */
function isUrl(file: string): boolean {
  return /^https?:\/\//.test(file)
}

/**
 * A path as a URI reference (RFC 3986). Every segment is percent-encoded, so that no name can be read as a scheme or a
 * query.
 */
export function pathToUri(path: string): string {
  if (isUrl(path)) return path
  const encoded = path
    // A lone surrogate has no UTF-8 form.
    .replace(/\p{Cs}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/')
  if (!isAbsolute(path)) return encoded
  return path.startsWith('/') ? `file://${encoded}` : `file:///${encoded}`
}
