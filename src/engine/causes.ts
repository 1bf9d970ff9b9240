import { REPLACEMENT } from '../document/decode'
import { type Severity, worse } from '../findings/types'
import type { Rule } from '../rules/contract'
import { type PointerNode, PointerTree } from './pointer-tree'
import type { RawFinding } from './run-rules'

/** The findings of a document, without those that follow from others. */
export interface Roots {
  /** Findings that do not follow from another one, in the given order. */
  roots: readonly RawFinding[]
  /** Findings that follow from one of `roots`, with that one: they are reported if it is suppressed. */
  explained: ReadonlyMap<RawFinding, RawFinding>
}

/**
 * "One cause, one finding": drops findings that repeat another one or follow from it, as the rules declare. The
 * remaining finding gets the higher of the two severities.
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

  /** @param lossy whether the text contains U+FFFD for undecodable bytes, which another finding reports */
  of(findings: readonly RawFinding[], lossy: boolean): Roots {
    if (findings.length === 0) return { roots: findings, explained: NOTHING_EXPLAINED }
    const tree = new PointerTree()
    const found = this.#withoutFollowing(this.#withoutSuperseded(withoutRepetition(findings, tree), tree), tree)
    if (!lossy) return found
    // A finding that quotes an undecodable part is dropped, with those that follow from it.
    const isReadable = ({ message }: RawFinding) => !message.includes(REPLACEMENT)
    return {
      roots: found.roots.filter(isReadable),
      explained: new Map([...found.explained].filter((pair) => pair.every(isReadable))),
    }
  }

  /** Drops findings for which a rule with a more precise message reports the same place or a place above it. */
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

  /** Drops findings on missing properties that are misspelt. */
  #withoutFollowing(findings: readonly RawFinding[], tree: PointerTree): Roots {
    const misspelt = new Map<string, RawFinding>()
    for (const finding of findings) {
      const { rule, pointer, data } = finding
      const { parent } = pointer
      if (typeof data.suggestion !== 'string' || parent === undefined) continue
      misspelt.set(followKey(rule, tree.of(parent), data.suggestion), finding)
    }
    if (misspelt.size === 0) return { roots: findings, explained: NOTHING_EXPLAINED }
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

const NOTHING_EXPLAINED: ReadonlyMap<RawFinding, RawFinding> = new Map()

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
