import { TOOL_NAME } from '../../findings/help'
import type { CompletedCommand, CompletedFlag, Completion, Values } from './types'

/** For fish 3 and later. */
export function fishScript({ commands, rules, levels }: Completion): string {
  const [lint] = commands
  const others = commands.filter((command) => command !== lint)
  const firstWords = [...new Set(commands.map(({ words }) => words[0] ?? ''))]
  const settings = rules.flatMap((rule) => levels.map((level) => `${rule}:${level}`))
  const lines = commands.flatMap((command) => {
    const condition = command === lint ? `not ${seen(others.map(({ words }) => words[0] ?? ''))}` : conditionOf(command)
    return commandLines(command, condition, settings)
  })
  const names = firstWords.map((word) => {
    const describe = commands.find(({ words }) => words[0] === word)?.describe ?? ''
    return `complete -c ${TOOL_NAME} -n __fish_use_subcommand -a ${word} -d ${quotedForFish(describe)}`
  })
  const inGroups = others.filter(({ words }) => words.length > 1)
  const second = inGroups.map(({ words: [group = '', word = ''], describe }) => {
    // Once one command of the group is typed, the commands are no longer offered, and files are.
    const siblings = inGroups.filter(({ words }) => words[0] === group).map(({ words }) => words[1] ?? '')
    return `complete -c ${TOOL_NAME} -n '${seen([group])}; and not ${seen(siblings)}' -f -a ${word} -d ${quotedForFish(describe)}`
  })
  return `# Completion of ${TOOL_NAME} for fish. In ~/.config/fish/config.fish: ${TOOL_NAME} completion fish | source
complete -c ${TOOL_NAME} -e
${[...names, ...second, ...lines].join('\n')}
`
}

function conditionOf({ words }: CompletedCommand): string {
  return words.map((word) => seen([word])).join('; and ')
}

function seen(words: readonly string[]): string {
  return `__fish_seen_subcommand_from ${[...new Set(words)].join(' ')}`
}

function commandLines({ flags, operands }: CompletedCommand, condition: string, settings: readonly string[]): string[] {
  const start = `complete -c ${TOOL_NAME} -n '${condition}'`
  const own = flags.map(
    (flag) => `${start} ${flagOptions(flag)}${valueOptions(flag.values, settings)} -d ${quotedForFish(flag.describe)}`,
  )
  const after = operands === 'files' ? [] : [`${start} -f${wordsOption(operands, settings)}`]
  return [...own, ...after]
}

function flagOptions({ names }: CompletedFlag): string {
  return names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`)).join(' ')
}

function valueOptions(values: Values | undefined, settings: readonly string[]): string {
  if (values === undefined) return ''
  // -r: a value is required, files among others; -x: one of these words and no file.
  return values === 'files' ? ' -r' : ` -x${wordsOption(values, settings)}`
}

function wordsOption(values: Values, settings: readonly string[]): string {
  if (values === 'files' || values === 'nothing') return ''
  return ` -a ${quotedForFish((values === 'rule-settings' ? settings : values).join(' '))}`
}

function quotedForFish(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
