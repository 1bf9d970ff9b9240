import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { countPlaces } from './count-places'
import { ROOT } from './harness'

/** One of each major that npm serves; most third parties pin old ones. */
const VERSIONS = ['0.8.34', '0.10.17', '1.0.1', '1.6.3', '2.4.3', '3.1.0', '5.4.3', '7.2.4']

/** SDK 7 asks for versions of these that npm does not have; with the ones before, it works. */
const BESIDE: Readonly<Record<string, object>> = {
  '7.2.4': { dependencies: { '@bpinternal/zui': '2.1.1' }, overrides: { '@botpress/client': '1.45.0' } },
}

/** Installs an SDK from npm, once: what is there is used again. */
function packagesOf(version: string): string {
  const folder = join(ROOT, 'node_modules/.cache/integration-lint-sdks', version)
  const packages = join(folder, 'node_modules')
  if (existsSync(join(folder, 'installed'))) return packages
  mkdirSync(folder, { recursive: true })
  const { dependencies = {}, ...rest } = (BESIDE[version] ?? {}) as { dependencies?: object }
  const manifest = {
    name: 'sdk-for-tests',
    private: true,
    dependencies: { '@botpress/sdk': version, ...dependencies },
    ...rest,
  }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
  const flags = BESIDE[version] === undefined ? [] : ['--legacy-peer-deps']
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', ...flags], {
    cwd: folder,
    stdio: 'pipe',
  })
  writeFileSync(join(folder, 'installed'), '')
  return packages
}

const extendable = (version: string) => Number(version.split('.')[0]) >= 5

describe.each(VERSIONS)('SDK %s', (version) => {
  test.each(extendable(version) ? ['desk', 'crm'] : ['desk'])(
    'the body of %s, and at least 99 in 100 of its places',
    async (name) => {
      const { project, own, exact, wrong } = await countPlaces(
        join(ROOT, 'fixtures/projects', name),
        packagesOf(version),
      )
      expect(project.sdk?.version).toBe(version)
      expect(wrong).toEqual([])
      expect(exact / own).toBeGreaterThanOrEqual(0.99)
      const body = JSON.parse(project.evaluated?.body ?? '{}')
      expect({ ...body, icon: undefined, readme: undefined }).toMatchSnapshot()
    },
    300_000,
  )
})
