/** What a shell offers for a value: some words, the settings of `--rule`, or files. */
export type Values = readonly string[] | 'rule-settings' | 'files' | 'nothing'

export interface CompletedFlag {
  /** With their dashes: `--format`, `-f`. */
  names: readonly string[]
  describe: string
  /** Undefined for a flag without a value. */
  values: Values | undefined
}

export interface CompletedCommand {
  /** The words that name the command, such as `vrl run`. */
  words: readonly string[]
  describe: string
  flags: readonly CompletedFlag[]
  /** The values of its operands. */
  operands: Values
}

export interface Completion {
  /** The first is the default command. */
  commands: readonly CompletedCommand[]
  rules: readonly string[]
  levels: readonly string[]
}
