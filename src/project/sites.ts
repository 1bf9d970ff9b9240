import type { Span } from '../document/types'

/**
 * The description of a source file, as plain JSON that is sent to the process that evaluates the project. A *site* is
 * an expression that makes an object and records the object when it runs. All spans are offsets into the text of the
 * file in UTF-16 code units, end exclusive.
 */

/** An expression whose value becomes part of the definition. */
export type Expression =
  /** A literal. */
  | { type: 'literal'; at: Span; value: string | number | boolean | null }
  | { type: 'name'; at: Span; binding: number }
  | { type: 'member'; at: Span; object: number; key: string }
  /** One of several values: a conditional, `a ?? b`. */
  | { type: 'either'; at: Span; options: readonly number[] }
  | { type: 'site'; at: Span; site: number }
  | { type: 'other'; at: Span }

export type ObjectEntry =
  | { type: 'property'; key: string; at: Span; value: number }
  /** `[key]: value`; the key is recorded at run time. */
  | { type: 'computed'; at: Span; value: number }
  | { type: 'spread'; value: number }

export type Site =
  | { type: 'object'; at: Span; entries: readonly ObjectEntry[] }
  | { type: 'array'; at: Span; items: readonly (number | { spread: number } | null)[] }
  | {
      type: 'call'
      at: Span
      /** The name of the called function or method. */
      name: string
      /** The place of that name. */
      token: Span
      arguments: readonly (number | { spread: number })[]
    }
  /** `a.b = value`. */
  | { type: 'assignment'; at: Span; key: Span; value: number }

export type Binding =
  /** The value of a variable: its initialiser, and the path of a destructured value in it. */
  | { type: 'value'; expression: number; path: readonly string[] }
  | { type: 'import'; source: string; name: string }
  | { type: 'namespace'; source: string }
  | { type: 'members'; members: Readonly<Record<string, { at: Span; value: string | number }>> }
  | { type: 'parameter'; index: number; path: readonly string[] }
  | { type: 'unknown' }

export type Export = { binding: number } | { expression: number } | { source: string; name: string }

export interface SourceFile {
  /** Absolute path. */
  path: string
  expressions: readonly Expression[]
  sites: readonly Site[]
  bindings: readonly Binding[]
  exports: Readonly<Record<string, Export>>
  /** The modules of `export * from`. */
  stars: readonly string[]
  /** Every string literal, for values that are found by their text. */
  literals: readonly { value: string; at: Span }[]
  /** The files that imports resolve to, as indices. */
  imports: Record<string, number>
}

/** Site numbers are unique among all files of a project. */
export const SITES_PER_FILE = 2 ** 20

/** The name under which instrumented code finds the recorder. */
export const RECORDER = '__integrationLint'
