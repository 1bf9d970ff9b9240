import { dirname, resolve } from 'node:path'
import { decode } from '../document/decode'
import { parseDocument } from '../document/parse'
import { Pointer } from '../document/pointer'
import type { Document } from '../document/types'
import { isFields, own } from '../document/values'
import { messageOf } from '../findings/errors'
import { quote } from '../findings/text'
import type { Range } from '../findings/types'
import { displayName, readInput } from '../input/files'
import { isFile } from '../input/stats'
import type { Rule } from '../rules/contract'
import { locateProblems, type Problem, syntaxFaults } from '../schema/own-files'
import { type Configuration, isCode, PATH_PATTERN } from './configuration'
import { isRule } from './custom-rules'
import type { ConfigurationFault } from './errors'
import { type ConfiguredIgnore, createLayer, type Layer } from './layers'
import { forward } from './patterns'
import type { RuleFlag } from './rule-flag'
import { validateConfiguration } from './validate'

/** A configuration file as it was read, before its content is checked. */
interface ReadConfiguration {
  path: string
  value: unknown
  /** Absent for a configuration that is code. */
  document?: Document
}

/** Reads configuration files, each once, and collects their faults. */
export class ConfigurationFiles {
  /** The tool's rules, and those that the files have added so far. */
  rules: readonly Rule[]
  readonly faults: ConfigurationFault[] = []
  readonly #cwd: string
  readonly #ownRules: readonly Rule[]
  /** By path; undefined for a file that cannot be read. */
  readonly #read = new Map<string, Promise<ReadConfiguration | undefined>>()
  readonly #layers = new Map<string, Layer>()

  /** @param code whether files that are code are run */
  constructor(
    cwd: string,
    ownRules: readonly Rule[],
    readonly code: boolean,
  ) {
    this.#cwd = cwd
    this.#ownRules = ownRules
    this.rules = ownRules
  }

  get ignores(): readonly ConfiguredIgnore[] {
    return [...this.#layers.values()].flatMap(({ ignores }) => ignores.map(({ entry }) => entry))
  }

  get files(): readonly string[] {
    return [...this.#read.keys()]
  }

  async isRoot(path: string): Promise<boolean> {
    const value = (await this.#readOnce(path))?.value
    return isFields(value) && own(value, 'root') === true
  }

  /**
   * Loads configuration files and the files that they extend, which have lower precedence.
   *
   * @returns their layers, and the rules that these can refer to. A file at fault is left out; its faults are added to
   *   `faults`.
   */
  async load(chain: readonly string[]): Promise<{ layers: Layer[]; rules: readonly Rule[] }> {
    const configurations: ReadConfiguration[] = []
    for (const path of chain) await this.#collect(path, [], configurations)
    const rules = this.#withCustomRules(this.#ownRules, configurations)
    this.rules = this.#withCustomRules(this.rules, configurations)
    return { layers: configurations.flatMap((one) => this.#layerOf(one, rules) ?? []), rules }
  }

  /** The faults of settings on the command line: each is checked as a configuration of one rule. */
  checkFlags(flags: readonly RuleFlag[]): ConfigurationFault[] {
    return flags.flatMap(({ id, level, options, source = `--rule ${id}:${level}` }) => {
      const configuration = { rules: { [id]: options === undefined ? level : [level, options] } }
      const { problems } = validateConfiguration(configuration, { rules: this.rules, code: false })
      return problems.map(({ message }) => ({ file: source, message }))
    })
  }

  /** Adds a file after those that it extends; each once. */
  async #collect(path: string, trail: readonly string[], found: ReadConfiguration[]): Promise<void> {
    const read = await this.#readOnce(path)
    if (read === undefined || found.includes(read)) return
    for (const { item, pointer } of extendedPaths(read.value)) {
      const extended = resolve(dirname(path), item)
      if (!isFile(extended)) this.#fail(read, pointer, `There is no file ${quote(this.#display(extended))}.`)
      else if (extended === path || trail.includes(extended)) {
        const round = [...trail.slice(trail.indexOf(extended)), path, extended]
        this.#fail(read, pointer, `The file extends itself: ${round.map((one) => this.#display(one)).join(' → ')}.`)
      } else await this.#collect(extended, [...trail, path], found)
    }
    if (!found.includes(read)) found.push(read)
  }

  #layerOf(read: ReadConfiguration, rules: readonly Rule[]): Layer | undefined {
    const { configuration, problems } = validateConfiguration(read.value, { rules, code: read.document === undefined })
    if (configuration === undefined) {
      this.#report(read, problems)
      return undefined
    }
    let layer = this.#layers.get(read.path)
    if (layer === undefined) {
      const ranges = ignoreRanges(configuration, read.document)
      layer = createLayer(configuration, forward(read.path), (index) => ranges[index])
      this.#layers.set(read.path, layer)
    }
    return layer
  }

  #withCustomRules(known: readonly Rule[], configurations: readonly ReadConfiguration[]): readonly Rule[] {
    const rules = new Map(known.map((rule) => [rule.id, rule]))
    for (const read of configurations) {
      for (const { rule, pointer } of customRules(read)) {
        const namesake = rules.get(rule.id)
        if (namesake === undefined) rules.set(rule.id, rule)
        else if (namesake !== rule) this.#fail(read, pointer, `A rule with the id ${quote(rule.id)} already exists.`)
      }
    }
    return rules.size === known.length ? known : [...rules.values()]
  }

  #readOnce(path: string): Promise<ReadConfiguration | undefined> {
    let read = this.#read.get(path)
    if (read === undefined) {
      read = this.#readFile(path)
      this.#read.set(path, read)
    }
    return read
  }

  async #readFile(path: string): Promise<ReadConfiguration | undefined> {
    if (isCode(path)) return this.#run(path)
    let bytes: Uint8Array
    try {
      bytes = readInput(path)
    } catch (error) {
      this.#addFault({ file: this.#display(path), message: `cannot be read: ${messageOf(error)}` })
      return undefined
    }
    const decoded = decode(bytes)
    const document = parseDocument({ name: path, ...decoded, comments: path.endsWith('.jsonc') })
    const faults = syntaxFaults(document)
    for (const fault of faults) this.#addFault({ file: this.#display(path), ...fault })
    return faults.length > 0 ? undefined : { path, value: document.value, document }
  }

  async #run(path: string): Promise<ReadConfiguration | undefined> {
    if (!this.code) {
      this.#addFault({
        file: this.#display(path),
        message: 'is code, which is not run here: the workspace is not trusted.',
      })
      return undefined
    }
    const { loadConfigurationCode, placeOfError } = await import('./run-code')
    try {
      return { path, value: await loadConfigurationCode(path) }
    } catch (error) {
      const place = placeOfError(path, error)
      this.#addFault({ file: this.#display(path), ...place, message: `cannot be loaded: ${messageOf(error)}` })
      return undefined
    }
  }

  #fail(read: ReadConfiguration, pointer: Pointer, message: string): void {
    this.#report(read, [{ pointer, target: 'value', message }])
  }

  #report({ path, document }: ReadConfiguration, problems: readonly Problem[]): void {
    const file = this.#display(path)
    if (document === undefined) {
      for (const { pointer, message } of problems)
        this.#addFault({ file, message: `${pointerPrefix(pointer)}${message}` })
      return
    }
    for (const fault of locateProblems(document, problems)) this.#addFault({ file, ...fault })
  }

  /** The faults of a file that several files extend are reported once. */
  #addFault(fault: ConfigurationFault): void {
    const known = (other: ConfigurationFault) => JSON.stringify(other) === JSON.stringify(fault)
    if (!this.faults.some(known)) this.faults.push(fault)
  }

  #display(path: string): string {
    return displayName(path, this.#cwd)
  }
}

function extendedPaths(value: unknown): { item: string; pointer: Pointer }[] {
  const given = isFields(value) ? own(value, 'extends') : undefined
  const at = Pointer.root.child('extends')
  const items: { item: unknown; pointer: Pointer }[] = Array.isArray(given)
    ? given.map((item, index) => ({ item, pointer: at.child(index) }))
    : [{ item: given, pointer: at }]
  return items.flatMap(({ item, pointer }) => (typeof item === 'string' && isPath(item) ? [{ item, pointer }] : []))
}

function isPath(item: string): boolean {
  return new RegExp(PATH_PATTERN).test(item)
}

function customRules({ value, document }: ReadConfiguration): { rule: Rule; pointer: Pointer }[] {
  if (document !== undefined || !isFields(value)) return []
  const given = own(value, 'customRules')
  const at = Pointer.root.child('customRules')
  if (!Array.isArray(given)) return []
  return given.flatMap((rule: unknown, index) => {
    const pointer = at.child(index)
    // The faults of a rule are reported when the whole configuration is checked.
    return isRule(rule, pointer) ? [{ rule, pointer }] : []
  })
}

function ignoreRanges({ ignores = [] }: Configuration, document: Document | undefined): Range[] {
  const at = Pointer.root.child('ignores')
  return document?.locateAll(ignores.map((_, index) => ({ pointer: at.child(index), target: 'value' }))) ?? []
}

function pointerPrefix(pointer: Pointer): string {
  return pointer.parent === undefined ? '' : `${pointer}: `
}
