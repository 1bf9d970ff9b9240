import { didYouMean, suggestion } from '../../findings/text'
import { EVENT_SAMPLES } from '../../vrl/event-samples'
import { EXIT, type Io, usageError } from '../io'

/** Lists the sample events, or prints one as JSON. */
export function printSamples(name: string | undefined, io: Io): number {
  if (name === undefined) {
    const width = Math.max(...EVENT_SAMPLES.map((sample) => sample.name.length))
    for (const sample of EVENT_SAMPLES) io.stdout.write(`${sample.name.padEnd(width)}  ${sample.summary}\n`)
    return EXIT.clean
  }
  const sample = EVENT_SAMPLES.find((one) => one.name === name)
  if (sample === undefined) {
    const meant = suggestion(
      didYouMean(
        name,
        EVENT_SAMPLES.map((one) => one.name),
      ),
    )
    throw usageError(`There is no sample ${JSON.stringify(name)}; "vrl samples" lists them.${meant}`)
  }
  io.stdout.write(`${JSON.stringify(sample.event, null, 2)}\n`)
  return EXIT.clean
}
