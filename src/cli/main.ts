import { TOOL_VERSION } from '../findings/help'
import { COMMAND_NAMES, defaultsOf } from './command'
import { EXIT, type Io, reportError } from './io'

/** Runs the command line and returns the exit status. Never throws and never ends the process. */
export async function main(argv: readonly string[], io: Io): Promise<number> {
  try {
    if (argv.length === 1 && VERSION_WORDS.has(argv[0] ?? '')) {
      io.stdout.write(`${TOOL_VERSION}\n`)
      return EXIT.clean
    }
    // The most frequent call of a hook: files without flags, which need no parser.
    if (namesFilesOnly(argv)) {
      const { lintCommand } = await import('./lint')
      return await lintCommand.run(
        { ...defaultsOf(lintCommand.flags), files: argv },
        { io, argv: [], operands: [], typed: argv },
      )
    }
    const { dispatch } = await import('./arguments')
    return await dispatch(argv, io)
  } catch (error) {
    reportError(error, io)
    return EXIT.trouble
  }
}

const VERSION_WORDS: ReadonlySet<string> = new Set(['--version', '-V', '-v', 'version'])

function namesFilesOnly(argv: readonly string[]): boolean {
  return (
    argv.length > 0 &&
    !COMMAND_NAMES.some((name) => name === argv[0]) &&
    argv.every((argument) => argument !== '' && !argument.startsWith('-'))
  )
}
