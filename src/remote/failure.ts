/** Why a request has no answer to lint. */
export interface Failure {
  cause: FailureCause
  /** The request: method and URL, without secrets. */
  request: string
  /** The fault, as messages give it after "GET https://…:", without a period. */
  message: string
  /** The remedy; a sentence. */
  remedy: string
}

export type FailureCause =
  | 'unauthorized'
  | 'forbidden'
  | 'not-found'
  | 'rate-limited'
  | 'server-error'
  | 'status'
  | 'redirect'
  | 'html'
  | 'empty'
  | 'content-type'
  | 'invalid-json'
  | 'truncated'
  | 'too-large'
  | 'timeout'
  | 'unreachable'
  | 'certificate'
  | 'encoding'
  | 'network'
  | 'proxy'
  | 'paging'
  | 'body'
  | 'save'
  | 'list'
  | 'interrupted'

/** Causes after which every other request would fail as well. */
export const HOPELESS: ReadonlySet<FailureCause> = new Set(['unauthorized', 'certificate', 'proxy'])

/** Causes that mean, if they occur in a row, that the server or the network is down. */
export const DOWN: ReadonlySet<FailureCause> = new Set(['unreachable', 'timeout', 'truncated', 'network'])

/** Causes that may be temporary, so the request is retried. */
export const PASSING: ReadonlySet<FailureCause> = new Set([
  'rate-limited',
  'server-error',
  'unreachable',
  'truncated',
  'network',
])

/** A request without an answer. `code` is ours (in lower case) or that of Node.js. */
export class TransportError extends Error {
  readonly code: string

  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

interface Explanation {
  cause: FailureCause
  message: string
  remedy: string
}

/** Explains a network error. */
export function explainNetwork(code: string, message: string): Explanation {
  if (isCertificateCode(code)) {
    return {
      cause: 'certificate',
      message: `the server's certificate is not trusted (${code}: ${message})`,
      remedy:
        'If your network has its own certificate authority, name it with --ca FILE or NODE_EXTRA_CA_CERTS. Otherwise, somebody may be intercepting the connection.',
    }
  }
  if (isDecompressionCode(code)) {
    return {
      cause: 'encoding',
      message: `the answer cannot be decompressed (${message})`,
      remedy: WRONGLY_ENCODED,
    }
  }
  switch (code) {
    case 'interrupted':
      return { cause: 'interrupted', message, remedy: 'Run the command again.' }
    case 'timeout':
      return {
        cause: 'timeout',
        message,
        remedy: 'Give it more time with --timeout TIME (such as 2m), or try again later.',
      }
    case 'too-large':
      return { cause: 'too-large', message, remedy: 'Raise the limit with --max-answer MB if this is expected.' }
    case 'truncated':
      return {
        cause: 'truncated',
        message,
        remedy: 'Try again; if the fault persists, a proxy or the server cuts answers off.',
      }
    case 'encoding':
      return { cause: 'encoding', message, remedy: WRONGLY_ENCODED }
    case 'upgrade':
      return { cause: 'status', message, remedy: 'Check the URL, and the proxies between here and the server.' }
    case 'proxy':
      return explainProxy(message)
    case 'proxy-url':
      return { cause: 'proxy', message, remedy: 'Check HTTPS_PROXY, HTTP_PROXY and ALL_PROXY.' }
    case 'ECONNREFUSED':
      return {
        cause: 'unreachable',
        message: 'the connection was refused',
        remedy: 'Check the URL (--api-url, BP_API_URL) and HTTPS_PROXY, and that the server runs.',
      }
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return {
        cause: 'unreachable',
        message: 'the name of the server cannot be resolved',
        remedy: 'Check the URL (--api-url, BP_API_URL), the network and HTTPS_PROXY.',
      }
    case 'ECONNRESET':
    case 'EPIPE':
    case 'ECONNABORTED':
      return {
        cause: 'network',
        message: 'the connection was reset',
        remedy: 'Try again; if the fault persists, a proxy or a firewall closes the connection.',
      }
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return {
        cause: 'unreachable',
        message: `the server cannot be reached (${code})`,
        remedy: 'Check the network and HTTPS_PROXY.',
      }
    default:
      return {
        cause: 'network',
        message: `the exchange failed (${code}: ${message})`,
        remedy: 'Check the network and the URL, then try again.',
      }
  }
}

/** @param status of the proxy's answer to CONNECT; its text is not repeated, since it may quote the proxy's password */
function explainProxy(status: string): Explanation {
  const message = `the proxy refused the connection with status ${status}`
  if (status === '407') {
    return {
      cause: 'proxy',
      message: `the proxy answered ${status} (it asks for credentials)`,
      remedy: 'Put them in HTTPS_PROXY, or name the server in NO_PROXY.',
    }
  }
  return {
    cause: Number(status) >= 500 || status === '429' ? 'unreachable' : 'proxy',
    message,
    remedy: 'Check HTTPS_PROXY and what the proxy allows, or name the server in NO_PROXY.',
  }
}

const WRONGLY_ENCODED = 'Check the proxies between here and the server: the answer is not encoded as its headers say.'

/** Whether a code of Node.js says that zlib or Brotli cannot decompress a body. */
function isDecompressionCode(code: string): boolean {
  return code === 'Z_DATA_ERROR' || /^ERR_\w*_ERROR_FORMAT_/.test(code)
}

/** Whether a code of Node.js says that a certificate is not trusted, by OpenSSL or by the check of the host name. */
function isCertificateCode(code: string): boolean {
  return (
    /^(CERT_|ERR_TLS_CERT|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|CRL_)/.test(code) ||
    ['INVALID_CA', 'INVALID_PURPOSE', 'HOSTNAME_MISMATCH', 'PATH_LENGTH_EXCEEDED'].includes(code)
  )
}

/** Explains a status other than success. */
export function explainStatus(status: number): Explanation {
  const message = `the server answered ${status}`
  switch (status) {
    case 401:
      return {
        cause: 'unauthorized',
        message: `${message} (unauthorized)`,
        remedy: 'The token is missing, wrong or expired: log in with `bp login`, or set BP_TOKEN.',
      }
    case 403:
      return {
        cause: 'forbidden',
        message: `${message} (forbidden)`,
        remedy: 'The token may not read this: check --workspace-id or BP_WORKSPACE_ID, and the rights of the token.',
      }
    case 404:
      return {
        cause: 'not-found',
        message: `${message} (not found)`,
        remedy:
          'Check the ID or NAME@VERSION, and the workspace. To read a public integration of another workspace, use --public.',
      }
    case 407:
      return {
        cause: 'status',
        message: `the proxy answered ${status} (it asks for credentials)`,
        remedy: 'Put them in HTTPS_PROXY, or name the server in NO_PROXY.',
      }
    case 429:
      return {
        cause: 'rate-limited',
        message: `${message} (too many requests)`,
        remedy: 'Lower --concurrency, raise --retries, or try again later.',
      }
    default:
      return status >= 500
        ? {
            cause: 'server-error',
            message: `${message} (a fault of the server)`,
            remedy: 'Try again later; --retries sets the number of immediate retries.',
          }
        : { cause: 'status', message, remedy: 'Check the URL and what the server says.' }
  }
}
