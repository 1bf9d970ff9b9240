import { resolve } from 'node:path'
import { didYouMean, listed, suggestion } from '../findings/text'
import { FORMATS, type Format, isFormat } from '../reporters'
import { usageError } from './io'

/** The format of a report, and the file or standard output that it is written to. */
export interface Output {
  format: Format
  file: string | undefined
}

/**
 * Pairs each `--output-file` with the `--format` before it. yargs collects the values of a flag but
 * not the order between two flags, so this reads the arguments themselves.
 */
export function pairOutputs(argv: readonly string[]): Output[] {
  const outputs: Output[] = []
  for (let index = 0; index < argv.length; index += 1) {
    const argument = argv[index] ?? ''
    if (argument === '--') break
    const match = /^(--format|-f|--output-file|-o)(?:=(.*))?$/s.exec(argument)
    if (match === null) continue
    const flag = match[1]
    const value = match[2] ?? argv[++index]
    if (value === undefined) throw usageError(`${flag} needs a value.`)
    if (flag === '--format' || flag === '-f') outputs.push({ format: checkedFormat(value), file: undefined })
    else {
      const last = outputs.at(-1)
      if (last === undefined) outputs.push({ format: 'pretty', file: value })
      else if (last.file !== undefined) throw usageError(`--output-file ${value} has no --format of its own before it.`)
      else last.file = value
    }
  }
  const files = outputs.flatMap(({ file }) => (file === undefined ? [] : [resolve(file)]))
  const twice = files.find((file, index) => files.indexOf(file) !== index)
  if (twice !== undefined) throw usageError(`Two reports cannot go to one file, ${twice}.`)
  if (outputs.filter(({ file }) => file === undefined).length > 1) {
    throw usageError('Only one --format can go to standard output; give the others an --output-file.')
  }
  return outputs
}

function checkedFormat(value: string): Format {
  if (isFormat(value)) return value
  throw usageError(
    `Unknown format ${JSON.stringify(value)}; there are ${listed(FORMATS, 'and')}.${suggestion(didYouMean(value, FORMATS))}`,
  )
}
