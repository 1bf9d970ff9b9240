import { runInNewContext } from 'node:vm'
import { transformSync } from 'esbuild'
import { Recorder } from '../../src/project/evaluator/recorder'
import { instrument } from '../../src/project/instrument'
import { RECORDER } from '../../src/project/sites'

/** What code answers, as it is and when it records. */
function bothWays(code: string): [unknown, unknown] {
  const { code: recording, source } = instrument('a.ts', code, 0)
  expect(recording.split('\n')).toHaveLength(code.split('\n').length)
  const run = (text: string) => {
    const { code: script } = transformSync(text, { loader: 'ts', format: 'cjs', target: 'es2022' })
    const module = { exports: {} as Record<string, unknown> }
    const globals = {
      module,
      exports: module.exports,
      [RECORDER]: new Recorder([source]),
      Array,
      Object,
      Map,
      Error,
      TypeError,
    }
    try {
      runInNewContext(script, globals)
      return JSON.stringify(module.exports.default)
    } catch (error) {
      return error instanceof Error || (typeof error === 'object' && error !== null && 'message' in error)
        ? `threw ${(error as Error).constructor.name}`
        : error
    }
  }
  return [run(code), run(recording)]
}

const CODE: readonly (readonly [name: string, code: string])[] = [
  ['throws', `let o: unknown\ntry {\n  throw 1, { a: [2] } // a comment\n} catch (e) { o = e }\nexport default o`],
  [
    'literals within literals',
    `export default { a: [{ b: [1, , 3] }, ...[4, 5]], ...{ c: 1 }, ['d' + 1]: { e: [] }, f() { return 1 } }.a`,
  ],
  [
    'calls with their receivers',
    `const o = { n: 2, twice(x: number) { return this.n * x } }\nexport default [o.twice(3), o['twice'](4), (o).twice(5)]`,
  ],
  [
    'calls over several lines',
    `export default [1, 2, 3]\n  .map((x) => x + 1)\n  // a comment (with a parenthesis\n  .filter(\n    (x) => x > 2,\n  )\n  .length`,
  ],
  [
    'type arguments',
    `function id<T>(x: T): T { return x }\nexport default [id<string>('a'), id<() => void>(() => {}) instanceof Function, [1].map<number>((x): number => x)]`,
  ],
  [
    'assertions and satisfies',
    `const a = { x: [1, 2] as const } satisfies { x: readonly number[] }\nexport default [a!.x, (a as any).x.map((v: number) => v), <any>[3]]`,
  ],
  [
    'optional chains',
    `const a: any = undefined\nconst b: any = { c: () => [1] }\nexport default [a?.b.c(), b?.c()?.[0], b.c?.().length]`,
  ],
  [
    'new with and without arguments',
    `class A { v: unknown; constructor(...v: unknown[]) { this.v = v } }\nexport default [new A().v, new A, new A(1, ...[2, 3]).v, new (class extends A { constructor() { super({ x: [1] }) } })().v]`,
  ],
  [
    'super and private methods',
    `class A { m() { return { a: 1 } } }\nclass B extends A { #p() { return [2] } m() { return { ...super.m(), p: this.#p() } } static { [1].map(String) } }\nexport default new B().m()`,
  ],
  [
    'assignments',
    `const o: any = { a: {} }\no.a.b = [1]\no['c' + 1] = o.a\no.n = 1; o.n += 2\nlet x, y\nx = y = { z: 1 };\n({ x, y } = { x: 1, y: [2] } as any)\nexport default [o, x, y]`,
  ],
  [
    'generators and spreads of iterators',
    `function* g() { yield [1]; yield* [2, 3] }\nexport default [[...g()], Math.max(...[1, 2]), [...new Map([[1, 2]])]]`,
  ],
  [
    'template and tagged literals',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is code
    'const t = (s: TemplateStringsArray, ...v: unknown[]) => [s.raw, v]\nexport default [t`a${[1].map(String)}b`, `x${{ a: 1 }.a}`]',
  ],
  [
    'default parameters and destructuring',
    `const f = ({ a = [1], b: { c } = { c: 2 } }: any = {}, [d = { e: 3 }] = []) => [a, c, d]\nexport default [f(), f({ a: 1 }, [2])]`,
  ],
  [
    'loops and labels',
    `const r: unknown[] = []\nouter: for (const [k, v] of Object.entries({ a: [1], b: [2] })) { for (const i in v) { if (k === 'b') break outer; r.push({ k, i }) } }\nexport default r`,
  ],
  ['automatic semicolons', `const a = [1]\nconst b = { c: [2] }\nlet i = 0\ni++\nexport default [a, b, i]`],
  [
    'enums',
    `enum E { A = 'a', B = 'b' }\nconst enum N { X = 1 + 2, Y = X * 2 }\nexport default [E.A, Object.values(E), N.Y]`,
  ],
  [
    'async functions',
    `const f = async () => [await Promise.all([1].map(async (x) => ({ x })))]\nexport default typeof f().then`,
  ],
  ['calls of what is not a function', `const o: any = {}\nexport default o.missing({ a: 1 })`],
  ['calls on nothing', `const o: any = undefined\nexport default o.missing([1])`],
  ['a comma in parentheses', `export default [(0, [1].concat)([2]), ((a: number, b: number) => a + b)(1, 2)]`],
  [
    'getters and computed methods',
    `export default { get a() { return [1] }, ['b' + 1]() { return 2 }, async *c() {}, 'd e': 1, 5: 2 }.a`,
  ],
]

test.each(CODE)('%s mean the same when they are recorded', (_name, code) => {
  const [plain, recorded] = bothWays(code)
  expect(recorded).toEqual(plain)
})

test('functions whose text is part of a schema are left alone', () => {
  const code = `z.boolean().hidden((data) => [data.a, f(data)].length > 0)`
  expect(instrument('a.ts', code, 0).code).toContain('(data) => [data.a, f(data)].length > 0')
})
