// npm run new:rule -- CATEGORY ID: starts a rule with its test. CONTRIBUTING.md describes the next steps.
import { existsSync, readdirSync, writeFileSync } from 'node:fs'

/** Categories whose rules have no visitor: other parts of the tool report their findings. */
const OTHERS = new Set(['syntax', 'document', 'schema', 'responses', 'changes', 'suppressions'])
const categories = readdirSync('src/rules', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !OTHERS.has(entry.name))
  .map(({ name }) => name)

const [category, id] = process.argv.slice(2)
if (!categories.includes(category) || id === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
  console.error(`Usage: npm run new:rule -- CATEGORY ID
  CATEGORY  ${categories.join(', ')}
  ID        kebab-case: the property that should hold, such as tags-have-titles`)
  process.exit(2)
}

const rule = `src/rules/${category}/${id}.ts`
const test = `test/rules/${category}/${id}.test.ts`
const files = {
  [rule]: `import { defineRule } from '../define-rule'

export default defineRule({
  id: '${id}',
  category: '${category}',
  severity: 'warning',
  summary: 'TODO: one sentence, what holds when the rule is content.',
  description: 'TODO: why it matters, what the rule looks at, what it leaves alone, and the source of the fact.',
  messages: {
    broken: ({ key }: { key: string }) => \`TODO: what is wrong with action "\${key}", and what to do.\`,
  },
  visit: {
    action({ key, pointer }, report) {
      if (key === 'TODO') report({ pointer, target: 'key' }, 'broken', { key })
    },
  },
  examples: {
    bad: [{ document: { name: 'acme', version: '1.0.0', actions: { TODO: {} } } }],
    good: [{ document: { name: 'acme', version: '1.0.0', actions: { createTicket: {} } } }],
  },
})
`,
  [test]: `import rule from '../../../src/rules/${category}/${id}'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'TODO: reports …',
    text: '{ "name": "acme", "version": "1.0.0", "actions": { «"TODO"»: {} } }',
    messages: ['TODO: what is wrong with action "TODO", and what to do.'],
  },
  {
    name: 'TODO: is silent about …',
    text: '{ "name": "acme", "version": "1.0.0", "actions": { "createTicket": {} } }',
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
console.log(`
Next:
  1. Replace every TODO in both files. «…» in a test encloses the place that the rule reports.
  2. npx jest ${test}
  3. npm run gen          writes the index, the page of the rule and the configuration's schema
  4. npm run test:quick   the rule beside all others, its examples, the fixtures
  5. npm run check        types, lint, formatting, fresh generated files, no TODO left`)
