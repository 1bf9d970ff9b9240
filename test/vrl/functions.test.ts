import { loadVrl } from '../../src/runtime/vrl-runtime'
import { FUNCTION_NAMES } from '../../src/vrl/function-names'
import { UNAVAILABLE_FUNCTIONS } from '../../src/vrl/functions'

/** A value of each type, as the compiler names them. */
const VALUES: Readonly<Record<string, string>> = {
  string: '"1"',
  integer: '1',
  float: '1.0',
  boolean: 'true',
  array: '["a"]',
  object: '{"a":"b"}',
  timestamp: 'now()',
  regex: "r'a'",
}

/** Arguments that no complaint of the compiler leads to. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  decrypt: '"data", "AES-128-CFB", key: "0123456789012345", iv: "0123456789012345"',
  encrypt: '"data", "AES-128-CFB", key: "0123456789012345", iv: "0123456789012345"',
  match_any: '"a", [r\'a\']',
  merge: '{}, {}',
  parse_apache_log: '"a", "common"',
  parse_nginx_log: '"a", "combined"',
  random_float: '1.0, 2.0',
  random_int: '1, 2',
  redact: '"a", ["us_social_security_number"]',
  unnest: '.x',
}

/** They read a description of a format from a file; the compiler crashes when there is none. */
const CRASHING = ['encode_proto', 'parse_proto']

/** What becomes of a call whose arguments are found by asking the compiler what it lacks. */
function callOf(name: string): string {
  const given = new Map<string, string>()
  let closure = ''
  for (let attempt = 0; attempt < 15; attempt += 1) {
    const list = ARGUMENTS[name] ?? [...given].map(([key, value]) => `${key}: ${value}`).join(', ')
    const source = [`${name}(${list})${closure}`, `${name}!(${list})${closure}`].find(
      (one) => loadVrl().check(one).errors.length === 0,
    )
    if (source !== undefined) {
      const outcome = loadVrl().run(source, { x: [1] })
      if (outcome.type === 'aborted') return outcome.message
      return outcome.type
    }
    const [error] = loadVrl().check(`${name}(${list})${closure}`).errors
    const said = error?.labels.map(({ message }) => message).join(' | ') ?? ''
    const missing = /missing: "(\w+)"/.exec(said)?.[1]
    const [, parameter, type] = /parameter "(\w+)" expects (?:the exact type |one of )?"?(\w+)/.exec(said) ?? []
    if (missing !== undefined) given.set(missing, '"1"')
    else if (parameter !== undefined && type !== undefined) given.set(parameter, VALUES[type] ?? '.x')
    else if (/closure/.test(`${error?.title} ${said}`))
      closure = closure === '' ? ' -> |a, b| { true }' : ' -> |a| { "x" }'
    else {
      const literal = [...given.keys()].find((key) => given.get(key) === '"1"')
      if (literal === undefined) return `no arguments: ${error?.title} ${said}`
      given.set(literal, '.x')
    }
  }
  return 'no arguments'
}

const UNSUPPORTED = /not supported in WebAssembly|environment variable not found/

describe('functions', () => {
  test.each([...UNAVAILABLE_FUNCTIONS.keys()])('%s compiles, and fails when it is called', (name) => {
    expect(callOf(name)).toMatch(UNSUPPORTED)
  })

  test('all others work: they give a value, or complain of their arguments', () => {
    const others = FUNCTION_NAMES.filter((name) => !UNAVAILABLE_FUNCTIONS.has(name) && !CRASHING.includes(name))
    const failed = others
      .map((name) => [name, callOf(name)] as const)
      .filter(([, outcome]) => UNSUPPORTED.test(outcome) || /^(?:invalid|refused|no arguments)/.test(outcome))
    expect(failed).toEqual([])
    expect(others.length).toBeGreaterThan(170)
  })

  test.each(FUNCTION_NAMES)('the compiler knows %s', (name) => {
    const { errors } = loadVrl().check(`${name}()`)
    expect(errors.map(({ code }) => code)).not.toContain(105)
  })
})
