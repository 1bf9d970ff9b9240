import type { Command } from './command'
import { compareCommand } from './compare'
import { completionCommand } from './completion'
import { explainCommand } from './explain'
import { initCommand } from './init'
import { lintCommand } from './lint'
import { lspCommand } from './lsp'
import { mergeReportsCommand } from './merge-reports'
import { printCommand } from './print'
import { remoteCommand } from './remote'
import { rulesCommand } from './rules'
import { schemaCommand } from './schema'
import { vrlCommands } from './vrl'

const WITHOUT_COMPLETION: readonly Command[] = [
  lintCommand,
  initCommand,
  rulesCommand,
  explainCommand,
  schemaCommand,
  printCommand,
  ...vrlCommands,
  lspCommand,
  remoteCommand,
  compareCommand,
  mergeReportsCommand,
]

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [...WITHOUT_COMPLETION, completionCommand(WITHOUT_COMPLETION)]
