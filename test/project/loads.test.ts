import { findingsOf, folderWith, lintFolder } from './harness'

const HEAD = `import { IntegrationDefinition, z } from '@botpress/sdk'\n`
const whole = (body: string) => `export default new IntegrationDefinition({ name: 'a', version: '1.0.0', ${body} })\n`

interface LoadCase {
  name: string
  files: Record<string, string>
  message: RegExp
  /** File, line, column. */
  at: readonly [string, number, number]
}

const ENTRY = 'integration.definition.ts'

const CASES: readonly LoadCase[] = [
  {
    name: 'an interface that was not added',
    files: {
      [ENTRY]: `${HEAD}import x from './bp_modules/x'\nimport y from './bp_modules/y'\n${whole('')}.extend(x, () => ({}))\n`,
    },
    message: /"\.\/bp_modules\/x" cannot be found; run "bp add"/,
    at: [ENTRY, 2, 15],
  },
  {
    name: 'generated code that is not there',
    files: { [ENTRY]: `${HEAD}import { x } from './src/gen'\n${whole('actions: x')}` },
    message: /run "bp gen"/,
    at: [ENTRY, 2, 19],
  },
  {
    name: 'a package that is not installed, in another file',
    files: {
      [ENTRY]: `${HEAD}import { x } from './x'\n${whole('actions: x')}`,
      'x.ts': `\nexport * from 'not-installed-here'\n`,
    },
    message: /"not-installed-here" cannot be found; install the dependencies/,
    at: ['x.ts', 2, 15],
  },
  {
    name: 'a file that is not there',
    files: { [ENTRY]: `${HEAD}import { x } from './missing'\n${whole('actions: x')}` },
    message: /"\.\/missing" cannot be found; there is no such file/,
    at: [ENTRY, 2, 19],
  },
  {
    name: 'a syntax error, after text that is not ASCII',
    files: { [ENTRY]: `${HEAD}const ä = '🎉'; const = 3\n${whole('')}` },
    message: /cannot be bundled: Expected/,
    at: [ENTRY, 2, 23],
  },
  {
    name: 'a throw, at the line that threw',
    files: {
      [ENTRY]: `${HEAD}import { check } from './check'\ncheck('x')\n${whole('')}`,
      'check.ts': `export function check(name: string) {\n  if (name === 'x')\n    throw new Error('No ' + name)\n}\n`,
    },
    message: /^The definition throws: No x\.$/,
    at: ['check.ts', 3, 5],
  },
  ...[
    ['null', 'null'],
    ["'No ' + name", 'No x'],
    ["{ message: 'No x' }", 'No x'],
    ["name, 'No x'", 'No x'],
    ['{ name, more: { deep: {} } }', "{ name: 'x', more: [Object] }"],
  ].map(([thrown = '', shown = '']) => ({
    name: `a throw of ${thrown}, which is not an Error`,
    files: {
      [ENTRY]: `${HEAD}import { check } from './check'\ntry { check('y') } catch {}\n${whole("title: [1].map(() => check('x'))[0]")}`,
      'check.ts': `export function check(name: string) {\n  if (name === 'y') throw 'No x'\n  throw ${thrown}\n}\n`,
    },
    message: new RegExp(`^The definition throws: ${shown.replace(/[[{]/g, '\\$&')}\\.$`),
    at: ['check.ts', 3, 3] as const,
  })),
  {
    name: 'a text that a call throws as another one that was caught',
    files: {
      [ENTRY]: `${HEAD}import { check } from './node_modules_/check'\ntry {\n  throw 'No x'\n} catch {}\n[1].map(() =>\n  check())\n${whole('')}`,
      'node_modules_/check.ts': `export { check } from './node_modules/check'\n`,
      'node_modules_/node_modules/check.js': `export const check = () => { throw 'No x' }\n`,
    },
    message: /^The definition throws: No x\.$/,
    at: [ENTRY, 7, 3],
  },
  ...[
    ["''", 'an empty string'],
    ["new Error('Not equal:\\n\\n1 !== 2\\n')", 'Not equal: 1 !== 2'],
    ['new Error(\'[\\n  { "a": 1 }\\n]\')', '[ { "a": 1 } ]'],
    ["new Error('\\nNone: a\\nb')", 'None: a'],
  ].map(([thrown = '', shown = '']) => ({
    name: `a throw of ${thrown}, in one line`,
    files: { [ENTRY]: `${HEAD}throw ${thrown}\n` },
    message: new RegExp(`^The definition throws: ${shown.replace(/[[{]/g, '\\$&')}\\.$`),
    at: [ENTRY, 2, 1] as const,
  })),
  {
    name: 'an error without a message',
    files: { [ENTRY]: `${HEAD}throw new RangeError()\n` },
    message: /^The definition throws: RangeError\.$/,
    at: [ENTRY, 2, 1],
  },
  ...[
    ["import './lib'", "throw new Error('bad')", [ENTRY, 2, 8] as const],
    [
      "import { go } from './lib'\nconst all = [1].map(() =>\n  go())",
      "exports.go = () => { throw new Error('bad') }",
      [ENTRY, 4, 3] as const,
    ],
  ].map(([imports = '', code = '', at]) => ({
    name: `an error of a package: ${code}`,
    files: {
      [ENTRY]: `${HEAD}${String(imports).replace('./lib', './lib/node_modules/a')}\n${whole('')}`,
      'lib/node_modules/a.js': String(code),
    },
    message: /^The definition throws: bad\.$/,
    at: at as readonly [string, number, number],
  })),
  {
    name: 'an error that is thrown again',
    files: {
      [ENTRY]: `${HEAD}const failed = { message: 'No x' }\ntry {\n  throw failed\n} catch (error) {\n  throw error\n}\n`,
    },
    message: /^The definition throws: No x\.$/,
    at: [ENTRY, 4, 3],
  },
  {
    name: 'a throw of the language itself, within a call that another file makes',
    files: {
      [ENTRY]: `${HEAD}import { nameOf } from './name'\n${whole('title: nameOf({})')}`,
      'name.ts': `interface Named {\n  a?: { b: string }\n}\nexport function nameOf(named: Named) {\n  const { a } = named as any\n  return a.b\n}\n`,
    },
    message: /^The definition throws: Cannot read properties of undefined/,
    at: ['name.ts', 6, 3],
  },
  {
    name: 'a throw of the SDK, at the call',
    files: {
      [ENTRY]: `${HEAD}const schema = z.string()\nconst field =\n  schema.extend({})\n${whole('')}`,
    },
    message: /^The definition throws: .*is not a function/,
    at: [ENTRY, 4, 3],
  },
  {
    name: 'a throw outside of any call',
    files: { [ENTRY]: `${HEAD}const nothing = undefined as any\nconst name = nothing.name\n${whole('')}` },
    message: /^The definition throws: Cannot read properties of undefined/,
    at: [ENTRY, 3, 1],
  },
  {
    name: 'no default export',
    files: { [ENTRY]: `${HEAD}export const a = 1\n` },
    message: /no default export/,
    at: [ENTRY, 1, 1],
  },
  {
    name: 'a default export that is a promise, after a hashbang',
    files: { [ENTRY]: `#!/usr/bin/env node\n${HEAD}export default (async () => 1)()\n` },
    message: /is a promise, not an IntegrationDefinition/,
    at: [ENTRY, 3, 1],
  },
  {
    name: 'another default export',
    files: { [ENTRY]: `${HEAD}export default { name: 'a' }\n` },
    message: /is another object, not an IntegrationDefinition/,
    at: [ENTRY, 2, 1],
  },
  {
    name: 'a schema that the SDK refuses, at the type itself',
    files: {
      [ENTRY]: `${HEAD}import { shared } from './shared'\n${whole('configuration: { schema: z.object({ a: z.string(), b: z.array(shared).optional() }) }')}`,
      'shared.ts': `import { z } from '@botpress/sdk'\nexport const shared = z.object({ at: z.date().title('At') })\n`,
    },
    message: /^The schema cannot be written as JSON Schema: .*ZodDate/,
    at: ['shared.ts', 2, 40],
  },
  {
    name: 'a refinement that the SDK refuses, at the refinement',
    files: {
      [ENTRY]: `${HEAD}${whole("configuration: { schema: z.object({ a: z.array(z\n  .string()\n  .min(1)\n  .refine((a) => a !== 'x')\n  .describe('A')) }) }")}`,
    },
    message: /^The schema cannot be written as JSON Schema: .*ZodEffects/,
    at: [ENTRY, 5, 4],
  },
  {
    name: 'an output that is missing, and what is not a schema',
    files: { [ENTRY]: `${HEAD}${whole('actions: { a: { input: { schema: z.object({}) } } as any }')}` },
    message: /^actions\.a\.output is undefined, not an object\.$/,
    at: [ENTRY, 2, 84],
  },
  {
    name: 'a schema that is plain JSON',
    files: { [ENTRY]: `${HEAD}${whole("states: { s: { type: 'user', schema: { type: 'object' } as any } }")}` },
    message: /^states\.s\.schema is not a schema of zod or zui\.$/,
    at: [ENTRY, 2, 102],
  },
  {
    name: 'a bigint',
    files: {
      [ENTRY]: `${HEAD}import { shared } from './shared'\n${whole('attributes: { a: shared } as any')}`,
      'shared.ts': 'export const shared = {\n  plain: 1,\n  large: 10n,\n}\n',
    },
    message: /^attributes\.a\.large is the bigint 10n, which JSON cannot contain\.$/,
    at: ['shared.ts', 3, 3],
  },
  {
    name: 'an object that contains itself',
    files: {
      [ENTRY]: `${HEAD}const loop: any = { a: {} }\nloop.a.self = loop\n${whole('attributes: { loop }')}`,
    },
    message: /^attributes\.loop\.a\.self is an object that contains itself, which JSON cannot contain\.$/,
    at: [ENTRY, 3, 8],
  },
  {
    name: 'a message that this SDK does not have',
    files: {
      [ENTRY]: `import { messages } from '@botpress/sdk'\n${HEAD}${whole('channels: { chat: { messages: { x: (messages as any).none } } }')}`,
    },
    message:
      /^channels\.chat\.messages\.x is undefined, not an object\. If it is a message definition of the SDK, the installed version does not have it\.$/,
    at: [ENTRY, 3, 105],
  },
]

test.each(CASES.map((one) => [one.name, one] as const))('%s', async (_name, { files, message, at }) => {
  const found = findingsOf(await lintFolder(folderWith(files)))
  expect(found.map(({ rule }) => rule)).toEqual(['definition/loads'])
  expect(found[0]?.message).toMatch(message)
  expect([found[0]?.file, found[0]?.range.line, found[0]?.range.column]).toEqual(at)
})

test('an SDK that is not installed', async () => {
  const folder = folderWith({ [ENTRY]: `${HEAD}${whole('')}` }, null)
  const [found] = findingsOf(await lintFolder(folder))
  expect(found?.message).toBe(
    '@botpress/sdk is not installed; install the dependencies of the project first ("npm install").',
  )
  expect(found?.range).toEqual({ line: 1, column: 42, endLine: 1, endColumn: 57 })
})

test('an SDK that is too old is named with its version', async () => {
  const folder = folderWith(
    {
      [ENTRY]: whole(''),
      'node_modules/@botpress/sdk/package.json': '{ "name": "@botpress/sdk", "version": "0.2.9" }',
    },
    null,
  )
  const [found] = findingsOf(await lintFolder(folder))
  expect(found?.message).toBe('Version 0.2.9 of @botpress/sdk is not supported; the oldest supported version is 0.8.')
})
