import { type Severity, worse } from '../findings/types'
import type { Rule } from '../rules/contract'
import { type PointerNode, PointerTree } from './pointer-tree'
import type { RawFinding } from './run-rules'

/** Stands for what a decoder could not read. */
const REPLACEMENT = '\uFFFD'

/** What is left of the findings of a document. */
export interface Roots {
  /** Findings with a cause of their own, in the given order. */
  roots: readonly RawFinding[]
  /** Findings that follow from one of these, with the one: to be reported where that one is accepted. */
  explained: ReadonlyMap<RawFinding, RawFinding>
}

/**
 * "One cause, one finding": drops the findings that repeat another one or follow from it, by what the rules declare. What
 * stands for another finding has the severity of the worse of the two.
 */
export class Causes {
  readonly #supersededBy: ReadonlyMap<string, readonly string[]>
  readonly #follows: ReadonlyMap<string, readonly string[]>

  constructor(rules: readonly Rule[]) {
    this.#supersededBy = new Map(
      rules.flatMap(({ id, supersededBy }) => (supersededBy === undefined ? [] : [[id, supersededBy]])),
    )
    this.#follows = new Map(rules.flatMap(({ id, follows }) => (follows === undefined ? [] : [[id, follows]])))
  }

  /** @param lossy whether the text holds U+FFFD for what could not be decoded, which is reported as that */
  of(findings: readonly RawFinding[], lossy: boolean): Roots {
    if (findings.length === 0) return { roots: findings, explained: NOTHING }
    const tree = new PointerTree()
    const found = this.#withoutFollowing(this.#withoutSuperseded(withoutRepetition(findings, tree), tree), tree)
    if (!lossy) return found
    // What follows from an unreadable finding is dropped with it.
    const isReadable = ({ message }: RawFinding) => !message.includes(REPLACEMENT)
    return {
      roots: found.roots.filter(isReadable),
      explained: new Map([...found.explained].filter((pair) => pair.every(isReadable))),
    }
  }

  /** The same at one place, or above it, of a rule that knows the cause better. */
  #withoutSuperseded(findings: readonly RawFinding[], tree: PointerTree): readonly RawFinding[] {
    if (!findings.some(({ rule }) => this.#supersededBy.has(rule))) return findings
    const findingsAt = new Map<PointerNode, RawFinding[]>()
    for (const finding of findings) {
      const node = tree.of(finding.pointer)
      const there = findingsAt.get(node)
      if (there === undefined) findingsAt.set(node, [finding])
      else there.push(finding)
    }
    const betterThan = ({ rule, pointer }: RawFinding): readonly RawFinding[] => {
      const better = this.#supersededBy.get(rule)
      if (better === undefined) return []
      for (let at: PointerNode | undefined = tree.of(pointer); at !== undefined; at = at.parent) {
        const found = findingsAt.get(at)?.filter((one) => better.includes(one.rule)) ?? []
        if (found.length > 0) return found
      }
      return []
    }
    const lent = new Map<RawFinding, Severity>()
    const kept = findings.filter((finding) => {
      const better = betterThan(finding)
      for (const one of better) lent.set(one, worse(lent.get(one) ?? one.severity, finding.severity))
      return better.length === 0
    })
    if (lent.size === 0) return kept
    return kept.map((finding) => ({ ...finding, severity: lent.get(finding) ?? finding.severity }))
  }

  /** A property is missing because it is misspelt. */
  #withoutFollowing(findings: readonly RawFinding[], tree: PointerTree): Roots {
    const misspelt = new Map<string, RawFinding>()
    for (const finding of findings) {
      const { rule, pointer, data } = finding
      const { parent } = pointer
      if (typeof data.suggestion !== 'string' || parent === undefined) continue
      misspelt.set(followKey(rule, tree.of(parent), data.suggestion), finding)
    }
    if (misspelt.size === 0) return { roots: findings, explained: NOTHING }
    const explained = new Map<RawFinding, RawFinding>()
    for (const finding of findings) {
      const { property } = finding.data
      if (typeof property !== 'string') continue
      for (const rule of this.#follows.get(finding.rule) ?? []) {
        const cause = misspelt.get(followKey(rule, tree.of(finding.pointer), property))
        if (cause !== undefined) explained.set(finding, cause)
      }
    }
    return { roots: findings.filter((finding) => !explained.has(finding)), explained }
  }
}

const NOTHING: ReadonlyMap<RawFinding, RawFinding> = new Map()

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
