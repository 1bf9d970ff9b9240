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
  /** What is typed, `vrl run` for instance. */
  words: readonly string[]
  describe: string
  flags: readonly CompletedFlag[]
  /** What stands where no flag does. */
  operands: Values
}

export interface Completion {
  /** The first is the one that holds when no command is named. */
  commands: readonly CompletedCommand[]
  rules: readonly string[]
  levels: readonly string[]
}
