import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { loadProjects } from '../../src/project/load'
import { findingsOf, folderWith, lintFolder, PACKAGES } from './harness'

// As @botpress/client is bundled: all names of axios are copied when it is loaded.
const CLIENT = `const copied = {}
const axios = require('axios')
for (const key of Object.getOwnPropertyNames(axios)) {
  const { enumerable } = Object.getOwnPropertyDescriptor(axios, key)
  Object.defineProperty(copied, key, { get: () => axios[key], enumerable })
}
exports.use = () => [typeof axios, axios('a'), copied.create('b'), new axios('c').url, 'create' in axios, new axios.AxiosError() instanceof copied.AxiosError]
`
const AXIOS = `require('node:fs').writeFileSync(__dirname + '/loaded', '')
module.exports = function axios(url) { if (new.target) this.url = url; else return 'called ' + url }
module.exports.create = (name) => 'created ' + name
module.exports.AxiosError = class AxiosError extends Error {}
`
const definition = (description: string) => `import { IntegrationDefinition } from '@botpress/sdk'
import { use } from '@botpress/client'
export default new IntegrationDefinition({ name: 'a', version: '1.0.0', description: ${description}, attributes: { use: typeof use } })
`

const projectWith = (description: string, axios: Record<string, string>) =>
  folderWith(
    {
      'integration.definition.ts': definition(description),
      'node_modules/@botpress/sdk/package.json': '{ "name": "@botpress/sdk", "version": "5.4.3" }',
      'node_modules/@botpress/sdk/index.js': `require('@botpress/client')\nmodule.exports = require(${JSON.stringify(join(PACKAGES, '@botpress/sdk'))})\n`,
      'node_modules/@botpress/client/package.json': '{ "name": "@botpress/client", "version": "1.0.0" }',
      'node_modules/@botpress/client/index.js': CLIENT,
      ...axios,
    },
    null,
  )

const INSTALLED = {
  'node_modules/axios/package.json': '{ "name": "axios", "version": "1.0.0" }',
  'node_modules/axios/index.js': AXIOS,
}

test('the HTTP client of the SDK is not loaded for a definition that does not use it', async () => {
  const folder = projectWith("'A desk'", INSTALLED)
  const [project] = await loadProjects([folder])
  expect(JSON.parse(project?.evaluated?.body ?? '{}')).toMatchObject({ attributes: { use: 'function' } })
  expect(existsSync(join(folder, 'node_modules/axios/loaded'))).toBe(false)
})

test('a definition that uses it has the real one', async () => {
  const [project] = await loadProjects([projectWith('JSON.stringify(use())', INSTALLED)])
  const { description } = JSON.parse(project?.evaluated?.body ?? '{}') as { description: string }
  expect(JSON.parse(description)).toEqual(['function', 'called a', 'created b', 'c', true, true])
})

test('that it is not installed is reported although nothing uses it', async () => {
  const [found] = findingsOf(await lintFolder(projectWith("'A desk'", {})))
  expect([found?.rule, found?.message]).toEqual([
    'definition/loads',
    expect.stringContaining("Cannot find module 'axios'"),
  ])
})
