import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyFolder, run } from '../remote/harness'

let folder = ''
beforeEach(() => {
  folder = emptyFolder()
  const identifier = { extractScript: '.path', fallbackHandlerScript: 5 }
  const files = {
    'path.vrl': '.path\n',
    'event.json': '{ "path": "/a" }',
    'commented.jsonc': '// Ours.\n{ "identifier": { "extractScript": "\\"b\\"" } }',
    'definition.json': JSON.stringify({ name: 'acme', version: '1.0.0', identifier }),
    'broken.json': '{ "path": }',
    'linkTemplate.vrl': '.env\n',
    'headers.json': '{ "headers": { "X-Team": "T1" } }',
    'object.json': '{ "body": {} }',
    'list.json': '[]',
  }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  writeFileSync(join(folder, 'latin.vrl'), Buffer.from('"\u00e9"\n', 'latin1'))
  mkdirSync(join(folder, 'scripts'))
})

interface Case {
  shows: string
  args: string[]
  stdin?: string
  status: number
  stdout?: string
  stderr?: string
}

const CASES: readonly Case[] = [
  { shows: 'a script of its own', args: ['path.vrl', '--event', 'event.json'], status: 0, stdout: '"/a"\n' },
  { shows: 'without an event it is a plain request', args: ['path.vrl'], status: 0, stdout: '"/"\n' },
  { shows: 'of a link, in production', args: ['linkTemplate.vrl'], status: 0, stdout: '"production"\n' },
  {
    shows: 'an empty body is a body',
    args: ['-', '--body', '', '--query='],
    stdin: '[.method, .body]',
    status: 0,
    stdout: '[\n  "POST",\n  ""\n]\n',
  },
  {
    shows: 'headers of an event and of flags in lower case',
    args: ['-', '--event', 'headers.json', '--header', 'X-Team: T2'],
    stdin: '.headers."x-team"',
    status: 0,
    stdout: '"T2"\n',
  },
  {
    shows: 'an event with a body that is an object, at its place',
    args: ['path.vrl', '--event', 'object.json'],
    status: 2,
    stderr: 'object.json:1:11: "body" must be a string; the platform gives the body as text',
  },
  {
    shows: 'an invalid method',
    args: ['path.vrl', '--method', 'post'],
    status: 2,
    stderr: '--method: "method" must be GET, ',
  },
  {
    shows: 'an event that is a list',
    args: ['path.vrl', '--event', 'list.json'],
    status: 2,
    stderr: 'list.json: an event must be an object',
  },
  {
    shows: 'a script of a definition',
    args: ['definition.json', '/identifier/extractScript', '--event', 'event.json'],
    status: 0,
    stdout: '"/a"\n',
  },
  {
    shows: 'comments of a .jsonc are allowed',
    args: ['commented.jsonc', '/identifier/extractScript'],
    status: 0,
    stdout: '"b"\n',
  },
  { shows: 'from standard input', args: ['-'], stdin: '1 + 1', status: 0, stdout: '2\n' },
  {
    shows: 'what it made of the event',
    args: ['-', '--event', 'event.json', '--show-event'],
    stdin: '.path = upcase("x")\nnull',
    status: 0,
    stdout:
      '{\n  "type": "value",\n  "result": null,\n  "event": {\n    "headers": {},\n    "method": "GET",\n    "path": "X",\n    "query": "",\n    "secrets": {}\n  }\n}\n',
  },
  {
    shows: 'a script that does not compile, with its place',
    args: ['-'],
    stdin: 'x = 1\n.a = y\n',
    status: 1,
    stderr: 'y',
  },
  {
    shows: 'a script that aborts',
    args: ['-'],
    stdin: 'abort',
    status: 1,
    stderr: 'The script ended without a result: ',
  },
  {
    shows: 'a script that is too long',
    args: ['-'],
    stdin: `"${'a'.repeat(300_000)}"`,
    status: 1,
    stderr: 'The script was not run: ',
  },
  {
    shows: 'no script there',
    args: ['definition.json', '/identifier/fallbackHandlerScript'],
    status: 2,
    stderr: 'There is no script at /identifier/fallbackHandlerScript in definition.json.',
  },
  {
    shows: 'nothing there',
    args: ['definition.json', '/nowhere'],
    status: 2,
    stderr: 'There is no script at /nowhere in definition.json.',
  },
  {
    shows: 'no pointer',
    args: ['definition.json', 'identifier'],
    status: 2,
    stderr: 'Not a JSON Pointer: "identifier"; it starts with a slash.',
  },
  {
    shows: 'a broken event, at its place',
    args: ['path.vrl', '--event', 'broken.json'],
    status: 2,
    stderr: 'broken.json:1:11: ',
  },
  {
    shows: 'no such file',
    args: ['nowhere.vrl'],
    status: 2,
    stderr: 'Cannot read nowhere.vrl: there is no such file.',
  },
  {
    shows: 'a script that is not UTF-8',
    args: ['latin.vrl'],
    status: 2,
    stderr: 'latin.vrl:1:2: The file is not UTF-8: byte 0xE9',
  },
  {
    shows: 'a result that could move the cursor or reorder text',
    args: ['path.vrl', '--path', '\u009b2J\u202e'],
    status: 0,
    stdout: '"\\u009b2J\\u202e"\n',
  },
  { shows: 'a folder', args: ['scripts'], status: 2, stderr: 'Cannot read scripts: it is not a regular file' },
  { shows: 'nothing to run', args: [], status: 2, stderr: 'The argument <script> is missing' },
]

test.each(CASES.map((one) => [one.shows, one] as const))('vrl run: %s', async (_shows, one) => {
  const result = await run(['vrl', 'run', ...one.args], {
    cwd: folder,
    ...(one.stdin === undefined ? {} : { stdin: one.stdin }),
  })
  expect([result.status, result.stdout]).toEqual([one.status, one.stdout ?? ''])
  if (one.stderr === undefined) expect(result.stderr).toBe('')
  else expect(result.stderr).toContain(one.stderr)
})

test('a faulty script is shown with the place of its fault', async () => {
  const { stderr } = await run(['vrl', 'run', '-'], { stdin: '.a = 1\n.b = yy\n' })
  expect(stderr).toContain('> 2 │ .b = yy')
  expect(stderr).toMatch(/^ +│ +\^\^$/m)
})
