import { resolve } from 'node:path'
import { rootCertificates } from 'node:tls'
import { createError } from '../findings/errors'
import { readFailure, readInput } from '../input/files'

/**
 * The maximum size of a file of certificates in bytes: the list of an operating system takes a quarter of a megabyte.
 */
const MOST_PEM_BYTES = 2 ** 24

/**
 * The certificate authorities of Node.js, of NODE_EXTRA_CA_CERTS, and of the file. All are listed, since a list that is
 * passed to Node.js replaces its own.
 *
 * @throws ERR_CREDENTIALS
 */
export function readAuthorities(
  file: string,
  cwd: string,
  env: Readonly<Record<string, string | undefined>>,
): string[] {
  const extra = env.NODE_EXTRA_CA_CERTS
  return [
    ...rootCertificates,
    ...(extra === undefined || extra === '' ? [] : [readPem(extra, cwd)]),
    readPem(file, cwd),
  ]
}

function readPem(file: string, cwd: string): string {
  const path = resolve(cwd, file)
  let text: string
  try {
    text = Buffer.from(readInput(path, MOST_PEM_BYTES)).toString('utf8')
  } catch (error) {
    throw createError('ERR_CREDENTIALS', `Cannot read the certificates in ${file}: ${readFailure(error, path)}.`)
  }
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw createError('ERR_CREDENTIALS', `The file ${file} contains no certificate in PEM form.`)
  }
  return text
}
