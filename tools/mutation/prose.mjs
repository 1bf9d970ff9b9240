// Leaves out of mutation what a rule says to its readers: a test that repeated it would prove nothing. What a rule tells
// about a document (its messages) is mutated.
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin'

const PROSE = new Set(['summary', 'description', 'examples'])

export const strykerPlugins = [
  declareValuePlugin(PluginKind.Ignore, 'prose', {
    shouldIgnore(path) {
      if (!path.isObjectProperty() || !PROSE.has(path.node.key.name)) return undefined
      const call = path.parentPath?.parentPath
      const ofRule = call?.isCallExpression() && call.node.callee.name === 'defineRule'
      return ofRule ? 'prose of a rule' : undefined
    },
  }),
]
