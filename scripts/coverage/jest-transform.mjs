import plain from '../../test/transform.js'
import { instrument, isMeasured } from './instrument.mjs'

/** What the tests' own transformer does, after the sources have been made to count. */
export default {
  canInstrument: true,
  process: (text, path, settings) =>
    plain.process(settings.instrument && isMeasured(path) ? instrument(text, path).code : text, path, settings),
  getCacheKey: (text, path, settings) => `${plain.getCacheKey(text, path, settings)}${settings.instrument}`,
}
