import { useFolder } from './folder'
import { run } from './run'

const { write, path } = useFolder()

const FAULTY = '{ "name": 5, "version": "1.0.0" }'

test.each<[string, string, RegExp, number?]>([
  ['a configuration that ends the process', 'process.exit(0)', /something ended the process/],
  [
    'a configuration that ends the process later',
    'setTimeout(() => process.exit(0), 20)\nexport default new Promise(() => {})',
    /something ended the process/,
  ],
  [
    'a rule that ends the process',
    `export default { customRules: [{
  id: 'acme/ends', category: 'names', severity: 'error', presets: { recommended: 'error' }, summary: 'It ends.', description: 'It ends.',
  messages: {}, visit: { resource() { process.exit(0) } }, examples: { bad: [], good: [] },
}] }`,
    /something ended the process/,
  ],
  [
    'a configuration that sets the exit status at the end',
    "process.on('exit', () => { process.exitCode = 0 })\nexport default {}",
    /^$/,
    1,
  ],
  [
    'a configuration that never settles, and sets the exit status',
    "process.on('exit', () => { process.exitCode = 0 })\nsetTimeout(() => process.exit(), 20)\nexport default new Promise(() => {})",
    /something ended the process/,
  ],
  [
    'a rule that leaves a rejection without a handler',
    `export default { customRules: [{
  id: 'acme/leaves', category: 'names', severity: 'error', presets: { recommended: 'error' }, summary: 'It leaves.', description: 'It leaves.',
  messages: {}, visit: { resource() { void (async () => { throw new Error('left') })() } }, examples: { bad: [], good: [] },
}] }`,
    /this is a bug in the tool[\s\S]*Error: left/,
  ],
  [
    'a configuration that throws later',
    'setTimeout(() => { throw new Error("late") })\nawait new Promise((done) => setTimeout(done, 50))\nexport default {}',
    /this is a bug in the tool[\s\S]*Error: late/,
  ],
])('%s passes for no clean run', async (_what, configuration, message, exit = 2) => {
  write({ 'a.json': FAULTY, 'integration-lint.config.mjs': configuration })
  const { status, stderr } = await run(['a.json', '--as', 'create-body'], { cwd: path('') })
  expect(status).toBe(exit)
  expect(stderr).toMatch(message)
})
