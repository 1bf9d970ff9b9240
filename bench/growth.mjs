import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { definition } from './corpora.mjs'
import { measure, median } from './measure.mjs'

const RUNS = 5

/**
 * How time grows with the size of the input: the slope of log(seconds minus those of a tiny run) over log(size).
 *
 * @param command the command, to which the files are appended
 * @param large the folders of the large corpus, each with the same number of files
 * @returns a row for each series: its name, the sizes, the seconds, the exponent
 */
export async function growth(command, folder, large, scale) {
  const run = async (paths) => {
    const seconds = []
    for (let nth = 0; nth < RUNS; nth += 1) seconds.push((await measure([...command, ...paths], folder)).seconds)
    return median(seconds)
  }
  const write = (name, text) => {
    const path = join(folder, `growth/${name}.json`)
    mkdirSync(join(path, '..'), { recursive: true })
    writeFileSync(path, text)
    return [path]
  }
  const base = await run(write('least', definition(0, 7)))
  const series = {
    'bytes of one file': [4e6, 8e6, 16e6, 32e6].map((bytes) => [
      bytes,
      write(`bytes-${bytes}`, definition(bytes * scale, 7)),
    ]),
    files: [1 / 8, 1 / 4, 1 / 2, 1].map((part) => {
      const folders = large.folders.slice(0, Math.max(1, Math.round(large.folders.length * part)))
      return [folders.length * large.files, folders]
    }),
    'findings in one file': [12_500, 25_000, 50_000, 100_000].map((count) => [
      count,
      write(`findings-${count}`, findings(count * scale)),
    ]),
    'levels of nesting': [60, 120, 240, 480].map((depth) => [depth, write(`depth-${depth}`, nested(depth))]),
    'scripts in one file': [50, 100, 200, 400].map((count) => [count, write(`scripts-${count}`, scripts(count))]),
  }
  const rows = []
  for (const [name, sizes] of Object.entries(series)) {
    const points = []
    for (const [size, paths] of sizes) points.push([size, Math.max(0.001, (await run(paths)) - base)])
    const [[least, quickest], [most, slowest]] = [points[0], points.at(-1)]
    const exponent = Math.log(slowest / quickest) / Math.log(most / least)
    rows.push([name, points.map(([size]) => size), points.map(([, seconds]) => seconds), exponent])
  }
  return rows
}

function findings(count) {
  const entries = Array.from({ length: count }, (_, index) => `    "act${index}": 5`)
  return `{\n  "name": "acme", "version": "1.0.0", "title": "Acme", "description": "Tickets.",\n  "actions": {\n${entries.join(',\n')}\n  }\n}\n`
}

/** Many schemas of this depth, so that the time can be measured. */
function nested(depth) {
  let schema = { type: 'string' }
  for (let level = 0; level < depth / 2 - 10; level += 1) schema = { type: 'object', properties: { a: schema } }
  const state = { type: 'user', schema: { type: 'object', properties: { a: schema } } }
  const states = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`session${index}`, state]))
  return JSON.stringify({ name: 'acme', version: '1.0.0', title: 'Acme', description: 'Tickets.', states })
}

function scripts(count) {
  const configurations = Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `setup${index}`,
      {
        title: 'Setup',
        description: 'A way to connect',
        schema: { type: 'object', properties: {} },
        identifier: { required: true, linkTemplateScript: `"https://acme.example/${index}?id=${index}"` },
      },
    ]),
  )
  return JSON.stringify(
    { name: 'acme', version: '1.0.0', title: 'Acme', description: 'Tickets.', configurations },
    null,
    2,
  )
}
