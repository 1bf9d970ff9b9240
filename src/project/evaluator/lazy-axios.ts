import Module from 'node:module'

/** What it exports, for code that copies the names of all exports as it is loaded. */
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
 * Loads the HTTP client of `@botpress/client` when something asks it for anything. It takes more than half of the time in
 * which the SDK is loaded, and a definition, which is data, sends no request.
 */
export function loadAxiosLazily(): void {
  const load: unknown = Reflect.get(Module, '_load')
  const resolve: unknown = Reflect.get(Module, '_resolveFilename')
  if (typeof load !== 'function' || typeof resolve !== 'function') return
  Reflect.set(Module, '_load', (...given: unknown[]): unknown => {
    const [id, parent] = given
    if (id !== 'axios' || !isOfClient(parent)) return Reflect.apply(load, Module, given)
    // That it is not installed shows at once.
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
  // Node.js itself keeps what is loaded.
  const real = () => {
    const value = load()
    if (typeof value !== 'function') throw new TypeError('axios exports something else than a function')
    return value
  }
  // A function that may be called and constructed, as the module itself.
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
