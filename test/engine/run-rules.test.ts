import { Pointer } from '../../src/document/pointer'
import { planRules, runRules } from '../../src/engine/run-rules'
import type { Rule } from '../../src/rules/contract'
import { defineRule } from '../../src/rules/define-rule'

const field = (schema: object) => ({ type: 'object', properties: { a: schema } })
const DOCUMENT = {
  name: 'acme',
  version: '1.0.0',
  configuration: { schema: field({ enum: ['x'], properties: { b: {} } }) },
  events: { created: { schema: field({ 'x-acme': true, $ref: '#' }) } },
}

type Definition = Parameters<typeof defineRule<{ seen: () => string }>>[0]

function rule(id: string, more: Pick<Definition, 'visit' | 'only'>): Rule {
  return defineRule<{ seen: () => string }>({
    id,
    category: 'names',
    severity: 'error',
    summary: '',
    description: '',
    messages: { seen: () => 'Seen.' },
    examples: { bad: [], good: [] },
    ...more,
  })
}

function run(rules: readonly Rule[], document: unknown = DOCUMENT) {
  const settings = { rules: new Map(rules.map(({ id }) => [id, { severity: 'error' as const, options: undefined }])) }
  return runRules(planRules(rules, settings), 'create-body', document, Pointer.root, () => undefined)
}

function places(...rules: Rule[]): string[] {
  const { findings, crashes } = run(rules)
  expect(crashes).toEqual([])
  return findings.map(({ rule: id, pointer }) => `${id} ${pointer}`)
}

const SCHEMAS = ['/configuration/schema', '/events/created/schema']
const FIELDS = ['/configuration/schema/properties/a', '/events/created/schema/properties/a']
const NESTED = '/configuration/schema/properties/a/properties/b'

describe('what a rule is called for', () => {
  test('every schema and every field, when it says nothing', () => {
    const all = rule('all', {
      visit: {
        subschema: ({ pointer }, report) => report(pointer, 'seen'),
        field: ({ pointer }, report) => report(pointer, 'seen'),
      },
    })
    expect(places(all).sort()).toEqual(
      [...SCHEMAS, ...FIELDS, ...FIELDS, NESTED, NESTED].sort().map((at) => `all ${at}`),
    )
  })

  test.each<[string, NonNullable<Rule['only']>, string[]]>([
    ['schemas with a keyword', { subschema: { keywords: ['enum'] } }, FIELDS.slice(0, 1)],
    ['schemas with a keyword of its own', { subschema: { keywords: ['x-acme', 'x-other'] } }, FIELDS.slice(1)],
    ['schemas with one of several keywords, once', { subschema: { keywords: ['x-acme', '$ref'] } }, FIELDS.slice(1)],
    ['no schema, when none has the keyword', { subschema: { keywords: ['const'] } }, []],
  ])('%s', (_name, only, expected) => {
    const one = rule('one', { only, visit: { subschema: ({ pointer }, report) => report(pointer, 'seen') } })
    expect(places(one)).toEqual(expected.map((at) => `one ${at}`))
  })

  test.each<[string, NonNullable<Rule['only']>, string[]]>([
    ['fields of a role', { field: { roles: ['configuration'] } }, [FIELDS[0] ?? '', NESTED]],
    ['fields of the root', { field: { nested: false } }, FIELDS],
    ['nested fields', { field: { nested: true } }, [NESTED]],
    ['nested fields of a role', { field: { nested: true, roles: ['event'] } }, []],
  ])('%s', (_name, only, expected) => {
    const one = rule('one', { only, visit: { field: ({ pointer }, report) => report(pointer, 'seen') } })
    expect(places(one)).toEqual(expected.map((at) => `one ${at}`))
  })

  test('the same with more rules than there are bits', () => {
    const keywords = ['enum', 'const', '$ref']
    const many = Array.from({ length: 40 }, (_, index) =>
      rule(`rule-${index}`, {
        only: { subschema: { keywords: [keywords[index % 3] ?? ''] } },
        visit: { subschema: ({ pointer }, report) => report(pointer, 'seen') },
      }),
    )
    const counts = many.map(({ id }) => places(...many).filter((one) => one.startsWith(`${id} `)).length)
    expect(counts).toEqual(many.map((_, index) => [1, 0, 1][index % 3]))
  })
})

describe('a run', () => {
  test('a rule that throws is reported once and leaves the others alone', () => {
    const broken = rule('broken', {
      visit: {
        field() {
          throw new Error('No.')
        },
      },
    })
    const sound = rule('sound', { visit: { field: ({ pointer }, report) => report(pointer, 'seen') } })
    const { findings, crashes } = run([broken, sound])
    expect(crashes).toMatchObject([{ rule: 'broken', message: 'No.' }])
    expect(findings).toHaveLength(3)
  })

  test.each<[what: string, visit: Definition['visit'], message: string]>([
    [
      'throws what is not an error',
      {
        resource() {
          throw 'No.'
        },
      },
      'No.',
    ],
    ['returns a promise', { resource: async () => {} }, 'The visitor returns a promise; visitors are synchronous.'],
    [
      'is a generator',
      { *resource() {} } as unknown as Definition['visit'],
      'The visitor is a generator, whose body does not run; visitors are ordinary functions.',
    ],
    [
      'returns a promise that rejects',
      {
        async resource() {
          throw new Error('No.')
        },
      },
      'The visitor returns a promise; visitors are synchronous.',
    ],
    [
      'reports what it has no words for',
      { resource: ({ pointer }, report) => report(pointer, 'toString' as 'seen') },
      'The rule has no message "toString".',
    ],
  ])('a rule that %s is reported', (_what, visit, message) => {
    expect(run([rule('broken', { visit })])).toMatchObject({ findings: [], crashes: [{ rule: 'broken', message }] })
  })

  const revoked = Proxy.revocable({}, {})
  revoked.revoke()
  const fail = () => {
    throw new Error('trap')
  }
  test.each<[what: string, thrown: unknown, message: string]>([
    ['null', null, 'null'],
    ['undefined', undefined, 'undefined'],
    ['a symbol', Symbol('No.'), 'Symbol(No.)'],
    ['an object without prototype', Object.create(null), 'an error without a message'],
    ['an object whose toString throws', { toString: fail }, 'an error without a message'],
    [
      'a proxy whose traps throw',
      new Proxy({}, { get: fail, getPrototypeOf: fail, has: fail }),
      'an error without a message',
    ],
    ['a revoked proxy', revoked.proxy, 'an error without a message'],
    [
      'an error whose message throws',
      Object.defineProperty(new Error('No.'), 'message', { get: fail }),
      'an error without a message',
    ],
    ['an error whose stack throws', Object.defineProperty(new Error('No.'), 'stack', { get: fail }), 'No.'],
  ])('a rule that throws %s loses no finding of the others', (_what, thrown, message) => {
    const broken = rule('broken', {
      visit: {
        resource() {
          throw thrown
        },
      },
    })
    const sound = rule('sound', { visit: { field: ({ pointer }, report) => report(pointer, 'seen') } })
    const { findings, crashes } = run([broken, sound])
    expect(crashes).toMatchObject([{ rule: 'broken', message }])
    expect(findings).toHaveLength(3)
  })

  test('a rule may run the same plan over another document', () => {
    let inner: string[] = []
    const outer = rule('outer', {
      visit: {
        event({ pointer, value }, report) {
          if (value.inner !== true)
            inner = runRules(
              plan,
              'create-body',
              { events: { b: { inner: true } } },
              Pointer.root,
              () => undefined,
            ).findings.map((finding) => `${finding.pointer}`)
          report(pointer, 'seen')
        },
      },
    })
    const plan = planRules([outer], { rules: new Map([['outer', { severity: 'error', options: undefined }]]) })
    const { findings } = runRules(plan, 'create-body', { events: { a: {} } }, Pointer.root, () => undefined)
    expect(findings.map(({ pointer }) => `${pointer}`)).toEqual(['/events/a'])
    expect(inner).toEqual(['/events/b'])
  })

  test('a report after the run is over is an error of the rule', () => {
    let late = () => {}
    const slow = rule('slow', {
      visit: {
        resource({ pointer }, report) {
          late = () => report(pointer, 'seen')
        },
      },
    })
    run([slow])
    expect(() => late()).toThrow('slow')
  })
})
