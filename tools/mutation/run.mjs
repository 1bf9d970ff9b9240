// npm run mutation [-- --mutate FILES] [-- --force]
// Changes the code of src/rules, src/document and src/schema in thousands of small ways, and lists the changes that no
// test notices. Each folder is tested by its own tests; otherwise a mutant of the parser would run the tests of every rule.
import { parseArgs } from 'node:util'
import { Stryker } from '@stryker-mutator/core'

const REPORTS = 'reports/mutation'

/**
 * The tests of a folder: quick ones, which start no process. The slow ones try large and random inputs, and would take
 * seconds for every mutant that they cover. A static mutant is in code that runs while a module is loaded, and takes all of
 * these tests; the static code of rules, their declarations, is tested by the examples and the generated pages.
 */
const FOLDERS = {
  rules: {
    tests: ['test/rules/**/*.test.ts', 'test/every-rule.test.ts', 'test/fixtures.test.ts', 'test/meta/rules.test.ts'],
    slowTests: [],
    ignoreStatic: true,
  },
  document: {
    tests: ['test/document/**/!(*.corpus).test.ts'],
    slowTests: [
      'the largest value, and one that is larger',
      'a value of a million levels is walked',
      'a long text is not parsed in vain before its depth is known',
      '100,000 requests and as many stretches of one string',
      'many texts: an error exactly where JSON.parse refuses',
      'whatever single property is broken',
    ],
    ignoreStatic: true,
  },
  schema: { tests: ['test/schema/**/*.test.ts'], slowTests: [], ignoreStatic: false },
}

const { values } = parseArgs({ options: { mutate: { type: 'string', multiple: true }, force: { type: 'boolean' } } })
const named = (values.mutate ?? []).flatMap((files) => files.split(','))
const stray = named.filter((file) => !Object.keys(FOLDERS).some((folder) => file.startsWith(`src/${folder}/`)))
if (stray.length > 0) {
  console.error(
    `--mutate takes files and patterns below ${Object.keys(FOLDERS)
      .map((folder) => `src/${folder}/`)
      .join(', ')}; not ${stray.join(', ')}`,
  )
  process.exit(2)
}

const scores = []
for (const [folder, { tests, slowTests, ignoreStatic }] of Object.entries(FOLDERS)) {
  const chosen = named.filter((file) => file.startsWith(`src/${folder}/`))
  if (named.length > 0 && chosen.length === 0) continue
  const mutants = await new Stryker({
    configFile: 'tools/mutation/stryker.config.mjs',
    mutate: [
      ...(chosen.length > 0 ? chosen : [`src/${folder}/**/*.ts`]),
      '!src/**/*.generated.ts',
      '!src/schema/generated/**',
    ],
    tests,
    slowTests,
    ignoreStatic,
    incrementalFile: `${REPORTS}/${folder}.incremental.json`,
    force: values.force ?? false,
    htmlReporter: { fileName: `${REPORTS}/${folder}.html` },
    jsonReporter: { fileName: `${REPORTS}/${folder}.json` },
  }).runMutationTest()
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length
  const noticed = count('Killed', 'Timeout')
  scores.push([folder, noticed, noticed + count('Survived', 'NoCoverage')])
}

const percent = (noticed, valid) => (valid === 0 ? '100.0' : ((100 * noticed) / valid).toFixed(1))
const together = scores.reduce(([, a, b], [, noticed, valid]) => ['together', a + noticed, b + valid], ['', 0, 0])
for (const [name, noticed, valid] of [...scores, together]) {
  console.log(`${name.padEnd(10)}${percent(noticed, valid).padStart(6)} %  ${noticed} of ${valid}`)
}
