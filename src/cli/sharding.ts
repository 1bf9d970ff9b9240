import type { Input } from '../input/files'
import { usageError } from './io'

/** One part of a run that is split over several machines; both 1-based. */
export interface Shard {
  index: number
  count: number
}

/** @throws UsageError unless the text is `i/n` with 1 ≤ i ≤ n */
export function checkedShard(text: string | undefined): Shard | undefined {
  if (text === undefined) return undefined
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? []
  const shard = { index: Number(index), count: Number(count) }
  if (shard.index >= 1 && shard.index <= shard.count) return shard
  throw usageError(
    `--shard takes the part and the number of parts, such as 1/4 for the first of four, not ${JSON.stringify(text)}.`,
  )
}

/**
 * The files of one part: of the files in the order of their names, every n-th. Each file is in one part, the same on
 * every machine, and the parts differ by one file at the most; files of one folder, which are often alike, are spread.
 */
export function shardOf(inputs: readonly Input[], { index, count }: Shard): Input[] {
  return inputs.filter((_, at) => at % count === index - 1)
}
