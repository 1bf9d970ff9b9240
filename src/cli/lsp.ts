import type { Command, Flags } from './command'

const FLAGS = {
  exec: {
    type: 'boolean',
    default: true,
    describe:
      'Run definitions of projects and configurations that are code (--no-exec: do not, whatever the editor says)',
  },
  // Clients built with Microsoft's library pass both flags.
  stdio: { type: 'boolean', describe: 'Use standard input and output, which is the default' },
  'client-process-id': {
    type: 'string',
    requiresArg: true,
    describe: 'The process ID of the editor, which the protocol also names',
  },
} as const satisfies Flags

interface LspArguments {
  exec: boolean
}

export const lspCommand: Command = {
  usage: 'lsp',
  describe: 'Run the language server of an editor (LSP, over standard input and output)',
  flags: FLAGS,
  async run(given, { io }) {
    const { exec } = given as LspArguments
    const { serveEditor } = await import('../lsp/server')
    return serveEditor({ ...io.openStreams(), cwd: io.cwd, exec })
  },
}
