import type { VrlCompiler } from '../vrl/compiler'

/** The platform's VRL compiler. With all that it needs of Node it is loaded when it is first asked for. */
export function loadVrl(): VrlCompiler {
  return (require('./vrl-runtime') as typeof import('./vrl-runtime')).loadVrl()
}
