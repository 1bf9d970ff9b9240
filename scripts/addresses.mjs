import { readFileSync } from 'node:fs'
import glob from 'fast-glob'

const { name, version, repository } = JSON.parse(readFileSync('package.json', 'utf8'))

/** The owner in package.json until the repository has a public home: no account can have this name on GitHub. */
export const PLACEHOLDER = '-OWNER-'

const url = repository.url.replace(/^git\+|\.git$/g, '')
export const owner = new URL(url).pathname.split('/')[1]

const OWNER = String.raw`[\w-]+`
const VERSION = String.raw`v\d+\.\d+\.\d+(?:-[\w.]+)?`

/** Patterns of addresses and versions in files, and their replacements with the values of package.json. */
const ADDRESSES = [
  [`https://github\\.com/${OWNER}/${name}\\b`, url],
  [`https://raw\\.githubusercontent\\.com/${OWNER}/${name}\\b`, `https://raw.githubusercontent.com/${owner}/${name}`],
  [`uses: ${OWNER}/${name}@${VERSION}`, `uses: ${owner}/${name}@v${version}`],
  [`\\b${name}\\.git#${VERSION}`, `${name}.git#v${version}`],
  [`\\b${name}-\\d+\\.\\d+\\.\\d+\\.tgz\\b`, `${name}-${version}.tgz`],
  [`\\brev: ${VERSION}`, `rev: v${version}`],
].map(([pattern, text]) => ({ pattern: new RegExp(pattern, 'g'), text }))

/** Hand-written files that contain the address of the repository. */
const FILES = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'docs/*.md',
  'schemas/**/*.json',
  'scripts/schemas/bundle.mjs',
]

/** The text with its addresses and versions replaced by those of package.json. */
export function withAddresses(text) {
  return ADDRESSES.reduce((done, { pattern, text: address }) => done.replace(pattern, () => address), text)
}

/** Pairs of a path and the text that the file should have. */
export function renderAddresses() {
  return glob.sync(FILES).map((path) => [path, withAddresses(readFileSync(path, 'utf8'))])
}
