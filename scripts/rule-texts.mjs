import { readFileSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import ts from 'typescript'

const RULES = resolve('src/rules') + sep

/** The properties with the texts and the fix of a rule: `DocumentedRule` has them, `Rule` does not. */
const TEXTS = new Set(['summary', 'description', 'examples', 'fix'])

/** The functions whose argument is a rule, or an entry of a table of rules. */
const DEFINING = new Set(['defineRule', 'defineChangeRule'])

/** The module that exports these texts; a bundle with this module keeps them. */
const DOCUMENTED = 'src/rules/documented.ts'

/** Whether a bundle uses the texts of rules, so that it must not be built with `withoutRuleTexts`. */
export function showsRuleTexts({ inputs }) {
  return DOCUMENTED in inputs
}

/** Removes the texts and the fix from every `defineRule({ … })`; they are more than half of the code of the rules. */
export const withoutRuleTexts = {
  name: 'without-rule-texts',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      if (!path.startsWith(RULES)) return undefined
      const text = readFileSync(path, 'utf8')
      return { contents: text.includes('defineRule') ? withoutTexts(path, text) : text, loader: 'ts' }
    })
  },
}

function withoutTexts(path, text) {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true)
  const spans = []
  const visit = (node) => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression) && DEFINING.has(node.expression.text)) {
      const [definition] = node.arguments
      if (definition === undefined || !ts.isObjectLiteralExpression(definition))
        throw new Error(`${path}: ${node.expression.text} is called with something else than an object.`)
      for (const { pos } of definition.properties.filter((property) => TEXTS.has(property.name?.text))) {
        const next = definition.properties.find((property) => property.pos > pos)
        // A property starts after the comma of the previous one, and ends with its own comma.
        spans.push([pos, next?.pos ?? definition.properties.end])
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  let rest = text
  for (const [start, end] of spans.reverse()) rest = rest.slice(0, start) + rest.slice(end)
  return rest
}
