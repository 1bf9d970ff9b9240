import { basename, dirname, join, resolve } from 'node:path'
import type { TextDocument } from 'vscode-languageserver-textdocument'
import type { Finding } from '../findings/types'
import { displayName, isPassedBy, isWithin, repositoryRoot } from '../input/files'
import type { LintSession } from '../run/lint-files'
import { isScriptFile } from '../vrl/script-file'
import { pathOfUri } from './convert'
import type { ServerSettings } from './settings'

/** A root and its open files. */
export interface Root {
  /** Absolute; names in reports are relative to it. */
  folder: string
  session: LintSession
}

/** The lint result of a text. */
export type LintedText =
  | { type: 'findings'; findings: Finding[]; crashes: { rule: string; message: string }[] }
  /** The text is not a definition, or the configuration or git ignores it. */
  | { type: 'left-alone' }

const NO_BYTES = new Uint8Array(0)

/** The extensions of texts that can be linted by themselves, by language ID. */
const EXTENSIONS: Readonly<Record<string, string>> = { json: '.json', jsonc: '.jsonc', vrl: '.vrl' }

/**
 * The folders of the client, with a lint session for each. A file outside of them gets a session for its repository or
 * folder.
 */
export class Workspace {
  readonly #cwd: string
  readonly #settings: ServerSettings
  #folders: string[] = []
  /** By root. */
  #sessions = new Map<string, { day: string; opened: Promise<LintSession> }>()
  #passedBy = new Map<string, boolean>()
  /** By path. Cached, since the search for a repository makes system calls for each folder above. */
  #roots = new Map<string, string>()
  /** Incremented when settings change, which may change results although no text did. */
  #generation = 0

  constructor(cwd: string, settings: ServerSettings) {
    this.#cwd = cwd
    this.#settings = settings
  }

  get folders(): readonly string[] {
    return this.#folders
  }

  get generation(): number {
    return this.#generation
  }

  setFolders(folders: readonly string[]): void {
    // Innermost first, since roots may be nested.
    this.#folders = [...new Set(folders)].sort((left, right) => right.length - left.length)
    this.reload()
  }

  /** Reads configurations, baselines and ignores anew. */
  reload(): void {
    this.#sessions = new Map()
    this.#passedBy = new Map()
    this.#roots = new Map()
    this.#generation += 1
  }

  /** The root of a file: the client's folder, otherwise the repository, otherwise the file's folder. */
  rootOf(path: string): string {
    let root = this.#roots.get(path)
    if (root === undefined) {
      const folder = this.#folders.find((each) => isWithin(each, path))
      root = folder ?? repositoryRoot(dirname(path)) ?? dirname(path)
      this.#roots.set(path, root)
    }
    return root
  }

  async open(path: string): Promise<Root> {
    const folder = this.rootOf(path)
    const day = new Date().toISOString().slice(0, 10)
    let known = this.#sessions.get(folder)
    // A suppression may expire at midnight.
    if (known === undefined || known.day !== day) {
      known = { day, opened: this.#openSession(folder) }
      this.#sessions.set(folder, known)
    }
    return { folder, session: await known.opened }
  }

  /** Absolute paths of the configurations and baselines that were read, and of the configurations that were not run. */
  async files(): Promise<{ settings: string[]; passedOver: string[] }> {
    const opened = await Promise.allSettled([...this.#sessions.values()].map((each) => each.opened))
    const sessions = opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))
    return {
      settings: sessions.flatMap(({ files }) => [...files]),
      passedOver: sessions.flatMap(({ passedOver }) => [...passedOver]),
    }
  }

  /**
   * The path of an open text; an untitled one is placed in the first folder. Undefined for texts that are not linted by
   * themselves.
   */
  placeOf({
    uri,
    languageId,
  }: Pick<TextDocument, 'uri' | 'languageId'>): { path: string; isFile: boolean } | undefined {
    const path = pathOfUri(uri)
    if (path !== undefined) return /\.(?:jsonc?|vrl)$/i.test(path) ? { path, isFile: true } : undefined
    const extension = EXTENSIONS[languageId]
    // Other schemes are an editor's views of git, of a diff, or of a notebook cell.
    if (extension === undefined || !uri.startsWith('untitled:')) return undefined
    const name = basename(decoded(uri.slice('untitled:'.length))) || 'untitled'
    const file = name.endsWith(extension) ? name : `${name}${extension}`
    return { path: join(this.#folders.at(-1) ?? this.#cwd, file), isFile: false }
  }

  /**
   * Lints the text of an editor.
   *
   * @param named whether the text was recognised as a definition before: it is then linted in any case
   * @throws ERR_CONFIGURATION
   */
  async lintText(document: TextDocument, named: boolean): Promise<LintedText> {
    const place = this.placeOf(document)
    if (place === undefined || (place.isFile && this.isPassedBy(place.path))) return { type: 'left-alone' }
    const { path, isFile } = place
    const { folder, session } = await this.open(path)
    const result = await session.lintOne({
      type: 'text',
      path,
      name: displayName(path, folder),
      bytes: NO_BYTES,
      text: document.getText(),
      ...(named || isScriptFile(path) ? {} : { named: false }),
      anonymous: !isFile,
    })
    if (result.type !== 'linted') return { type: 'left-alone' }
    const [report] = result.reports
    return { type: 'findings', findings: report?.findings ?? [], crashes: report?.crashes ?? [] }
  }

  /** Whether a walk over the root would skip a file. */
  isPassedBy(path: string): boolean {
    let known = this.#passedBy.get(path)
    if (known === undefined) {
      known = isPassedBy(path, this.rootOf(path))
      this.#passedBy.set(path, known)
    }
    return known
  }

  async #openSession(folder: string): Promise<LintSession> {
    const { LintSession: Session } = await import('../run/lint-files')
    const { trusted, config, preset } = this.#settings
    return Session.open({
      cwd: folder,
      exec: trusted,
      configurationCode: trusted,
      preset,
      config: config === undefined ? undefined : resolve(folder, config),
    })
  }
}

/** A part of a URI, decoded; unchanged if its escapes are malformed. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
