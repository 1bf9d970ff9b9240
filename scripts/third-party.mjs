import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Matches the path of the package in the path of a file, after the last `node_modules/`. */
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//

/** Code generators: parts of their code are in the generated validators. */
const GENERATED_FROM = ['node_modules/ajv', 'node_modules/ajv-formats']

/**
 * Writes the notices of the bundled packages, with their licences. Throws for a package without a licence.
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
The notices of vrl.wasm and vrl-glue.cjs are in vrl.LICENSE.
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
  return `${name}, ${license}\n\n${(text ?? withoutText(name, license, holder)).trim()}\n`
}

const DISCLAIMER = {
  MIT: `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated documentation
files (the "Software"), to deal in the Software without restriction, including without limitation the rights to use, copy,
modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit persons to whom the Software
is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES
OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE
LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`,
  ISC: `Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted,
provided that the above copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED
WARRANTIES OF MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR ANY SPECIAL, DIRECT, INDIRECT, OR
CONSEQUENTIAL DAMAGES OR ANY DAMAGES WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN ACTION OF CONTRACT,
NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`,
}

/** The declared licence of a package that contains no licence text. Throws for a licence that is not listed here. */
function withoutText(name, license, holder) {
  const text = DISCLAIMER[license]
  if (text === undefined) throw new Error(`${name} holds no text of its licence, ${license}.`)
  return `The package declares this licence and holds no text of it. That of ${license} reads:

Copyright (c) ${holder ?? 'the contributors'}

${text}`
}
