// The lower bound: reads and parses every file, and does nothing else.
const { readdirSync, readFileSync, statSync } = require('node:fs')
const { join } = require('node:path')
const walk = (path) =>
  statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => walk(join(path, name))) : [path]
let count = 0
for (const path of process.argv.slice(2).flatMap(walk)) {
  JSON.parse(readFileSync(path, 'utf8'))
  count += 1
}
console.log(count)
