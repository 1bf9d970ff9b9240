import { TOOL_NAME } from '../../findings/help'
import type { CompletedCommand, Completion, Values } from './types'

/** For zsh: to be sourced, or put into a folder of `fpath` as `_integration-lint`. */
export function zshScript({ commands, rules, levels }: Completion): string {
  const [lint] = commands
  const groups = [...new Set(commands.flatMap(({ words }) => (words.length > 1 ? [words[0] ?? ''] : [])))]
  const single = commands.filter(({ words }) => words.length === 1)
  const first = [
    ...single.map(({ words, describe }) => item(words[0] ?? '', describe)),
    ...groups.map((word) => item(word, commands.find(({ words }) => words[0] === word)?.describe ?? '')),
  ]
  return `#compdef ${TOOL_NAME}
# Completion of ${TOOL_NAME} for zsh. In ~/.zshrc: source <(${TOOL_NAME} completion zsh)
_${TOOL_NAME}() {
  local command=${lint?.words[0]} previous=$words[CURRENT-1] kind=files
  local -a flags values rules levels commands
  rules=(${rules.map(quotedForZsh).join(' ')})
  levels=(${levels.map(quotedForZsh).join(' ')})
  commands=(${first.map(quotedForZsh).join('\n    ')})

  if ((CURRENT > 2)); then
    case $words[2] in
      (${single.map(({ words }) => words[0]).join('|')}) command=$words[2] ;;
${groups.map((word) => `      (${word}) command="${word} $words[3]" ;;\n`).join('')}    esac
  fi
${groups
  .map(
    (word) => `  if ((CURRENT == 3)) && [[ $words[2] == ${word} ]]; then
    values=(${commands
      .filter(({ words }) => words[0] === word)
      .map(({ words, describe }) => quotedForZsh(item(words[1] ?? '', describe)))
      .join(' ')})
    _describe -t commands 'command' values
    return
  fi
`,
  )
  .join('')}  if [[ $words[CURRENT] == --*=* ]] && compset -P 1 '*='; then
    previous=\${IPREFIX%=}
  fi

  case "$command $previous" in
${commands.flatMap(flagValues).join('\n')}
    (*)
      if [[ $PREFIX == -* ]]; then
        case "$command" in
${commands.map(flagsCase).join('\n')}
        esac
        _describe -o -t options 'flag' flags
        return
      fi
      case "$command" in
${commands.map(({ words, operands }) => `        ("${words.join(' ')}") ${assignment(operands)} ;;`).join('\n')}
      esac
      ((CURRENT == 2)) && _describe -t commands 'command' commands
      ;;
  esac

  case $kind in
    (settings)
      if compset -P 1 '*:'; then compadd -a levels; else compadd -S : -a rules; fi
      ;;
    (words) ((\${#values})) && compadd -a values ;;
    (files) _files ;;
  esac
}

if [[ $funcstack[1] == _${TOOL_NAME} ]]; then
  _${TOOL_NAME} "$@"
else
  # -i: does not ask, and skips folders that others may write to.
  (($+functions[compdef])) || { autoload -Uz compinit && compinit -i }
  compdef _${TOOL_NAME} ${TOOL_NAME}
fi
`
}

function flagValues({ words, flags }: CompletedCommand): string[] {
  return flags.flatMap(({ names, values }) =>
    values === undefined
      ? []
      : [`    (${names.map((name) => `"${words.join(' ')} ${name}"`).join('|')}) ${assignment(values)} ;;`],
  )
}

function flagsCase({ words, flags }: CompletedCommand): string {
  const items = flags.flatMap(({ names, describe }) => names.map((name) => quotedForZsh(item(name, describe))))
  return `          ("${words.join(' ')}") flags=(${items.join('\n            ')}) ;;`
}

function assignment(values: Values): string {
  if (values === 'files') return 'kind=files'
  if (values === 'rule-settings') return 'kind=settings'
  return values === 'nothing' ? 'kind=words' : `kind=words values=(${values.map(quotedForZsh).join(' ')})`
}

/** `word:description`, as `_describe` takes it. */
function item(word: string, describe: string): string {
  return `${word.replaceAll(':', '\\:')}:${describe}`
}

function quotedForZsh(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
