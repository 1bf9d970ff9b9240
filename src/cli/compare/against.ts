import { parseTarget } from '../../remote/routes'
import { type Against, type AgainstOptions, againstDeployed, againstRevision } from '../../run/against'
import type { NetworkArguments } from '../flags'
import type { Io } from '../io'
import { limitsOf } from '../remote/arguments'

/** The state that `--against` names; `close` ends what is open for it. */
export async function openAgainst(
  named: string,
  parsed: NetworkArguments,
  given: Pick<AgainstOptions, 'exec' | 'staged' | 'scope'>,
  io: Io,
): Promise<{ state: Against; close(): void }> {
  if (named !== 'remote')
    return { state: againstRevision(named, { cwd: io.cwd, env: io.env, ...given }), close: () => undefined }
  const { Deployed } = await import('../remote/deployed')
  const { concurrency } = limitsOf(parsed)
  const deployed = await Deployed.open(parsed, io)
  const state = againstDeployed(async (name) => {
    const target = `${name}@latest`
    // A name that cannot be asked for has a finding of its own.
    if (parseTarget(target) === undefined) return undefined
    const answer = await deployed.answerTo(target)
    if ('source' in answer) return { type: 'document', source: answer.source, deployed: true }
    return answer.cause === 'not-found' ? { type: 'new', deployed: true } : { type: 'failed', message: answer.failure }
  }, concurrency)
  return { state, close: () => deployed.close() }
}
