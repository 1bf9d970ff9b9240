import type { Range } from '../findings/types'

/** A named place in a project. */
export interface NamedPlace {
  name: string
  at: Range
}

/**
 * Facts about the project that a definition was evaluated from, in addition to the body. Each is computed on first use.
 */
export interface ProjectFacts {
  /** The secrets by name, with the description, which the body does not contain, and its place. */
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
  /** Whether code other than the definition contains a word. */
  isInCode(word: string): boolean
}
