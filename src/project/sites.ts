import type { Span } from '../document/types'

/**
 * The description of a source file, as plain JSON that is sent to the process that evaluates the project. A *site* is
 * an expression that makes an object and records the object when it runs. Numbers are indices into the lists of
 * `SourceFile`: `site` into `sites`, `binding` into `bindings`, all others into `expressions`.
 */

/** An expression whose value may become part of the definition. */
export type Expression =
  | { type: 'literal'; at: Span; value: string | number | boolean | null }
  | { type: 'name'; at: Span; binding: number }
  /** `object.key` */
  | { type: 'member'; at: Span; object: number; key: string }
  /** `a ? b : c`, `a ?? b`: the value of one of the options. */
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
  /** `a.b = value`, or `a[b] = value`, which is computed. */
  | { type: 'assignment'; at: Span; key: Span; computed: boolean; value: number }
  | { type: 'throw'; at: Span }

export type Binding =
  /** A variable: its initialiser, and the path into it if the variable is destructured. */
  | { type: 'value'; expression: number; path: readonly string[] }
  | { type: 'import'; source: string; name: string }
  | { type: 'namespace'; source: string }
  /** An enum. */
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
  /** All string literals: some values can only be found by their text. */
  literals: readonly { value: string; at: Span }[]
  /** For each module name that resolves to a file of the project: the index of that file. */
  imports: Record<string, number>
}

/** A site's number in its project: its index in its file, plus this times the index of the file. */
export const SITES_PER_FILE = 2 ** 20

/** The variable through which instrumented code calls the recorder. */
export const RECORDER = '__integrationLint'
