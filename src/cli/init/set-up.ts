import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { isRecord } from '../../document/record'
import { messageOf } from '../../findings/errors'
import { TOOL_NAME } from '../../findings/help'
import { counted, didYouMean, suggestion } from '../../findings/text'
import type { Summary } from '../../findings/types'
import { displayName, findInputs } from '../../input/files'
import { type HookPlace, hookPlace } from '../../input/git'
import { isDefinitionName } from '../../project/discover'
import { escapeTerminal } from '../../reporters/escape'
import { wrapped } from '../../reporters/wrap'
import type { Preset } from '../../rules/contract'
import { CONFIGURATION_NAMES } from '../../settings/configuration'
import { DEFAULT_PRESET } from '../../settings/presets'
import { EXIT, type Io, usageError, widthOf } from '../io'
import {
  dependsOn,
  describeFound,
  detectHook,
  detectService,
  lefthookFile,
  parseManifest,
  readManifest,
} from './detect'
import {
  configurationTemplate,
  type Hook,
  hookTemplate,
  INSTALL,
  type Service,
  serviceTemplate,
  type Template,
} from './templates'

export interface InitArguments {
  yes?: boolean
  preset?: Preset
  hook?: Hook
  ci?: Service
  baseline?: boolean
}

interface SetUpChoices {
  preset: Preset
  hook: Hook
  service: Service
}

export async function setUp(parsed: InitArguments, io: Io): Promise<number> {
  const place = hookPlace(io.cwd, io.env)
  if (place === undefined && parsed.hook !== undefined && parsed.hook !== 'none') {
    throw usageError('A commit hook needs a git repository; run "git init" first.')
  }
  const top = place?.top ?? io.cwd
  const { inputs } = await findInputs(['.'], io.cwd)
  io.stdout.write(`${describeFound(inputs)}\n`)
  const hasProjects = inputs.some(({ path }) => isDefinitionName(basename(path)))
  const asking = parsed.yes === true ? undefined : new Questions(io)
  try {
    const answers: SetUpChoices = {
      preset: parsed.preset ?? (await asking?.choose('Which rules?', ABOUT_PRESETS, DEFAULT_PRESET)) ?? DEFAULT_PRESET,
      hook: parsed.hook ?? (await chosenHook(place, asking)),
      service: parsed.ci ?? (await chosenService(place, asking, io)),
    }
    writeAll(answers, place, top, io)
    if (hasProjects) addScript(io)
    await offerBaseline(parsed, asking, io)
  } finally {
    await asking?.close()
  }
  return EXIT.clean
}

async function chosenHook(place: HookPlace | undefined, asking: Questions | undefined): Promise<Hook> {
  const usual = detectHook(place)
  if (place === undefined) return usual
  return (await asking?.choose('What should run the check before a commit?', ABOUT_HOOKS, usual)) ?? usual
}

/** Outside a repository no workflow is written, unless the user names the service. */
async function chosenService(place: HookPlace | undefined, asking: Questions | undefined, io: Io): Promise<Service> {
  if (place === undefined) return 'none'
  const usual = detectService(place.top, io)
  return (await asking?.choose('Where does CI run?', ABOUT_SERVICES, usual)) ?? usual
}

function writeAll({ preset, hook, service }: SetUpChoices, place: HookPlace | undefined, top: string, io: Io): void {
  const writer = new Writer(io)
  const present = CONFIGURATION_NAMES.find((name) => existsSync(join(io.cwd, name)))
  if (present === undefined) writer.write(configurationTemplate(preset), io.cwd)
  else writer.keep(join(io.cwd, present))

  if (place === undefined) {
    const rest = service === 'none' ? 'no commit hook and no CI workflow are' : 'no commit hook is'
    writer.say(`This is not a git repository: ${rest} written.`)
  } else if (hook !== 'none') writeHook(hook, place, writer)
  if (service !== 'none') writer.write(serviceTemplate(service), top)
  // Hooks and CI jobs start at the top of the repository, and run the tool that is installed there.
  if ((hook !== 'none' || service !== 'none') && !dependsOn(top, TOOL_NAME)) {
    const where = top === io.cwd ? '' : ` in ${top}, where the check starts`
    writer.say(`Install the tool${where}, if you have not yet: ${INSTALL}`)
  }
}

function writeHook(hook: Exclude<Hook, 'none'>, { top, folder, own }: HookPlace, writer: Writer): void {
  const template = hookTemplate(hook)
  if (hook === 'git' && !own) {
    writer.say(`The folder of hooks, ${folder}, is outside of this repository, so nothing is written there.`)
    writer.suggest(join(folder, template.path), template.addition)
  } else {
    const path = hook === 'lefthook' ? (lefthookFile(top) ?? template.path) : template.path
    writer.write({ ...template, path }, hook === 'git' ? folder : top)
  }
  if (template.afterwards !== undefined) writer.say(`Activate the hook, if you have not yet: ${template.afterwards}`)
}

const SCRIPT = { name: 'lint:integration', command: `${TOOL_NAME} .` }

/** Adds a script to the manifest of a TypeScript project, if the rest of the file can be kept as it is. */
function addScript(io: Io): void {
  const file = join(io.cwd, 'package.json')
  const text = readManifest(io.cwd)
  const manifest = text === undefined ? undefined : parseManifest(text)
  if (text === undefined || manifest === undefined) return
  const scripts = isRecord(manifest.scripts) ? manifest.scripts : {}
  if (Object.values(scripts).some((script) => typeof script === 'string' && script.includes(TOOL_NAME))) return
  const indentation = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  '
  const print = (value: unknown) => JSON.stringify(value, null, indentation) + (text.endsWith('\n') ? '\n' : '')
  if (print(manifest) !== text || Object.hasOwn(scripts, SCRIPT.name)) {
    io.stdout.write(`To add a script: npm pkg set 'scripts.${SCRIPT.name}=${SCRIPT.command}'\n`)
    return
  }
  writing(file, () =>
    writeFileSync(file, print({ ...manifest, scripts: { ...scripts, [SCRIPT.name]: SCRIPT.command } })),
  )
  io.stdout.write(`Added the script "${SCRIPT.name}" to package.json\n`)
}

/** Writes files that do not exist; for the others, it says what to add to them. */
class Writer {
  readonly #io: Io

  constructor(io: Io) {
    this.#io = io
  }

  write({ path, text, executable = false, addition }: Template, folder: string): void {
    const file = join(folder, path)
    writing(file, () => mkdirSync(dirname(file), { recursive: true }))
    if (lstatSync(file, { throwIfNoEntry: false }) !== undefined) {
      this.keep(file)
      if (!mentionsTool(file)) this.suggest(file, addition)
      return
    }
    writing(file, () => {
      // The flag prevents overwriting a file that was created in the meantime.
      writeFileSync(file, text, { flag: 'wx' })
      if (executable) chmodSync(file, 0o755)
    })
    this.say(`Wrote ${this.#name(file)}`)
  }

  keep(file: string): void {
    this.say(`Kept ${this.#name(file)}, which already exists`)
  }

  suggest(file: string, addition: string): void {
    const indented = addition.replace(/^(?=.)/gm, '    ')
    this.#io.stdout.write(`To run the check in ${escapeTerminal(this.#name(file))}, add:\n\n${indented}\n`)
  }

  say(line: string): void {
    this.#io.stdout.write(`${escapeTerminal(line)}\n`)
  }

  #name(file: string): string {
    return displayName(file, this.#io.cwd)
  }
}

/** @throws ERR_USAGE */
function writing(file: string, write: () => void): void {
  try {
    write()
  } catch (error) {
    throw usageError(`Cannot write ${file}: ${messageOf(error)}`)
  }
}

/** Whether an existing file runs the check already. */
function mentionsTool(file: string): boolean {
  return lstatSync(file).isFile() && readFileSync(file, 'utf8').includes('integration-lint')
}

async function offerBaseline(parsed: InitArguments, asking: Questions | undefined, io: Io): Promise<void> {
  const summary = await lintFolder(io, false)
  const count = summary.errors + summary.warnings + summary.infos
  const say = (line: string) => io.stdout.write(`${wrapped(line, widthOf(io)).join('\n')}\n`)
  if (count === 0) return say(`No findings in ${counted(summary.files, 'file')}.`)
  say(`${counted(count, 'finding')} in ${counted(summary.files, 'file')}; "integration-lint ." shows them.`)
  const wanted =
    parsed.baseline ??
    (await asking?.choose(
      'Accept the findings as known, so that only new findings are reported?',
      ABOUT_BASELINE,
      'yes',
    )) === 'yes'
  if (!wanted) {
    return say(
      'Fix them, or accept them as known, so that only new findings are reported: integration-lint . --update-baseline',
    )
  }
  await lintFolder(io, true)
  say('Accepted them: commit the baseline file with the configuration.')
}

/** Lints the folder as `integration-lint .` does, and writes the baseline if requested. */
async function lintFolder({ cwd }: Io, updateBaseline: boolean): Promise<Summary> {
  const { lintSources } = await import('../../run/lint-files')
  const { inputs } = await findInputs(['.'], cwd)
  const { report } = await lintSources(inputs, { cwd, updateBaseline, ownProcess: true })
  return report.summary
}

const ABOUT_PRESETS: Readonly<Record<Preset, string>> = {
  schema: 'the shape alone, by the JSON Schemas of the platform',
  recommended: 'what cannot work, and what hurts those who use the integration',
  hub: 'as strict as the reviewers of the hub and "bp lint"',
  strict: 'the rules of recommended, and rules that are too strict for most users',
}

const ABOUT_HOOKS: Readonly<Record<Hook, string>> = {
  git: 'a hook of git, in this clone only',
  'pre-commit': 'pre-commit, by .pre-commit-config.yaml',
  husky: 'husky, by .husky/pre-commit',
  lefthook: 'lefthook, by lefthook.yml',
  none: 'nothing',
}

const ABOUT_SERVICES: Readonly<Record<Service, string>> = {
  github: `GitHub Actions, by .github/workflows/${TOOL_NAME}.yml`,
  gitlab: 'GitLab CI, by .gitlab-ci.yml',
  none: 'nowhere, or elsewhere: no file is written',
}

const ABOUT_BASELINE = {
  yes: 'write them into a baseline file, to be committed',
  no: 'report them until they are fixed',
}

/** Asks on stderr, reads the answers from standard input. */
class Questions {
  readonly #io: Io
  #lines: AsyncIterableIterator<string> | undefined

  constructor(io: Io) {
    this.#io = io
  }

  /**
   * @param about the meaning of each choice, in the order in which the choices are shown
   * @throws ERR_USAGE if standard input ends before the answer
   */
  async choose<const Choice extends string>(
    question: string,
    about: Readonly<Record<Choice, string>>,
    usual: Choice,
  ): Promise<Choice> {
    const choices = Object.keys(about).filter((name): name is Choice => Object.hasOwn(about, name))
    const column = Math.max(...choices.map(({ length }) => length))
    const lines = choices.map((choice) => `  ${choice.padEnd(column)}  ${about[choice]}\n`)
    this.#lines ??= this.#io.readLines()
    this.#io.stderr.write(`${question}\n${lines.join('')}`)
    for (;;) {
      this.#io.stderr.write(`[${usual}] `)
      const { value, done } = await this.#lines.next()
      if (done === true) {
        throw usageError('Standard input ended before the answer. "integration-lint init --yes" asks nothing.')
      }
      const answer = value.trim()
      // The output of the program `yes` accepts every default.
      if (answer === '' || (/^y(es)?$/i.test(answer) && meantChoice('yes', choices) === undefined)) return usual
      const choice = meantChoice(answer, choices)
      if (choice !== undefined) return choice
      this.#io.stderr.write(
        `${JSON.stringify(answer)} is not one of these.${suggestion(didYouMean(answer, choices))}\n`,
      )
    }
  }

  async close(): Promise<void> {
    await this.#lines?.return?.()
  }
}

/** Completes an answer: `y` means `yes` if no other choice begins with it. */
function meantChoice<const Choice extends string>(answer: string, choices: readonly Choice[]): Choice | undefined {
  const word = answer.toLowerCase()
  const begun = choices.filter((choice) => choice.startsWith(word))
  return choices.find((choice) => choice === word) ?? (begun.length === 1 ? begun[0] : undefined)
}
