// A test runner for Stryker: the project's Jest tests, with Jest's own `test`, `expect` and `jest.spyOn`, without Jest's
// modules, transforms and files, which take two seconds for each mutant where most mutants need a hundredth of one.
// Each test file is bundled and compiled once. For a mutant, the files with a test that covers it are evaluated again, so that
// no state of a module survives from one mutant to the next.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core'
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin'
import {
  DryRunStatus,
  determineHitLimitReached,
  MutantRunStatus,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner'
import { build } from 'esbuild'
import { expect } from 'expect'
import glob from 'fast-glob'
import * as circus from 'jest-circus'
import { fn, spyOn } from 'jest-mock'
import { SnapshotState, toMatchSnapshot } from 'jest-snapshot'

/** A time limit for tests that hang, as in jest.config.js. */
const TEST_TIMEOUT = 60_000

const { afterAll, afterEach, beforeAll, beforeEach, describe, it, test } = circus
Object.assign(globalThis, {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  it,
  test,
  expect,
  jest: { fn, spyOn },
})
expect.extend({ toMatchSnapshot })

/** The maximum CPU time of a test with a mutant, in microseconds; no test of the unchanged code takes a tenth of it. */
const PATIENCE = 4_000_000
const clock = () => process.cpuUsage().user
/** The number of visits of the mutant between checks of the time. */
const VISITS = 2 ** 12

/**
 * The object that instrumented code reads and writes. It counts the visits of the active mutant and throws beyond a limit,
 * which is a hundred times the number of all tests. It also throws when the time is over, so that an endless loop ends soon.
 */
const instrumented = {
  visits: undefined,
  deadline: 0,
  get hitCount() {
    return this.visits
  },
  set hitCount(visits) {
    this.visits = visits % VISITS === 0 && clock() > this.deadline ? this.hitLimit + 1 : visits
  },
}
globalThis[INSTRUMENTER_CONSTANTS.NAMESPACE] = instrumented

/** In the sandbox. */
const BUNDLES = 'bundles'
const INDEX = `${BUNDLES}/index.json`

class BundledTests {
  static inject = tokens(commonTokens.options)

  /** The test files and the modules that they consist of. Files with the fewest modules come first: they are the quickest. */
  bundles = new Map()
  /** Those of the slow tests that were met. */
  skipped = new Set()

  constructor(options) {
    this.patterns = options.tests
    this.slow = options.slowTests ?? []
  }

  capabilities() {
    return { reloadEnvironment: true }
  }

  async init() {
    // Every endless loop ends a process; the next process reuses the bundles of the first.
    if (!existsSync(INDEX)) await bundle(this.patterns)
    for (const { file, inputs } of JSON.parse(readFileSync(INDEX, 'utf8')))
      this.bundles.set(file, { inputs: new Set(inputs) })
  }

  /** The compiled file, as a function with the parameters of a CommonJS module. */
  load(file) {
    const bundle = this.bundles.get(file)
    if (bundle.script === undefined) {
      const filename = resolve(BUNDLES, bundled(file))
      bundle.script = new Script(`(function (require, module, exports) {${readFileSync(filename, 'utf8')}\n})`, {
        filename,
      })
    }
    return bundle.script.runInThisContext()
  }

  async dryRun() {
    instrumented.mutantCoverage = { static: {}, perTest: {} }
    instrumented.activeMutant = undefined
    const tests = []
    for (const file of this.bundles.keys()) tests.push(...(await this.run(file, {})))
    const gone = this.slow.filter((name) => !this.skipped.has(name))
    if (gone.length > 0) throw new Error(`No such slow test: ${gone.join(', ')}`)
    return { status: DryRunStatus.Complete, tests, mutantCoverage: instrumented.mutantCoverage }
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter, mutantActivation, hitLimit, disableBail }) {
    instrumented.mutantCoverage = undefined
    instrumented.hitLimit = hitLimit
    instrumented.visits = hitLimit === undefined ? undefined : 0
    const wanted = testFilter === undefined ? undefined : new Set(testFilter)
    const changed = relative('.', sandboxFileName)
    const files = [...this.bundles.keys()].filter((file) => this.bundles.get(file).inputs.has(changed))
    const covering = wanted && filesOf(wanted)
    const tests = []
    for (const file of files) {
      if (covering?.has(file) === false) continue
      instrumented.activeMutant = mutantActivation === 'static' ? activeMutant.id : undefined
      try {
        tests.push(...(await this.run(file, { wanted, mutant: activeMutant.id, bail: !disableBail })))
      } catch (error) {
        // The evaluation of a module failed because of the mutant, or because an endless loop was stopped.
        const limit = determineHitLimitReached(instrumented.hitCount, hitLimit)
        if (limit !== undefined) return { ...limit, status: MutantRunStatus.Timeout }
        tests.push({ ...named(file, []), status: TestStatus.Failed, failureMessage: String(error) })
      }
      const limit = determineHitLimitReached(instrumented.hitCount, hitLimit)
      if (limit !== undefined) return toMutantRunResult(limit)
      if (!disableBail && tests.some(({ status }) => status === TestStatus.Failed)) break
    }
    return toMutantRunResult({ status: DryRunStatus.Complete, tests }, disableBail)
  }

  /** Runs all or the selected tests of a file; stops after the first failure if requested. */
  async run(file, { wanted, mutant, bail = false }) {
    instrumented.deadline = clock() + PATIENCE
    instrumented.currentTestId = undefined
    circus.resetState()
    expect.setState({ testPath: resolve(PROJECT, file), snapshotState: snapshotsOf(file) })
    const ids = new Map()
    const results = []
    const follow = (event) => {
      if (event.name === 'run_start') {
        // What is read while the tests are collected is read before a mutant of this sort is there.
        instrumented.activeMutant = mutant
        identify(file, circus.getState().rootDescribeBlock, ids)
        for (const [one, { id }] of ids) {
          if (wanted !== undefined && !wanted.has(id)) one.mode = 'skip'
          const slow = this.slow.find((part) => one.name.includes(part))
          if (slow !== undefined) {
            one.mode = 'skip'
            this.skipped.add(slow)
          }
        }
      } else if (event.name === 'test_start') {
        instrumented.currentTestId = ids.get(event.test).id
        expect.setState({ currentTestName: titleOf(event.test) })
        instrumented.deadline = clock() + PATIENCE
      } else if (event.name === 'test_done') {
        instrumented.currentTestId = undefined
        const failed = event.test.errors.length > 0
        results.push({
          ...ids.get(event.test),
          timeSpentMs: event.test.duration ?? 0,
          ...(failed
            ? { status: TestStatus.Failed, failureMessage: String(event.test.errors.flat()[0]) }
            : { status: TestStatus.Success }),
        })
        if (failed && bail) for (const one of ids.keys()) one.mode = 'skip'
      }
    }
    circus.addEventHandler(follow)
    try {
      const module = { exports: {} }
      this.load(file)(createRequire(resolve(file)), module, module.exports)
      circus.getState().testTimeout = TEST_TIMEOUT
      const { unhandledErrors } = await circus.run()
      if (unhandledErrors.length > 0) throw new Error(unhandledErrors.join('\n'))
      return results
    } finally {
      circus.removeEventHandler(follow)
    }
  }
}

async function bundle(patterns) {
  const files = await glob(patterns)
  if (files.length === 0) throw new Error(`No file of tests: ${patterns.join(', ')}`)
  const { metafile } = await build({
    // esbuild has stored the working directory before the sandbox was entered.
    absWorkingDir: process.cwd(),
    entryPoints: files,
    bundle: true,
    packages: 'external',
    // Keeps imports without names, although package.json declares that modules have no side effects.
    ignoreAnnotations: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    loader: { '.css': 'text', '.client.js': 'text' },
    logLevel: 'warning',
    metafile: true,
    outbase: '.',
    outdir: BUNDLES,
    plugins: [asOneFile],
  })
  const index = files.map((file) => ({
    file,
    inputs: Object.keys(metafile.outputs[`${BUNDLES}/${bundled(file)}`].inputs),
  }))
  index.sort((a, b) => a.inputs.length - b.inputs.length || (a.file < b.file ? -1 : 1))
  writeFileSync(INDEX, JSON.stringify(index))
}

function bundled(file) {
  return file.replace(/\.ts$/, '.js')
}

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Sets `__dirname` to the folder of the file in the project, because the sandbox has no files beside the project. Loads lazy
 * modules at once; otherwise their static mutants would be attributed to the test that happens to use them first.
 */
const asOneFile = {
  name: 'as-one-file',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8')
      const late = [...source.matchAll(/\brequire\(('\.[^']*')\)/g)].map(([, name]) => `import ${name}\n`)
      const folder = JSON.stringify(dirname(resolve(PROJECT, relative('.', path))))
      return { contents: source.replaceAll('__dirname', folder) + late.join(''), loader: 'ts' }
    })
  },
}

/** The snapshots of Jest for a test file; they are only read here. */
function snapshotsOf(file) {
  const path = resolve(PROJECT, dirname(file), '__snapshots__', `${basename(file)}.snap`)
  return new SnapshotState(path, {
    updateSnapshot: 'none',
    expand: false,
    rootDir: PROJECT,
    snapshotFormat: { escapeString: false, printBasicPrototype: false },
  })
}

/** The name of the snapshots of a test in Jest. */
function titleOf({ name, parent }) {
  return parent?.parent === undefined ? name : `${titleOf(parent)} ${name}`
}

const BETWEEN = ' › '

function named(file, names) {
  const name = [file, ...names].join(BETWEEN)
  return { id: name, name, fileName: resolve(file), timeSpentMs: 0 }
}

/** Gives each test of a file its name, with a number if several have the same name. */
function identify(file, block, ids, names = [], seen = new Map()) {
  for (const child of block.children) {
    const own = [...names, child.name]
    if (child.type === 'describeBlock') {
      identify(file, child, ids, own, seen)
      continue
    }
    const { id } = named(file, own)
    const count = (seen.get(id) ?? 0) + 1
    seen.set(id, count)
    ids.set(child, named(file, count === 1 ? own : [...own, String(count)]))
  }
}

function filesOf(ids) {
  return new Set([...ids].map((id) => id.slice(0, id.indexOf(BETWEEN))))
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'bundled-tests', BundledTests)]

export const strykerValidationSchema = {
  $schema: 'http://json-schema.org/draft-07/schema',
  type: 'object',
  properties: {
    tests: { description: 'Patterns of the files of tests.', type: 'array', items: { type: 'string' } },
    slowTests: {
      description: 'Parts of the names of tests that are left out.',
      type: 'array',
      items: { type: 'string' },
    },
  },
}
