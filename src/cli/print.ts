import { dirname, resolve } from 'node:path'
import { displayName } from '../input/files'
import { statsOf } from '../input/stats'
import { escapeTerminal } from '../reporters/escape'
import type { Command } from './command'
import { EXIT, type Io, usageError } from './io'

export const printCommand: Command = {
  usage: 'print [dir]',
  describe: 'Print the request body that a project would be deployed with',
  positionals: {
    dir: { type: 'string', default: '.', describe: 'The folder of integration.definition.ts, or that file' },
  },
  flags: {
    exec: {
      type: 'boolean',
      default: true,
      describe: 'Run the definition (--no-exec is refused, since without running it there is no body to print)',
    },
  },
  examples: [['$0 print | jq .actions', 'what would be deployed']],
  async run(given, { io }) {
    const { dir, exec } = given as { dir: string; exec: boolean }
    if (!exec) throw usageError('print must run the definition to get its body; remove --no-exec.')
    return print(dir, io)
  },
}

/** @throws ERR_USAGE if there is no project */
async function print(directory: string, io: Io): Promise<number> {
  const { definitionIn } = await import('../project/discover')
  const { loadProjects } = await import('../project/load')
  const path = resolve(io.cwd, directory)
  const stats = statsOf(path)
  const folder = stats?.isFile() === true ? dirname(path) : path
  if (stats === undefined || definitionIn(folder) === undefined) {
    throw usageError(`There is no integration.definition.ts in ${displayName(folder, io.cwd)}.`)
  }
  const [project] = await loadProjects([folder])
  if (project === undefined) return EXIT.trouble
  const missing = project.evaluated?.missing ?? []
  for (const { file, range, message } of project.faults) {
    const where = `${escapeTerminal(displayName(file, io.cwd))}:${range.line}:${range.column}`
    io.stderr.write(`${where}: ${escapeTerminal(message)}\n`)
  }
  for (const { name } of missing) io.stderr.write(`integration-lint: cannot read ${escapeTerminal(name)}.\n`)
  if (project.evaluated === undefined) return EXIT.findings
  io.stdout.write(`${JSON.stringify(JSON.parse(project.evaluated.body), null, 2)}\n`)
  return missing.length === 0 ? EXIT.clean : EXIT.findings
}
