import type { Command, Flags } from './command'

const FLAGS = {
  exec: {
    type: 'boolean',
    default: true,
    describe:
      'Run definitions of projects and configurations that are code (--no-exec: do not, whatever the editor says)',
  },
  // Clients built with Microsoft's library pass both flags.
  stdio: { type: 'boolean', describe: 'Speak over standard input and output, which it does anyway' },
  'client-process-id': {
    type: 'string',
    requiresArg: true,
    describe: 'The process of the editor, which the protocol says as well',
  },
} as const satisfies Flags

interface LspArguments {
  exec: boolean
}

export const lspCommand: Command = {
  usage: 'lsp',
  describe: 'Serve an editor: the Language Server Protocol over standard input and output',
  flags: FLAGS,
  async run(given, { io }) {
    const { exec } = given as LspArguments
    const { serve } = await import('../lsp/server')
    return serve({ ...io.openStreams(), cwd: io.cwd, exec })
  },
}
