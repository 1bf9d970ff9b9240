import type { Range } from '../findings/types'

/** A place of a project with a name of its own. */
export interface NamedPlace {
  name: string
  at: Range
}

/**
 * What is known of the project that a definition was evaluated from, beyond the body. Each is found out when a rule asks
 * for it.
 */
export interface ProjectFacts {
  /** The secrets by their names, with what no body holds: the description, and where that is. */
  readonly secrets: ReadonlyMap<string, { description: string | undefined; at: Range | undefined }>
  /** Names of secrets that neither the project's code nor a script mentions. */
  readonly unusedSecrets: readonly string[]
  /** Names of states that the project's code does not mention. */
  readonly unusedStates: readonly string[]
  /** Scripts in the project that nothing refers to. */
  readonly unusedScripts: readonly NamedPlace[]
  /** Files that the definition names and that cannot be read, each with the pointer of the property. */
  readonly missingFiles: readonly (NamedPlace & { pointer: string; unstaged?: boolean })[]
  /** The name in package.json. */
  readonly packageName: (NamedPlace & { property: 'integrationName' | 'name' }) | undefined
  /** The installed SDK: its version, where package.json asks for it. */
  readonly sdk: NamedPlace | undefined
  /** The comment that turns `bp lint` off. */
  readonly bpLintDisabled: Range | undefined
  /** Whether code beside the definition has a word. */
  isInCode(word: string): boolean
}
