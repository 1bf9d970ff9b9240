// Starts a rule: its file and its test.
import { existsSync, writeFileSync } from 'node:fs'

const [id] = process.argv.slice(2)
if (id === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
  console.error(
    'Usage: npm run new:rule -- ID, in kebab-case: the property that should hold, such as "tags-have-titles".',
  )
  process.exit(2)
}
const files = {
  [`src/rules/references/${id}.ts`]: `import { defineRule } from '../define-rule'

export default defineRule({
  id: '${id}',
  category: 'references',
  severity: 'warning',
  summary: 'One sentence: what holds when the rule is content.',
  description: \`Why it matters, what is looked at, what is left alone, and where the fact comes from.\`,
  messages: {
    broken: ({ key }: { key: string }) => \`Action "\${key}" …\`,
  },
  visit: {
    action({ key, pointer }, report) {
      report({ pointer, target: 'key' }, 'broken', { key })
    },
  },
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', actions: { a: {} } } }],
    good: [{ document: { name: 'acme', version: '1.0.0', actions: {} } }],
  },
})
`,
  [`test/rules/references/${id}.test.ts`]: `import rule from '../../../src/rules/references/${id}'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports …',
    text: \`{ "name": "acme", "version": "1.0.0", "actions": { «"a"»: {} } }\`,
    messages: ['Action "a" …'],
  },
  {
    name: 'is silent about …',
    text: \`{ "name": "acme", "version": "1.0.0", "actions": {} }\`,
  },
])
`,
}
for (const path of Object.keys(files)) {
  if (existsSync(path)) {
    console.error(`${path} exists already.`)
    process.exit(2)
  }
}
for (const [path, text] of Object.entries(files)) {
  writeFileSync(path, text)
  console.log(`wrote ${path}`)
}
console.log('Then: npm run gen')
