import plain from '../../test/transform.js'
import { instrument, isMeasured } from './instrument.mjs'

/** The transformer of the tests, applied to instrumented sources. */
export default {
  canInstrument: true,
  process: (text, path, settings) =>
    plain.process(settings.instrument && isMeasured(path) ? instrument(text, path).code : text, path, settings),
  getCacheKey: (text, path, settings) => `${plain.getCacheKey(text, path, settings)}${settings.instrument}`,
}
