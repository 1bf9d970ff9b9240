import { basename, resolve } from 'node:path'
import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type CompletionItem,
  type Connection,
  type Diagnostic,
  type Hover,
  type InitializeParams,
  type Location,
  MarkupKind,
  type Position,
  type ServerCapabilities,
  type TextDocuments,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver'
import { TextDocument } from 'vscode-languageserver-textdocument'
import type { Finding, Fix } from '../findings/types'
import { displayName } from '../input/files'
import type { TextSource } from '../run/source'
import { isScriptFile } from '../vrl/script-file'
import { disableAction, editsBetween, explainAction, FIX_ALL, findingOf, ignoreAction } from './actions'
import { completeJson, completeScript, secretNamesOf } from './complete'
import { pathOfUri, toRange, uriOf } from './convert'
import { isJsonPath, namedDefinitionOf } from './definitions'
import { explainRule, hoverJson, hoverScript, type JsonFacts } from './hover'
import { declarationAt, namedFileAt, referencesAt, usesOfFile } from './navigate'
import type { LintedProject, Projects } from './projects'
import { SchemaGuide } from './schemas'
import { ScriptGuide } from './scripts'
import type { ServerSettings } from './settings'
import type { Workspace } from './workspace'

/** The state from which requests of the editor are answered. */
export interface ServerState {
  documents: TextDocuments<TextDocument>
  workspace: Workspace
  projects: Projects
  settings: ServerSettings
  capabilities: InitializeParams['capabilities']
  /** The findings of a text in its current state. */
  findingsOf(uri: string): Promise<readonly Finding[]>
  diagnosticsOf(uri: string): readonly Diagnostic[]
  /** Whether a text is linted as a definition. */
  isDefinition(uri: string): boolean
}

export const FEATURES: ServerCapabilities = {
  hoverProvider: true,
  completionProvider: { triggerCharacters: ['"', '.', ':'], resolveProvider: true },
  definitionProvider: true,
  referencesProvider: true,
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
}

/** Registers the handlers of hover, completion, definition, references, rename and code actions. */
export function registerFeatures(connection: Connection, context: () => ServerState, openExplanation: string): void {
  const features = new Features(context, openExplanation)
  connection.onHover(({ textDocument, position }) => features.hover(textDocument.uri, position))
  connection.onCompletion(({ textDocument, position }) => features.complete(textDocument.uri, position))
  connection.onCompletionResolve((item) => features.resolve(item))
  connection.onDefinition(({ textDocument, position }) => features.definition(textDocument.uri, position))
  connection.onReferences(({ textDocument, position, context: { includeDeclaration } }) =>
    features.references(textDocument.uri, position, includeDeclaration),
  )
  connection.onCodeAction((params) => features.actions(params))
}

class Features {
  readonly #context: () => ServerState
  readonly #openExplanation: string
  /** The fixes of a project that were tried, by fingerprint. */
  readonly #tried = new WeakMap<LintedProject, Map<string, Offer | undefined>>()
  readonly #guides = {
    schemas: new SchemaGuide(),
    scripts: new ScriptGuide(() =>
      (require('../runtime/vrl-runtime') as typeof import('../runtime/vrl-runtime')).loadVrl(),
    ),
  }

  constructor(context: () => ServerState, openExplanation: string) {
    this.#context = context
    this.#openExplanation = openExplanation
  }

  async hover(uri: string, position: Position): Promise<Hover | null> {
    const opened = this.#open(uri)
    if (opened === undefined) return null
    const { document, path } = opened
    const findings = await this.#context().findingsOf(uri)
    const found = findings.filter((finding) => isIn(toRange(finding), position))
    const own = this.#ownHover(document, path, position)
    const rules = new Set(found.map(({ rule }) => rule))
    if (rules.size === 0) return own ?? null
    const { session } = await this.#context().workspace.open(path)
    const texts: string[] = []
    for (const id of rules) {
      const rule = session.rules.find((each) => each.id === id)
      if (rule !== undefined) texts.push(await explainRule(rule))
    }
    if (own !== undefined && typeof own.contents === 'object' && 'value' in own.contents) texts.push(own.contents.value)
    return { contents: { kind: MarkupKind.Markdown, value: texts.join('\n\n---\n\n') } }
  }

  complete(uri: string, position: Position): CompletionItem[] {
    const opened = this.#open(uri)
    if (opened === undefined) return []
    const { document, path } = opened
    const { capabilities, projects, workspace } = this.#context()
    if (isScriptFile(path)) {
      const [folder] = projects.usersOf(path)
      const project = folder === undefined ? undefined : projects.definitionOf(folder)
      return completeScript(document, path, position, secretNamesOf(project?.source.document.value), this.#guides)
    }
    if (!isJsonPath(path) || workspace.isPassedBy(path)) return []
    const snippets = capabilities.textDocument?.completion?.completionItem?.snippetSupport === true
    return completeJson(document, path, position, this.#guides, { ...this.#factsOf(uri, path), snippets })
  }

  resolve(item: CompletionItem): CompletionItem {
    const { data } = item
    const name: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, 'function') : undefined
    const text = typeof name === 'string' ? this.#guides.scripts.describeFunction(name) : undefined
    return text === undefined ? item : { ...item, documentation: { kind: MarkupKind.Markdown, value: text } }
  }

  definition(uri: string, position: Position): Location | null {
    const { documents, workspace, projects } = this.#context()
    const document = documents.get(uri)
    const path = pathOfUri(uri)
    if (document === undefined || path === undefined) return null
    for (const folder of projects.usersOf(path)) {
      const file = namedFileAt(document, folder, position)
      if (file !== undefined) return file
    }
    const definition = namedDefinitionOf(document, workspace, projects)
    return definition === undefined ? null : (declarationAt(definition, path, position) ?? null)
  }

  references(uri: string, position: Position, withDeclaration: boolean): Location[] {
    const { documents, workspace, projects } = this.#context()
    const document = documents.get(uri)
    const path = pathOfUri(uri)
    if (document === undefined || path === undefined) return []
    const definition = namedDefinitionOf(document, workspace, projects)
    const found = definition === undefined ? [] : referencesAt(definition, path, position, withDeclaration)
    if (found.length > 0 || !isScriptFile(path)) return found
    return projects.usersOf(path).flatMap((folder) => {
      const project = projects.definitionOf(folder)
      return project === undefined ? [] : usesOfFile(path, folder, project.texts)
    })
  }

  async actions({ textDocument: { uri }, context, range }: CodeActionParams): Promise<CodeAction[]> {
    const { documents } = this.#context()
    const document = documents.get(uri)
    if (document === undefined) return []
    const actions: CodeAction[] = []
    const wants = (kind: string) =>
      context.only === undefined || context.only.some((only) => kind === only || kind.startsWith(`${only}.`))
    if (wants(CodeActionKind.QuickFix)) {
      const findings = await this.#context().findingsOf(uri)
      const current = this.#context()
        .diagnosticsOf(uri)
        .filter((diagnostic) => overlaps(diagnostic.range, range))
      const chosen = current.filter((each) => findingOf(each, findings) !== undefined)
      const fixes = await this.#fixes(
        document,
        chosen.flatMap((each) => findingOf(each, findings) ?? []),
        context.triggerKind !== CodeActionTriggerKind.Automatic,
      )
      for (const diagnostic of chosen) {
        const finding = findingOf(diagnostic, findings)
        const fix = finding === undefined ? undefined : fixes.get(finding.fingerprint)
        if (fix !== undefined) {
          const { title, safe, edit } = fix
          const kind = CodeActionKind.QuickFix
          actions.push({ title, kind, diagnostics: [diagnostic], edit, ...(safe ? { isPreferred: true } : {}) })
        }
      }
      for (const diagnostic of chosen) actions.push(...(await this.#others(document, diagnostic)))
    }
    if (wants(FIX_ALL) && (context.only !== undefined || actions.some(({ isPreferred }) => isPreferred === true))) {
      const project = this.#projectOf(document)
      // The fixes of a project are tried by evaluating it, which takes too long for requests that the editor sends by
      // itself.
      const isAsked = context.only !== undefined || context.triggerKind === CodeActionTriggerKind.Invoked
      const changes =
        project === undefined ? await this.#fixAll(document) : isAsked ? await this.#fixProject(project) : {}
      if (Object.keys(changes).length > 0)
        actions.push({ title: 'Apply all safe fixes', kind: FIX_ALL, edit: { changes } })
    }
    return actions
  }

  async #others(document: TextDocument, diagnostic: Diagnostic): Promise<CodeAction[]> {
    const { workspace, documents } = this.#context()
    const path = pathOfUri(document.uri)
    const explain = explainAction(diagnostic, this.#openExplanation)
    if (path === undefined) return explain === undefined ? [] : [explain]
    const disable = await disableAction(document, path, diagnostic)
    const { session, folder } = await workspace.open(path)
    const configuration = session.settingsFor(path).configurationFiles.at(-1)
    const textOf = (file: string) => documents.get(uriOf(file))?.getText()
    const silence = disable ?? ignoreAction(path, diagnostic, configuration, folder, textOf)
    return [...(silence === undefined ? [] : [silence]), ...(explain === undefined ? [] : [explain])]
  }

  /**
   * The fixes of findings of a text, each tried alone, by fingerprint.
   *
   * @param isInvoked whether the user asked: an editor also asks whenever the cursor moves
   */
  async #fixes(document: TextDocument, findings: readonly Finding[], isInvoked: boolean): Promise<Map<string, Offer>> {
    const { workspace } = this.#context()
    if (findings.length === 0) return new Map()
    const project = this.#projectOf(document)
    if (project !== undefined) return this.#projectFixes(project, findings, isInvoked)
    const source = await this.#sourceOf(document)
    if (source === undefined) return new Map()
    const { session, folder } = await workspace.open(source.path)
    const { openText } = await import('../run/fix')
    const opened = openText(session, source, { unsafe: true })
    const wanted = new Set(findings.map(({ fingerprint }) => fingerprint))
    const own = opened?.report.findings.filter(({ fingerprint }) => wanted.has(fingerprint)) ?? []
    const fixes = opened?.fixesOf(own) ?? new Map<Finding, Fix>()
    return new Map([...fixes].map(([{ fingerprint }, fix]) => [fingerprint, offerOf(fix, folder, document.uri)]))
  }

  /** The project that a text belongs to, if the text has not changed since the project was evaluated. */
  #projectOf(document: TextDocument): LintedProject | undefined {
    const { projects } = this.#context()
    const path = pathOfUri(document.uri)
    if (path === undefined) return undefined
    for (const folder of projects.usersOf(path)) {
      const project = projects.definitionOf(folder)
      if (project?.isLoaded === true && project.texts.get(path) === document.getText()) return project
    }
    return undefined
  }

  /** Trying a fix evaluates the project again, so each fix is tried once, and only if the user asks. */
  async #projectFixes(
    project: LintedProject,
    findings: readonly Finding[],
    isInvoked: boolean,
  ): Promise<Map<string, Offer>> {
    const tried = this.#tried.get(project) ?? new Map<string, Offer | undefined>()
    this.#tried.set(project, tried)
    const untried = findings.filter(({ fingerprint }) => !tried.has(fingerprint))
    if (isInvoked && untried.length > 0) {
      const { folder, session } = await this.#context().workspace.open(project.source.path)
      const { projectFixes } = await import('../run/fix')
      const fixes = await projectFixes(session, project.source, untried, { cwd: folder, unsafe: true })
      for (const finding of untried) {
        const fix = fixes.get(finding)
        tried.set(finding.fingerprint, fix === undefined ? undefined : offerOf(fix, folder))
      }
    }
    return new Map([...tried].flatMap(([fingerprint, offer]) => (offer === undefined ? [] : [[fingerprint, offer]])))
  }

  async #fixAll(document: TextDocument): Promise<Record<string, TextEdit[]>> {
    const source = await this.#sourceOf(document)
    if (source === undefined) return {}
    const { session } = await this.#context().workspace.open(source.path)
    const { fixSource: fixText } = await import('../run/fix')
    const fixed = fixText(session, source, { unsafe: false })
    const edits = fixed === undefined ? [] : editsBetween(document, fixed.text)
    return edits.length === 0 ? {} : { [document.uri]: edits }
  }

  /**
   * The edits of all files of a project; none if an open file is not saved, since the fixes were tried on the saved
   * files.
   */
  async #fixProject({ source, texts }: LintedProject): Promise<Record<string, TextEdit[]>> {
    const { documents, workspace } = this.#context()
    const open = new Map(documents.all().flatMap((each) => [[pathOfUri(each.uri) ?? '', each] as const]))
    const { folder, session } = await workspace.open(source.path)
    const { mendProject } = await import('../run/fix-files')
    const { files } = await mendProject(session, source, { cwd: folder, staged: false, unsafe: false })
    const isSaved = [...texts].every(([path, text]) => (open.get(path)?.getText() ?? text) === text)
    if (!isSaved) return {}
    return Object.fromEntries(
      files.map(({ path, before, after }) => {
        const text = open.get(path) ?? TextDocument.create(uriOf(path), '', 0, before)
        return [text.uri, editsBetween(text, after)]
      }),
    )
  }

  /**
   * The source for linting a text by itself; undefined for ignored files and for those that are not linted by
   * themselves.
   */
  async #sourceOf(document: TextDocument): Promise<TextSource | undefined> {
    const { workspace } = this.#context()
    const place = workspace.placeOf(document)
    if (place === undefined || (place.isFile && workspace.isPassedBy(place.path))) return undefined
    const { path, isFile } = place
    const { folder, session } = await workspace.open(path)
    const source: TextSource = {
      type: 'text',
      path,
      name: displayName(path, folder),
      bytes: Buffer.from(document.getText()),
      anonymous: !isFile,
    }
    await session.prepare([source])
    return source
  }

  #ownHover(document: TextDocument, path: string, position: Position): Hover | undefined {
    if (isScriptFile(path)) return hoverScript(document, path, position, this.#guides)
    return isJsonPath(path)
      ? hoverJson(document, path, position, this.#guides, this.#factsOf(document.uri, path))
      : undefined
  }

  #factsOf(uri: string, path: string): JsonFacts {
    const { isDefinition, settings } = this.#context()
    return { isDefinition: isDefinition(uri), hasSchema: settings.schemaFiles.has(basename(path)) }
  }

  #open(uri: string): { document: TextDocument; path: string } | undefined {
    const { documents, workspace } = this.#context()
    const document = documents.get(uri)
    const path = document === undefined ? undefined : (workspace.placeOf(document)?.path ?? pathOfUri(uri))
    return document === undefined || path === undefined ? undefined : { document, path }
  }
}

/** A fix in the form in which an editor applies it. */
interface Offer {
  title: string
  safe: boolean
  edit: WorkspaceEdit
}

function offerOf({ title, safe, edits }: Fix, root: string, uri?: string): Offer {
  const changes: Record<string, TextEdit[]> = {}
  for (const { file, range, text } of edits) {
    const target = uri ?? uriOf(resolve(root, file))
    changes[target] ??= []
    changes[target].push({ range: toRange({ ...range, column: Math.max(1, range.column) }), newText: text })
  }
  return { title: safe ? title : `${title} (check what it changes)`, safe, edit: { changes } }
}

type LspRange = CodeActionParams['range']

function isIn(range: LspRange, { line, character }: Position): boolean {
  return overlaps(range, { start: { line, character }, end: { line, character } })
}

function overlaps(left: LspRange, right: LspRange): boolean {
  return isNotAfter(left.start, right.end) && isNotAfter(right.start, left.end)
}

/** Whether `left` is before `right` or equal to it. */
function isNotAfter(left: Position, right: Position): boolean {
  return left.line < right.line || (left.line === right.line && left.character <= right.character)
}
