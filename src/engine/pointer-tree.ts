import type { Pointer } from '../document/pointer'

/** A node for a pointer; equal pointers share one. */
export interface PointerNode {
  readonly parent: PointerNode | undefined
  /** Unique within a document. */
  readonly id: number
  readonly children: Map<string, PointerNode>
}

/**
 * Compares pointers without building their texts. A pointer's text is as long as all keys above it, and a hostile
 * document has long keys, many levels and many findings below them.
 */
export class PointerTree {
  readonly #known = new Map<Pointer, PointerNode>()
  readonly #root: PointerNode = { parent: undefined, id: 0, children: new Map() }
  #count = 1

  of(pointer: Pointer): PointerNode {
    const above: Pointer[] = []
    let place: PointerNode | undefined
    let at: Pointer | undefined = pointer
    for (; at !== undefined && place === undefined; at = at.parent) {
      place = at.parent === undefined ? this.#root : this.#known.get(at)
      if (place === undefined) above.push(at)
    }
    let found = place ?? this.#root
    for (let next = above.pop(); next !== undefined; next = above.pop()) {
      found = this.#childOf(found, String(next.key))
      this.#known.set(next, found)
    }
    return found
  }

  #childOf(parent: PointerNode, key: string): PointerNode {
    let child = parent.children.get(key)
    if (child === undefined) {
      child = { parent, id: this.#count++, children: new Map() }
      parent.children.set(key, child)
    }
    return child
  }
}
