// Writes the generated files that are committed. With --check, writes nothing and fails if one is stale.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { renderAddresses } from './addresses.mjs'
import { renderConfigSchema, renderConfigTypes } from './config-schema.mjs'
import { loadSource } from './load-source.mjs'
import { renderRuleIndex, renderRulePage, renderRulesTable } from './rule-pages.mjs'
import { renderPropertyNames } from './schemas/property-names.mjs'
import { renderTypes } from './schemas/types.mjs'
import { buildValidators } from './schemas/validators.mjs'

const check = process.argv.includes('--check')
const stale = []

function emit(path, text) {
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return false
  if (check) stale.push(path)
  else {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
    console.log(`wrote ${path}`)
  }
  return true
}

// First, because the `$id` of a schema contains the address of the repository.
for (const [path, text] of renderAddresses()) emit(path, text)
// Next, because the steps below bundle the index, which may still import a removed rule.
emit('src/rules/index.generated.ts', renderRuleIndex())
await buildValidators()
emit('src/schema/types.generated.ts', await renderTypes())
emit('src/schema/property-names.generated.ts', renderPropertyNames())

const { RULES: rules } = loadSource('src/rules/index.generated.ts')
// The rules import the validators, one of which is compiled from this schema.
if (emit('schemas/config.schema.json', renderConfigSchema(rules))) await buildValidators()
emit('src/settings/rule-options.generated.ts', await renderConfigTypes(rules))
const pages = new Set()
for (const rule of rules) {
  const path = join('docs/rules', `${rule.id}.md`)
  pages.add(path)
  emit(path, renderRulePage(rule, rules))
}
emit('docs/rules/README.md', renderRulesTable(rules))
pages.add(join('docs/rules', 'README.md'))

for (const entry of readdirSync('docs/rules', { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name)
  if (!entry.isFile() || pages.has(path)) continue
  if (check) stale.push(`${path} (of no rule)`)
  else rmSync(path)
}

if (check) {
  const unfinished = ['src/rules', 'test/rules'].flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, name))
      .filter((path) => path.endsWith('.ts') && readFileSync(path, 'utf8').includes('TODO')),
  )
  if (unfinished.length > 0) {
    console.error(`Placeholders of "npm run new:rule" are left:\n${unfinished.map((path) => `  ${path}`).join('\n')}`)
    process.exitCode = 1
  }
}

if (stale.length > 0) {
  console.error(`Stale; run "npm run gen":\n${stale.map((path) => `  ${path}`).join('\n')}`)
  process.exit(1)
}
