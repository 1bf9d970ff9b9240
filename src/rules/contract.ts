import type { Change, Path } from '../document/changes'
import type { ScriptType } from '../document/kind'
import type { Pointer } from '../document/pointer'
import type { ProjectFacts } from '../document/project-facts'
import type { Fields } from '../document/values'
import type { FileKind, Kind, Range, Severity } from '../findings/types'
import type { EmbeddedSchemaNode, FieldNode, Node, SchemaRole, SubschemaNode } from '../schema/embedded/nodes'
import type { VrlCompiler } from '../vrl/compiler'

export const CATEGORIES = [
  'syntax',
  'document',
  'schema',
  'scripts',
  'embedded-schemas',
  'names',
  'references',
  'documentation',
  'publishing',
  'lifecycle',
  'responses',
  'projects',
  'changes',
  'suppressions',
] as const
export type Category = (typeof CATEGORIES)[number]

/**
 * The presets. `schema` checks only the shape, `recommended` adds the rules on meaning, `hub` those on publishing, and
 * `strict` extends `recommended` with rules that are too strict for most users.
 */
export const PRESETS = ['schema', 'recommended', 'hub', 'strict'] as const
export type Preset = (typeof PRESETS)[number]

/** The severity of a rule in each preset that turns it on. */
export type SeverityByPreset = Readonly<Partial<Record<Preset, Severity>>>

/**
 * The form of a resource: the whole answer of the API, an item of a list, or the body of a create or update request.
 * Server-set fields and deletions differ between them.
 */
export type Form = 'resource' | 'summary' | 'create' | 'update' | 'script'

export type { ScriptType }

export type Collection =
  | 'configurations'
  | 'actions'
  | 'events'
  | 'channels'
  | 'messages'
  | 'states'
  | 'entities'
  | 'interfaces'
  | 'userTags'
  | 'conversationTags'
  | 'messageTags'

/** An entry of a map of the definition: an action, an event, a channel … */
export interface KeyedNode extends Node {
  key: string
  /**
   * Whether an entry of `interfaces` maps to this one: the interface prescribed it, so its
   * documentation and its schema are not the author's.
   */
  fromInterface: boolean
}

export interface TagNode extends Node {
  key: string
  of: 'user' | 'conversation' | 'message'
  /** The channel's key for conversation and message tags. */
  channel: string | undefined
  /** Whether an interface prescribes the channel. */
  fromInterface: boolean
}

/**
 * The nodes that a rule can visit. Each is visited once, in document order, and only if its value has the right type.
 */
export interface Nodes {
  resource: Node
  /** `key` is undefined for `configuration`, and the key of an entry of `configurations`. */
  configuration: Node & { key: string | undefined }
  action: KeyedNode
  event: KeyedNode
  channel: KeyedNode
  message: KeyedNode & { channel: string }
  state: KeyedNode
  entity: KeyedNode
  interface: KeyedNode
  tag: TagNode
  /** An object with `tags` and perhaps `creation`: `user`, a channel's `conversation`, a channel's `message`. */
  taggedObject: Node & { of: TagNode['of']; channel: string | undefined }
  /** A map of the definition as a whole. */
  collection: Node & {
    collection: Collection
    /** The keys that an interface prescribes. */
    fromInterface: ReadonlySet<string>
  }
  /** An entry of such a map with any value: in an update body, `null` deletes the entry. */
  entry: { key: string; value: unknown; pointer: Pointer; collection: Collection }
  /** A secret's name: an item of the array in a response, a key of the object in a body. */
  secret: { name: string; pointer: Pointer; target: 'key' | 'value'; value: unknown }
  script: {
    source: string
    pointer: Pointer
    /** Undefined for a script file whose name does not determine its type. */
    type: ScriptType | undefined
    /** The key of the entry of `configurations` that contains it. */
    configuration: string | undefined
  }
  embeddedSchema: EmbeddedSchemaNode
  subschema: SubschemaNode
  field: FieldNode
}

export type Place =
  | Pointer
  | {
      pointer: Pointer
      target?: 'key' | 'value'
      /** A part of the string value, in UTF-16 code units of the decoded string, end exclusive. */
      span?: readonly [number, number]
      /** The place of the finding, if it is in another file of the project. */
      at?: Range
    }

export interface RuleContext<Options> {
  kind: FileKind
  form: Form
  /** The resource that is being visited; in a list, the item. */
  resource: Fields
  resourcePointer: Pointer
  options: Options
  /** The project that the definition was evaluated from; undefined for a document of JSON. */
  project: ProjectFacts | undefined
  /** Loads the VRL compiler at the first call; undefined where it is not available. */
  vrl(): VrlCompiler | undefined
}

/**
 * The texts of a rule's messages. `at` returns the reported place, relative to the resource: `states.session.type`, or
 * '' for the resource itself.
 */
// biome-ignore lint/suspicious/noExplicitAny: the one place where messages of any data type must fit one map
export type Messages = Record<string, (data: any, at: () => string) => string>

export type RuleReport<M extends Messages> = <Id extends keyof M & string>(
  place: Place,
  message: Id,
  ...data: Parameters<M[Id]>[0] extends undefined ? [] : [Parameters<M[Id]>[0]]
) => void

export type Visitors<M extends Messages, Options> = {
  [Name in keyof Nodes]?: (node: Nodes[Name], report: RuleReport<M>, context: RuleContext<Options>) => void
}

/** Restricts the nodes that a rule visits: a definition contains hundreds of schemas, and each visit costs time. */
export interface Concerns {
  /** Schemas with at least one of these keywords. */
  subschema?: { keywords: readonly string[] }
  /** Fields in schemas of these roles (default: all); either only those of the root or only the nested ones. */
  field?: { roles?: readonly SchemaRole[]; nested?: boolean }
}

/**
 * A document that illustrates a rule, and that a test checks. A string is the text of a file; any other value is the
 * document's value.
 */
export interface Example {
  document: unknown
  /** The old document, for a rule on changes. */
  old?: unknown
  as?: Kind
  options?: Record<string, unknown>
  /** The facts about the project, for a rule that uses them. */
  project?: Partial<ProjectFacts>
  /** The point of the example, if it is not obvious. */
  note?: string
}

export interface RuleOptions<Options> {
  /** JSON Schema (draft-07) of each option, with a description: the properties of a closed object. */
  schema: Readonly<Record<string, Fields>>
  defaults: Options
}

/** A finding to be fixed, and its document. */
export interface FixContext {
  /** The keys from the root of the document to the place of the finding. */
  path: Path
  /** The data of the finding: check the type of each value. */
  data: Fields
  kind: FileKind
  form: Form
  /** The value of the whole document. */
  root: unknown
  resource: Fields
  /** The keys from the root of the document to the resource. */
  resourcePath: Path
  /** The project that the definition was evaluated from. */
  project: ProjectFacts | undefined
}

interface MendedFindings {
  /**
   * Whether the fix preserves what the integration does, and everything that was written; `--fix-unsafe` applies the
   * others.
   */
  safe: boolean
  /** One Markdown sentence for the rule's page: what the fix does, and when. */
  summary: string
}

/** The fix of a rule's findings. It is offered only if it removes the finding and causes no other one. */
export interface FixDefinition extends MendedFindings {
  /**
   * The changes of the document, whose text is edited so that everything else keeps its bytes; undefined if there is no
   * single solution. The title is for a list of actions: `Rename "titel" to "title"`.
   */
  propose(finding: FixContext): { title: string; changes: readonly Change[] } | undefined
}

/** The fix of a rule whose faults the parser finds and fixes. */
export interface ParserFix extends MendedFindings {
  title: string
}

export interface RuleDefinition<M extends Messages, Options> {
  /** Kebab-case: names the property of a correct document; equal to the file's name. */
  id: string
  category: Category
  /**
   * `error`: the platform or its CLI refuses it, or it cannot work. `warning`: it deploys and runs, but hurts somebody.
   * `info`: worth knowing. A map in `presets` may set another severity for a preset.
   */
  severity: Severity
  /**
   * The presets that enable the rule, as a list, or with the severity in each; default: `recommended`, `hub` and
   * `strict`.
   */
  presets?: readonly Preset[] | SeverityByPreset
  /** One Markdown sentence that is true for documents without such findings. */
  summary: string
  /** Markdown: why the fault matters, what the rule checks, what it leaves alone, and the source. */
  description: string
  messages: M
  options?: RuleOptions<Options>
  /** Whether code frames mask the place of the rule's findings. */
  conceals?: true
  /** Whether `bp lint` has the rule, too: its comment that turns off all of its rules then suppresses the findings. */
  bpLint?: true
  /** Rules whose finding at the same place, or above it, reports the same cause better: this rule's is dropped. */
  supersededBy?: readonly string[]
  /**
   * Rules that report misspelt properties. A finding of this rule on a missing property is dropped if one of theirs in
   * the same object has its name, `data.property`, as `data.suggestion`.
   */
  follows?: readonly string[]
  /** Restricts the nodes that `visit` is called for. */
  only?: Concerns
  visit: Visitors<M, Options>
  fix?: FixDefinition | ParserFix
  examples: { bad: readonly Example[]; good: readonly Example[] }
}

/** Ids of the rules whose findings the engine itself reports; such rules have no visitors. */
export const BUILT_IN = {
  unknownKind: 'document/unknown-kind',
  empty: 'document/empty',
  tooManyFindings: 'document/too-many-findings',
  suppressionValid: 'suppression-valid',
  suppressionUsed: 'suppression-used',
} as const

/** A rule with everything that documentation, reports and fixes need. */
export interface DocumentedRule extends Omit<RuleDefinition<Messages, unknown>, 'presets'> {
  presets: SeverityByPreset
}

/**
 * The part of a rule that the engine needs: without its texts and its fix. The build removes those from the parts of
 * the command that do not use them; `documentedRule` returns them.
 */
export type Rule = Omit<DocumentedRule, 'summary' | 'description' | 'examples' | 'fix'>
