// Runs `bare.cjs` once for each project, as without a tool that handles several projects. Usage: node bench/each.cjs FOLDER…
const { spawnSync } = require('node:child_process')
const { join } = require('node:path')

for (const folder of process.argv.slice(2)) {
  const { status } = spawnSync(process.execPath, [join(__dirname, 'bare.cjs'), folder], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
