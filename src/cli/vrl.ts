import type { VrlCompiler } from '../vrl/compiler'

/** The script compiler in a process that is all ours. With all that it needs of Node it is loaded when it is first used. */
export function loadVrl(): VrlCompiler {
  return (require('../runtime/vrl-runtime') as typeof import('../runtime/vrl-runtime')).loadVrl({ ownProcess: true })
}
