import { type ListFilters, parseTarget, type Target } from '../../remote/routes'
import { checkedCount, type LintingArguments, type NetworkArguments } from '../flags'
import { usageError } from '../io'

/** The flags of `remote`, as yargs has parsed them. */
export interface RemoteArguments extends LintingArguments, NetworkArguments {
  integrations?: string[]
  all?: boolean
  public?: boolean
  lists?: boolean
  dev?: boolean
  name?: string
  version?: string
  visibility?: string
  verificationStatus?: string
  save?: string
  drift?: boolean
  serverValidate?: string
  url?: string
  header?: string | string[]
}

/** @throws ERR_USAGE for flags that cannot be combined */
export function checkCombination(named: readonly string[], parsed: RemoteArguments): void {
  const { all, url, serverValidate } = parsed
  const ways = [
    named.length > 0 && serverValidate === undefined ? 'IDs or names' : undefined,
    all === true ? '--all' : undefined,
    url === undefined ? undefined : '--url',
    serverValidate === undefined ? undefined : '--server-validate',
  ].filter((way) => way !== undefined)
  if (ways.length === 0) {
    throw usageError(
      'Nothing to fetch. Name integrations (ID or NAME[@VERSION]), or use --all, --url or --server-validate.',
    )
  }
  if (ways.length > 1) throw usageError(`${ways.join(' and ')} cannot be combined.`)

  for (const { flags, allowed, otherwise } of CONDITIONS) {
    for (const [flag, property] of Object.entries(flags)) {
      if (parsed[property] !== undefined && !allowed(parsed)) throw usageError(`${flag} ${otherwise}.`)
    }
  }
  if (parsed.tokenStdin === true && serverValidate === '-') {
    throw usageError('--token-stdin and "--server-validate -" cannot both read standard input.')
  }
  if (serverValidate === undefined || named[0] === undefined) return
  if (named.length > 1) {
    throw usageError('--server-validate takes at most one ID, that of the integration to update.')
  }
  if (!('id' in checkedTarget(named[0]))) {
    throw usageError('--server-validate of an update body needs the ID of the integration, not its name.')
  }
}

interface Condition {
  flags: Readonly<Record<string, keyof RemoteArguments>>
  allowed(parsed: RemoteArguments): boolean
  /** Completes "--flag". */
  otherwise: string
}

const CONDITIONS: readonly Condition[] = [
  {
    flags: {
      '--dev': 'dev',
      '--name': 'name',
      '--version': 'version',
      '--visibility': 'visibility',
      '--verification-status': 'verificationStatus',
      '--lists': 'lists',
    },
    allowed: ({ all }) => all === true,
    otherwise: 'requires --all',
  },
  {
    flags: { '--dev': 'dev', '--visibility': 'visibility' },
    allowed: (parsed) => parsed.public !== true,
    otherwise: 'is not a filter of the hub (--public)',
  },
  {
    flags: { '--header': 'header' },
    allowed: ({ url }) => url !== undefined,
    otherwise: 'requires --url; for the API, the login comes from the environment or a profile',
  },
  {
    flags: { '--as': 'as' },
    allowed: ({ url, serverValidate }) => url !== undefined || serverValidate !== undefined,
    otherwise: 'requires --url or --server-validate; the kind of other answers is known',
  },
  {
    flags: { '--save': 'save', '--drift': 'drift', '--public': 'public' },
    allowed: ({ serverValidate }) => serverValidate === undefined,
    otherwise: 'cannot be combined with --server-validate',
  },
]

/** @throws ERR_USAGE */
export function checkedTarget(text: string): Target {
  const target = parseTarget(text)
  if (target !== undefined) return target
  throw usageError(
    `${JSON.stringify(text)} does not name an integration: an ID (intver_…) or NAME[@VERSION] is expected.`,
  )
}

/** @throws ERR_USAGE */
export function checkedUrl(text: string): URL {
  let url: URL
  try {
    url = new URL(text)
  } catch {
    throw usageError('--url takes an absolute URL, with https://.')
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw usageError('--url takes a URL with https:// or http://.')
  if (url.username !== '' || url.password !== '') {
    throw usageError(
      "--url contains a user or a password, which must not be an argument: use --header 'Authorization: $VARIABLE'.",
    )
  }
  return url
}

export function filtersOf({ dev, name, version, visibility, verificationStatus }: RemoteArguments): ListFilters {
  return {
    ...(dev === undefined ? {} : { dev }),
    ...(name === undefined ? {} : { name }),
    ...(version === undefined ? {} : { version }),
    ...(visibility === undefined ? {} : { visibility }),
    ...(verificationStatus === undefined ? {} : { verificationStatus }),
  }
}

/** The limits of requests, from flags. */
export interface Limits {
  /** In milliseconds. */
  timeout: number
  retries: number
  maxBytes: number
  concurrency: number
}

/** @throws ERR_USAGE */
export function limitsOf(parsed: NetworkArguments): Limits {
  const concurrency = checkedCount(parsed.concurrency, '--concurrency')
  if (concurrency === undefined || concurrency < 1 || concurrency > 64) {
    throw usageError('--concurrency takes a number from 1 to 64.')
  }
  return {
    timeout: checkedTime(parsed.timeout, '--timeout'),
    retries: checkedCount(parsed.retries, '--retries') ?? 0,
    maxBytes: checkedMegabytes(parsed.maxAnswer, '--max-answer'),
    concurrency,
  }
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 }
/** The maximum timeout: a day, which a timer of Node.js can represent. In milliseconds. */
const LONGEST_TIME = 86_400_000

/** @returns milliseconds */
function checkedTime(text: string, flag: string): number {
  const [, amount = '', unit = 's'] = /^(\d{1,9}(?:\.\d{1,3})?)(ms|s|m)?$/.exec(text) ?? []
  const time = amount === '' ? 0 : Number(amount) * (UNITS[unit] ?? 1)
  if (time > 0 && time <= LONGEST_TIME) return time
  throw usageError(
    `${flag} takes a time: seconds (30 or 30s), milliseconds (1500ms) or minutes (2m), above zero and at most a day; not ${JSON.stringify(text)}.`,
  )
}

/** @returns bytes */
function checkedMegabytes(text: string, flag: string): number {
  if (/^\d{1,6}(\.\d{1,6})?$/.test(text) && Number(text) > 0) return Number(text) * 1_000_000
  throw usageError(`${flag} takes a number of megabytes above zero, not ${JSON.stringify(text)}.`)
}
