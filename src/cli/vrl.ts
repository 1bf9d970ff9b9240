import type { VrlCompiler } from '../vrl/compiler'

/** The script compiler in a process that is all ours. With all that it needs of Node it is loaded when it is first used. */
export function loadVrl(): VrlCompiler {
  return (require('../sources/vrl-runtime') as typeof import('../sources/vrl-runtime')).loadVrl({ ownProcess: true })
}
