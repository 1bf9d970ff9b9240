import { TOOL_NAME } from '../findings/help'
import { columns, HANGING_INDENT, wrapped } from '../reporters/wrap'
import { type Command, type Flags, flagOf } from './command'
import { GROUPS } from './flags'

// Formats the help from the tables of commands and flags. yargs would break words on narrow terminals, and join others.

/** The flags of all commands. */
const GENERAL: Flags = {
  color: { type: 'boolean', describe: 'Colour the output (--no-color: never)' },
  version: { alias: ['V', 'v'], type: 'boolean', describe: 'Show the version' },
  help: { alias: 'h', type: 'boolean', describe: 'Show this help' },
}

const EPILOGUE = [
  'Exit status: 0 clean, 1 findings at or above --fail-on, 2 an error of usage, configuration or I/O.',
  `Help on a command: ${TOOL_NAME} help COMMAND. On a rule: ${TOOL_NAME} explain RULE`,
]

/** A line of a section: the term, and its description. */
interface Row {
  term: string
  text: string
}

/** The usage of a command without the name of the tool: `vrl run <script> [pointer]`. */
export function usageOf({ usage, group }: Command): string {
  const line = typeof usage === 'string' ? usage : (usage.at(-1) ?? '')
  return group === undefined ? line : `${group.name} ${line}`
}

/** The help of a command. That of the default command is the help of the tool, and lists all commands. */
export function helpOfCommand(command: Command, commands: readonly Command[], width: number): string {
  const isDefault = typeof command.usage !== 'string'
  const usage = isDefault ? (command.usage[0] ?? '').replace('$0 ', '') : usageOf(command)
  const general = command.hasOwnVersion === true ? omit(GENERAL, 'version') : GENERAL
  return page(
    [
      `${TOOL_NAME} ${usage}`,
      command.describe,
      ...(isDefault ? [section('Commands:', commandRows(commands), width)] : []),
      section('Arguments:', positionalRows(command), width),
      ...groupsOf(command.flags).map(([heading, flags]) => section(heading, flagRows(flags), width)),
      section('General:', flagRows(general), width),
      section('Examples:', exampleRows(command), width),
      ...(isDefault ? [EPILOGUE.join('\n')] : []),
    ],
    width,
  )
}

/** The help of a group of commands, such as `vrl`. */
export function helpOfGroup(name: string, commands: readonly Command[], width: number): string {
  const members = commands.filter(({ group }) => group?.name === name)
  const rows = members.map((command) => ({ term: usageOf(command), text: command.describe }))
  return page(
    [
      `${TOOL_NAME} ${name} <command>`,
      members[0]?.group?.describe ?? '',
      section('Commands:', rows, width),
      section('General:', flagRows(GENERAL), width),
    ],
    width,
  )
}

function page(parts: readonly string[], width: number): string {
  return parts
    .filter((part) => part !== '')
    .map((part) =>
      part
        .split('\n')
        .flatMap((line) => (/^ /.test(line) ? [line] : wrapped(line, width)))
        .join('\n'),
    )
    .join('\n\n')
}

function commandRows(commands: readonly Command[]): Row[] {
  const groups = new Set<string>()
  return commands.flatMap((command) => {
    const { group } = command
    if (group === undefined) {
      const isDefault = typeof command.usage !== 'string'
      return [{ term: usageOf(command), text: isDefault ? `${command.describe} [default]` : command.describe }]
    }
    if (groups.has(group.name)) return []
    groups.add(group.name)
    return [{ term: `${group.name} <command>`, text: group.describe }]
  })
}

function positionalRows({ positionals = {} }: Command): Row[] {
  return Object.entries(positionals).map(([name, { describe = '', choices, default: value }]) => ({
    term: name,
    text: withNotes(describe, choices, value),
  }))
}

/** Flags by heading, in the order of the headings. */
function groupsOf(flags: Flags): [heading: string, flags: Flags][] {
  const groups = new Map<string, Record<string, Flags[string]>>()
  for (const [name, flag] of Object.entries(flags)) {
    const heading = flag.group ?? OPTIONS
    groups.set(heading, { ...groups.get(heading), [name]: flag })
  }
  const order = [OPTIONS, ...Object.values(GROUPS)]
  return [...groups].sort(([left], [right]) => order.indexOf(left) - order.indexOf(right))
}

const OPTIONS = 'Options:'

function flagRows(flags: Flags): Row[] {
  return Object.entries(flags).map(([name, flag]) => {
    const aliases = [flag.alias ?? []].flat().map((alias) => `${flagOf(alias)}, `)
    const isSwitch = flag.type === 'boolean'
    return {
      term: `${aliases.length === 0 ? '    ' : aliases.join('')}${flagOf(name)}${isSwitch ? '' : ' <value>'}`,
      text: withNotes(flag.describe ?? flag.description ?? '', flag.choices, flag.default),
    }
  })
}

function withNotes(describe: string, choices: unknown, value: unknown): string {
  return [
    describe,
    ...(Array.isArray(choices) ? [`[choices: ${choices.map((choice) => JSON.stringify(choice)).join(', ')}]`] : []),
    ...(value === undefined ? [] : [`[default: ${JSON.stringify(value)}]`]),
  ].join(' ')
}

function exampleRows({ examples = [] }: Command): Row[] {
  return examples.map(([line, what]) => ({ term: line.replaceAll('$0', TOOL_NAME), text: what }))
}

/** The maximum width of a term, as a fraction of the line; the description of a longer term starts on the next line. */
const TERM_PART = 0.4

function section(heading: string, rows: readonly Row[], width: number): string {
  if (rows.length === 0) return ''
  const most = Math.floor(width * TERM_PART)
  const column = Math.max(0, ...rows.map(({ term }) => columns(term)).filter((length) => length <= most)) + 4
  const lines = rows.flatMap(({ term, text }) => {
    if (text === '') return wrapped(term, width - 2).map((line) => `  ${line}`)
    const isLong = columns(term) + 4 > column
    const indent = isLong ? HANGING_INDENT : ' '.repeat(column)
    const texts = wrapped(text, width - indent.length).map((line) => `${indent}${line}`)
    if (isLong)
      return [
        ...wrapped(term, width - 2).map((line, index) => `${index === 0 ? '  ' : HANGING_INDENT}${line}`),
        ...texts,
      ]
    const [first = '', ...rest] = texts
    return [`  ${term}${' '.repeat(column - columns(term) - 2)}${first.slice(column)}`, ...rest]
  })
  return [heading, ...lines].join('\n')
}

function omit(flags: Flags, name: string): Flags {
  return Object.fromEntries(Object.entries(flags).filter(([key]) => key !== name))
}
