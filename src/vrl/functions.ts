const UNSUPPORTED = "the platform's runtime, WebAssembly, does not support it"

/**
 * Functions that compile but cannot work on the platform, with the reason. They were found by calling every function
 * that the compiler knows; a test calls these.
 */
export const UNAVAILABLE_FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ['dns_lookup', UNSUPPORTED],
  ['get_env_var', "the platform's runtime has no environment variables"],
  ['get_hostname', UNSUPPORTED],
  ['log', UNSUPPORTED],
  ['parse_grok', UNSUPPORTED],
  ['parse_groks', UNSUPPORTED],
  ['reverse_dns', UNSUPPORTED],
])
