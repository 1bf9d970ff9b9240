import type { Rule } from '../rules/contract'
import { type PointerNode, PointerTree } from './pointer-tree'
import type { RawFinding } from './run-rules'

/** Stands for what a decoder could not read. */
const REPLACEMENT = '\uFFFD'

/** "One cause, one finding": drops the findings that repeat another one or follow from it, by what the rules declare. */
export class Causes {
  readonly #supersededBy: ReadonlyMap<string, readonly string[]>
  readonly #follows: ReadonlyMap<string, readonly string[]>

  constructor(rules: readonly Rule[]) {
    this.#supersededBy = new Map(
      rules.flatMap(({ id, supersededBy }) => (supersededBy === undefined ? [] : [[id, supersededBy]])),
    )
    this.#follows = new Map(rules.flatMap(({ id, follows }) => (follows === undefined ? [] : [[id, follows]])))
  }

  /**
   * The findings that report a cause of their own, in the given order.
   *
   * @param lossy whether the text holds U+FFFD for what could not be decoded, which is reported as that
   */
  roots(findings: readonly RawFinding[], lossy: boolean): readonly RawFinding[] {
    const readable = lossy ? findings.filter(({ message }) => !message.includes(REPLACEMENT)) : findings
    if (readable.length < 2) return readable
    const tree = new PointerTree()
    return this.#withoutFollowing(this.#withoutSuperseded(withoutRepetition(readable, tree), tree), tree)
  }

  /** The same at one place, or above it, of a rule that knows the cause better. */
  #withoutSuperseded(findings: readonly RawFinding[], tree: PointerTree): readonly RawFinding[] {
    if (!findings.some(({ rule }) => this.#supersededBy.has(rule))) return findings
    const rulesAt = new Map<PointerNode, Set<string>>()
    for (const { rule, pointer } of findings) {
      const node = tree.of(pointer)
      const rules = rulesAt.get(node)
      if (rules === undefined) rulesAt.set(node, new Set([rule]))
      else rules.add(rule)
    }
    return findings.filter(({ rule, pointer }) => {
      const better = this.#supersededBy.get(rule)
      if (better === undefined) return true
      for (let at: PointerNode | undefined = tree.of(pointer); at !== undefined; at = at.parent) {
        const rules = rulesAt.get(at)
        if (rules !== undefined && better.some((one) => rules.has(one))) return false
      }
      return true
    })
  }

  /** A property is missing because it is misspelt. */
  #withoutFollowing(findings: readonly RawFinding[], tree: PointerTree): readonly RawFinding[] {
    const misspelt = new Set<string>()
    for (const { rule, pointer, data } of findings) {
      const { parent } = pointer
      if (typeof data.suggestion !== 'string' || parent === undefined) continue
      misspelt.add(followKey(rule, tree.of(parent), data.suggestion))
    }
    if (misspelt.size === 0) return findings
    return findings.filter(({ rule, pointer, data: { property } }) => {
      const causes = this.#follows.get(rule)
      if (causes === undefined || typeof property !== 'string') return true
      return !causes.some((cause) => misspelt.has(followKey(cause, tree.of(pointer), property)))
    })
  }
}

function followKey(rule: string, { id }: PointerNode, property: string): string {
  return `${rule} ${id} ${property}`
}

function withoutRepetition(findings: readonly RawFinding[], tree: PointerTree): readonly RawFinding[] {
  const seen = new Set<string>()
  return findings.filter(({ rule, pointer, target, span, message }) => {
    const identity = JSON.stringify([rule, tree.of(pointer).id, target, span, message])
    if (seen.has(identity)) return false
    seen.add(identity)
    return true
  })
}
