import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The path of a package in that of a file: the last `node_modules/` counts. */
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//

/** Parts of these stand in the validators that they write. */
const GENERATED_FROM = ['node_modules/ajv', 'node_modules/ajv-formats']

/**
 * Writes which packages the bundles hold, with their licences, as these ask for. Throws for one without a licence.
 *
 * @param {import('esbuild').Metafile[]} metafiles
 * @param {string} file
 */
export function writeThirdParty(metafiles, file) {
  const folders = new Set(GENERATED_FROM)
  for (const { outputs } of metafiles) {
    for (const { inputs } of Object.values(outputs)) {
      for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
        const folder = PACKAGE.exec(path)?.[1]
        if (folder !== undefined && bytesInOutput > 0) folders.add(folder)
      }
    }
  }
  const packages = new Map([...folders].map(describe).map((one) => [`${one.name} ${one.version}`, one]))
  const parts = [...packages.keys()].sort().map((name) => section(name, packages.get(name)))
  const introduction = `The files of this folder hold code of the following packages, as their authors wrote it or minified.
vrl.wasm and vrl-glue.cjs are told of in vrl.LICENSE.
`
  writeFileSync(file, [introduction, ...parts].join(`\n${'-'.repeat(80)}\n\n`))
}

function describe(folder) {
  const { name, version, license, author } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  if (typeof license !== 'string') throw new Error(`${name} ${version} does not say its licence.`)
  const holder = typeof author === 'object' ? author.name : author
  const file = readdirSync(folder).find((entry) => /^(licen[cs]e|copying)\b/i.test(entry))
  const text =
    file !== undefined && existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : undefined
  return { name, version, license, holder, text }
}

function section(name, { license, holder, text }) {
  return `${name}, ${license}\n\n${(text ?? `By ${holder ?? 'its contributors'}; the package holds no text of the licence.`).trim()}\n`
}
