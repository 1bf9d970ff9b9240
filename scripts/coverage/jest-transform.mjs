import { createHash } from 'node:crypto'
import swc from '@swc/jest'
import { instrument } from './instrument.mjs'

/** What the tests' own transformer does, after the sources have been made to count. */
export default {
  createTransformer(options) {
    const plain = swc.createTransformer(options)
    return {
      canInstrument: true,
      process: (text, path, settings) =>
        plain.process(settings.instrument ? instrument(text, path).code : text, path, settings),
      getCacheKey: (text, path, settings) =>
        createHash('sha256')
          .update(`${plain.getCacheKey(text, path, settings)} ${settings.instrument}`)
          .digest('hex'),
    }
  },
}
