// Excludes the texts of a rule for its readers from mutation: a test that repeats them would prove nothing. Messages are mutated.
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
