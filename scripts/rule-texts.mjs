import { readFileSync } from 'node:fs'
import { resolve, sep } from 'node:path'
import ts from 'typescript'

const RULES = resolve('src/rules') + sep

/** The properties of a rule that explain it, and how its findings are mended: `DocumentedRule` has them, `Rule` has not. */
const TEXTS = new Set(['summary', 'description', 'examples', 'fix'])

/** The functions that are given a rule, or what a table of rules says of one. */
const DEFINING = new Set(['defineRule', 'defineChangeRule'])

/** The module through which code asks for these texts; a bundle that holds it keeps them. */
const DOCUMENTED = 'src/rules/documented.ts'

/** Whether a bundle shows the texts of rules, and so must not be built with `withoutRuleTexts`. */
export function showsRuleTexts({ inputs }) {
  return DOCUMENTED in inputs
}

/** Leaves out of every `defineRule({ … })` what only explains the rule; it is more than half of the rules. */
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
        // A property starts behind the comma of the one before it, and ends with its own.
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
