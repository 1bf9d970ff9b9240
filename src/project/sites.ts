/**
 * What a source file of a project says, in the form in which it travels to the process that evaluates the project:
 * plain JSON. A *site* is an expression that makes an object and that records, when it runs, what it has made.
 * All spans are offsets into the text of the file in UTF-16 code units, end exclusive.
 */

export type Span = readonly [start: number, end: number]

/** An expression whose value ends up somewhere in the definition. */
export type Expression =
  /** A literal. */
  | { type: 'literal'; at: Span; value: string | number | boolean | null }
  | { type: 'name'; at: Span; binding: number }
  | { type: 'member'; at: Span; object: number; key: string }
  /** One of several: a conditional, `a ?? b`. */
  | { type: 'either'; at: Span; options: readonly number[] }
  | { type: 'site'; at: Span; site: number }
  | { type: 'other'; at: Span }

export type Entry =
  | { type: 'property'; key: string; at: Span; value: number }
  /** `[key]: value`; the key is recorded when it runs. */
  | { type: 'computed'; at: Span; value: number }
  | { type: 'spread'; value: number }

export type Site =
  | { type: 'object'; at: Span; entries: readonly Entry[] }
  | { type: 'array'; at: Span; items: readonly (number | { spread: number } | null)[] }
  | {
      type: 'call'
      at: Span
      /** The name by which it is called: of a method, its own. */
      name: string
      /** Of that name. */
      token: Span
      arguments: readonly (number | { spread: number })[]
    }
  /** `a.b = value`. */
  | { type: 'assignment'; at: Span; key: Span; value: number }

export type Binding =
  /** Of a variable: the expression that it starts with, and the way into its value. */
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
  /** Of `export * from`. */
  stars: readonly string[]
  /** Every text literal, for those that are found by what they say. */
  literals: readonly { value: string; at: Span }[]
  /** What an import resolves to: indices of files. */
  imports: Record<string, number>
}

/** Sites are numbered through all files of a project. */
export const SITES_PER_FILE = 2 ** 20

/** The name under which instrumented code finds the recorder. */
export const RECORDER = '__integrationLint'
