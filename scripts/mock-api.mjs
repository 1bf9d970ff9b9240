// The Admin API for trying `integration-lint remote` without an account: serves a folder of saved integrations.
//
//   npm run mock-api [-- --folder DIR] [--copies N] [--fault NAME] [--port N]
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { build } from 'esbuild'

const FAULTS = {
  html: () => ({
    kind: 'body',
    body: '<!doctype html><title>Sign in</title>',
    headers: { 'content-type': 'text/html' },
  }),
  401: () => ({ kind: 'status', status: 401 }),
  429: () => ({ kind: 'status', status: 429, headers: { 'retry-after': '1' } }),
  500: () => ({ kind: 'status', status: 500 }),
  truncated: () => ({ kind: 'cut' }),
  hang: () => ({ kind: 'hang' }),
  reset: () => ({ kind: 'reset' }),
  endless: () => ({ kind: 'endless' }),
  redirect: () => ({ kind: 'redirect', location: 'https://elsewhere.example/' }),
  drift: () => ({
    kind: 'change',
    change(integration) {
      integration.brandNew = true
      delete integration.lifecycleStatus
    },
  }),
}

const { values } = parseArgs({
  options: {
    folder: { type: 'string' },
    copies: { type: 'string', default: '1' },
    fault: { type: 'string' },
    port: { type: 'string', default: '0' },
    quiet: { type: 'boolean' },
  },
})
const fault = values.fault === undefined ? undefined : FAULTS[values.fault]
if (values.fault !== undefined && fault === undefined) {
  console.error(`Unknown fault ${values.fault}; there are ${Object.keys(FAULTS).join(', ')}.`)
  process.exit(2)
}
const folder = values.folder ?? 'fixtures/valid'
if (!existsSync(folder)) {
  console.error('There is no such folder; name one with saved integrations: npm run mock-api -- --folder DIR')
  process.exit(2)
}

const resources = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
  .map((value) => value.integration ?? value)
  .filter(({ id, name, version }) => [id, name, version].every((each) => typeof each === 'string'))
  // The properties of newer answers, without those of the hub: --drift then shows only the differences of --fault.
  .map(({ ownerWorkspace: _, meta: __, ...resource }) => ({
    visibility: 'private',
    lifecycleStatus: 'published',
    ...resource,
  }))

if (resources.length === 0) {
  console.error(`The folder ${folder} has no saved integration with an id, a name and a version.`)
  process.exit(2)
}

const TOKEN = 'bp_pat_of_the_mock'
const { startMockApi, copiesOf } = await load('test/remote/mock-api.ts')
const api = await startMockApi({
  resources: copiesOf(resources, resources.length * Number(values.copies)),
  port: Number(values.port),
  token: TOKEN,
  ...(fault === undefined ? {} : { fault: ({ operation }) => (operation?.startsWith('get') ? fault() : undefined) }),
  ...(values.quiet ? {} : { log: (line) => console.error(line) }),
})
console.log(`The mock of the Admin API serves ${resources.length * Number(values.copies)} integrations of ${folder} at ${api.url}

  BP_API_URL=${api.url} BP_TOKEN=${TOKEN} BP_WORKSPACE_ID=wkspace_mock npx --no -- integration-lint remote --all

Ctrl-C ends it.`)

/** The server is in TypeScript, because the tests use it; it is bundled for this run, without its packages. */
async function load(entry) {
  const cache = resolve('node_modules/.cache/integration-lint')
  mkdirSync(cache, { recursive: true })
  const outfile = join(cache, 'mock-api.mjs')
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  })
  return import(pathToFileURL(outfile).href)
}
