import { parseTarget } from '../../remote/routes'
import { type Against, type AgainstOptions, againstDeployed, againstRevision } from '../../run/against'
import type { NetworkArguments } from '../flags'
import type { Io } from '../io'
import { limitsOf } from '../remote/arguments'

/** The previous state that `--against` names; `close` releases its resources. */
export async function openAgainst(
  named: string,
  parsed: NetworkArguments,
  given: Pick<AgainstOptions, 'exec' | 'staged' | 'scope'>,
  io: Io,
): Promise<{ state: Against; close(): void }> {
  if (named !== 'remote')
    return { state: againstRevision({ revision: named, cwd: io.cwd, env: io.env, ...given }), close: () => undefined }
  const { Deployed } = await import('../remote/deployed')
  const { concurrency } = limitsOf(parsed)
  const deployed = await Deployed.open(parsed, io)
  const state = againstDeployed(async (name) => {
    const target = `${name}@latest`
    // Another finding reports an invalid name.
    if (parseTarget(target) === undefined) return undefined
    const answer = await deployed.answerTo(target)
    if ('source' in answer) return { type: 'document', source: answer.source, deployed: true }
    return answer.cause === 'not-found' ? { type: 'new', deployed: true } : { type: 'failed', message: answer.failure }
  }, concurrency)
  return { state, close: () => deployed.close() }
}
