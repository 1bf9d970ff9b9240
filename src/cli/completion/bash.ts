import { TOOL_NAME } from '../../findings/help'
import type { CompletedCommand, Completion, Values } from './types'

/**
 * The script for bash from version 3.2 on, which macOS has. bash splits words at `=` and `:`, which are part of our
 * flags, so the words are taken from the command line. Typed text is never expanded: `compgen -W` would execute
 * commands in it.
 */
export function bashScript({ commands, rules, levels }: Completion): string {
  const [lint] = commands
  const firstWords = [...new Set(commands.map(({ words }) => words[0] ?? ''))]
  const groups = firstWords.filter((word) => commands.some(({ words }) => words.length > 1 && words[0] === word))
  return `# Completion of ${TOOL_NAME} for bash. In ~/.bashrc: source <(${TOOL_NAME} completion bash)
_integration_lint() {
  local line=\${COMP_LINE:0:COMP_POINT} rules levels values= kind=files flags=
  local -a words
  read -r -a words <<< "$line"
  [[ $line == *[[:space:]] ]] && words+=("")
  local last=$((\${#words[@]} - 1)) command=${lint?.words[0]}
  local cur=\${words[last]} previous=\${words[last - 1]}
  rules='${rules.join(' ')}'
  levels='${levels.join(' ')}'
  COMPREPLY=()

  if ((last > 1)); then
    case \${words[1]} in
      ${firstWords.filter((word) => !groups.includes(word)).join(' | ')}) command=\${words[1]} ;;
${groups.map((word) => `      ${word}) command="${word} \${words[2]}" ;;\n`).join('')}    esac
  fi
  if [[ $cur == --*=* ]]; then
    previous=\${cur%%=*} cur=\${cur#*=}
  fi

  case "$command $previous" in
${commands.flatMap(flagValues).join('\n')}
    *)
      case "$command" in
${commands.map(commandCase).join('\n')}
      esac
      ;;
  esac
  if ((last == 1)); then
    values="$values ${firstWords.join(' ')}"
  fi
${groups
  .map(
    (word) => `  if ((last == 2)) && [[ \${words[1]} == ${word} ]]; then
    values='${commands
      .filter(({ words }) => words[0] === word)
      .map(({ words }) => words[1])
      .join(' ')}' kind=words flags=
  fi
`,
  )
  .join('')}
  if [[ $kind == settings ]]; then
    if [[ $cur == *:* ]]; then
      local id=\${cur%%:*} level
      for level in $(compgen -W "$levels" -- "\${cur#*:}"); do
        if [[ $COMP_WORDBREAKS == *:* ]]; then COMPREPLY+=("$level"); else COMPREPLY+=("$id:$level"); fi
      done
    else
      COMPREPLY=($(compgen -W "$rules" -S : -- "$cur"))
      compopt -o nospace 2> /dev/null
    fi
  elif [[ $cur == -* ]]; then
    COMPREPLY=($(compgen -W "$flags" -- "$cur"))
  else
    COMPREPLY=($(compgen -W "$values" -- "$cur"))
  fi
  # Where files are expected, offer them beside the words. If nothing fits, bash completes by itself.
  if [[ $kind == files ]]; then
    local file
    while IFS= read -r file; do COMPREPLY+=("$file"); done < <(compgen -f -- "$cur")
    compopt -o filenames 2> /dev/null
  else
    compopt +o default +o bashdefault 2> /dev/null
  fi
  return 0
}
complete -o bashdefault -o default -F _integration_lint ${TOOL_NAME}
`
}

function flagValues({ words, flags }: CompletedCommand): string[] {
  return flags.flatMap(({ names, values }) =>
    values === undefined
      ? []
      : [`    ${names.map((name) => `"${words.join(' ')} ${name}"`).join(' | ')}) ${assignment(values)} ;;`],
  )
}

function commandCase({ words, flags, operands }: CompletedCommand): string {
  const names = flags.flatMap((flag) => flag.names)
  return `        "${words.join(' ')}") flags='${names.join(' ')}' ${assignment(operands)} ;;`
}

function assignment(values: Values): string {
  if (values === 'files') return 'kind=files'
  if (values === 'rule-settings') return 'kind=settings'
  return values === 'nothing' ? 'kind=words' : `kind=words values='${values.join(' ')}'`
}
