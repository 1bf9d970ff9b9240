import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { marked } from '../../test/mark'

const ROOT = resolve(__dirname, '../..')
const CLI = join(ROOT, 'dist/cli.js')

/** The set-up of docs/editors.md, with the built command in the place of the installed one. */
const SETUP = (/```lua\n([\s\S]*?)```/.exec(readFileSync(join(ROOT, 'docs/editors.md'), 'utf8'))?.[1] ?? '').replace(
  "'npx', '--no', '--', 'integration-lint', 'lsp'",
  `${JSON.stringify(process.execPath)}, ${JSON.stringify(CLI)}, 'lsp'`,
)

let folder = ''

beforeAll(() => {
  expect(SETUP).toContain(CLI)
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'neovim-')))
  mkdirSync(join(folder, '.git'))
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface VimDiagnostic {
  lnum: number
  col: number
  end_lnum: number
  end_col: number
  severity: number
  source: string
  message: string
  code?: string
}

/** Opens a file in Neovim, headless, and runs Lua when there are diagnostics; what it returns, as JSON. */
function inNeovim<Result>(name: string, lua: string): Result {
  const script = join(folder, 'init.lua')
  const out = join(folder, 'out.json')
  writeFileSync(
    script,
    `${SETUP}
local function run()
  vim.wait(30000, function() return #vim.diagnostic.get(0) > 0 end, 50)
  ${lua}
end
vim.defer_fn(function()
  local ok, result = pcall(run)
  local file = io.open(${JSON.stringify(out)}, 'w')
  file:write(vim.fn.json_encode({ ok = ok, result = result }))
  file:close()
  vim.cmd('qall!')
end, 100)
`,
  )
  const { status, stderr } = spawnSync('nvim', ['--headless', '-n', '-u', script, name], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, XDG_CONFIG_HOME: folder, XDG_STATE_HOME: folder, XDG_DATA_HOME: folder },
  })
  if (status !== 0) throw new Error(`nvim ended with ${status}: ${stderr}`)
  const answer: { ok: boolean; result: Result } = JSON.parse(readFileSync(out, 'utf8'))
  if (!answer.ok) throw new Error(String(answer.result))
  return answer.result
}

const diagnosticsOf = (name: string) => inNeovim<VimDiagnostic[]>(name, 'return vim.diagnostic.get(0)')

const place = ({ lnum, col, end_lnum, end_col }: VimDiagnostic) => ({
  line: lnum + 1,
  column: col + 1,
  endLine: end_lnum + 1,
  endColumn: end_col + 1,
})

test.each([
  [
    'JSON',
    'crm.json',
    '{\n  "name": "acme",\n  "version": "1.0.0",\n  "events": {},\n  «"actionz"»: {}\n}\n',
    'Unknown property "actionz"',
  ],
  ['VRL', 'extract.vrl', 'to_string!(.body) + «unknown»\n', 'undefined variable'],
  [
    'TypeScript',
    'project/integration.definition.ts',
    `import { IntegrationDefinition } from '@botpress/sdk'\n\nexport default new IntegrationDefinition({\n  name: 'acme',\n  version: «'1.0'»,\n})\n`,
    'version',
  ],
])('%s: the diagnostics are at their tokens', (_what, name, given, message) => {
  const { text, ranges } = marked(given)
  mkdirSync(join(folder, 'project'), { recursive: true })
  writeFileSync(join(folder, name), text)
  const found = diagnosticsOf(name).filter((each) => each.message.includes(message))
  expect(found.map(place)).toEqual(ranges)
  expect(found.map(({ source }) => source)).toEqual(['integration-lint'])
})

test('a code action is applied', () => {
  writeFileSync(
    join(folder, 'fix.json'),
    '{\n  "name": "acme",\n  "version": "1.0.0",\n  "events": {},\n  "actionz": {}\n}\n',
  )
  const text = inNeovim<string[]>(
    'fix.json',
    `vim.api.nvim_win_set_cursor(0, { 5, 4 })
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 20000)
  for _, answer in pairs(answers) do
    for _, action in ipairs(answer.result) do
      if action.isPreferred then vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16') end
    end
  end
  return vim.api.nvim_buf_get_lines(0, 0, -1, true)`,
  )
  expect(text.join('\n')).toBe('{\n  "name": "acme",\n  "version": "1.0.0",\n  "events": {},\n  "actions": {}\n}')
})
