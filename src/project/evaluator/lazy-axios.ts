import Module from 'node:module'

/** The exports of axios, for code that copies all of them when it is loaded. */
const EXPORTED = [
  'default',
  'create',
  'Axios',
  'AxiosError',
  'AxiosHeaders',
  'Cancel',
  'CanceledError',
  'CancelToken',
  'HttpStatusCode',
  'VERSION',
  'all',
  'formToJSON',
  'getAdapter',
  'isAxiosError',
  'isCancel',
  'mergeConfig',
  'spread',
  'toFormData',
]

/**
 * Loads the HTTP client of `@botpress/client` on first use. Loading it takes more than half of the time to load the
 * SDK, and a definition, which is data, sends no requests.
 */
export function loadAxiosLazily(): void {
  const load: unknown = Reflect.get(Module, '_load')
  const resolve: unknown = Reflect.get(Module, '_resolveFilename')
  if (typeof load !== 'function' || typeof resolve !== 'function') return
  Reflect.set(Module, '_load', (...given: unknown[]): unknown => {
    const [id, parent] = given
    if (id !== 'axios' || !isOfClient(parent)) return Reflect.apply(load, Module, given)
    // Throws at once if the package is missing, as the original function does.
    Reflect.apply(resolve, Module, [id, parent])
    return lazy(() => Reflect.apply(load, Module, given))
  })
}

function isOfClient(parent: unknown): boolean {
  if (typeof parent !== 'object' || parent === null) return false
  const filename: unknown = Reflect.get(parent, 'filename')
  return typeof filename === 'string' && /[\\/]@botpress[\\/]client[\\/]/.test(filename)
}

function lazy(load: () => unknown): unknown {
  // Node.js caches the module.
  const real = () => {
    const value = load()
    if (typeof value !== 'function') throw new TypeError('axios does not export a function')
    return value
  }
  // A function, since the module itself can be called and constructed.
  return new Proxy(function axios(): void {}, {
    get: (_target, key) => (key === '__esModule' ? undefined : Reflect.get(real(), key)),
    has: (_target, key) => Reflect.has(real(), key),
    ownKeys: () => [...EXPORTED, 'prototype'],
    getOwnPropertyDescriptor: (target, key) =>
      key === 'prototype'
        ? Reflect.getOwnPropertyDescriptor(target, key)
        : { configurable: true, enumerable: true, writable: true, value: undefined },
    apply: (_target, self, given) => Reflect.apply(real(), self, given),
    construct: (_target, given) => Reflect.construct(real(), given),
  })
}
