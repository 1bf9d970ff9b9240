import { BUILT_IN, type DocumentedRule, type Example, PRESETS } from '../contract'
import { defineRule } from '../define-rule'

function text(comment: string, title: string): Example {
  return { document: `{ "name": "acme", "version": "1.0.0", "actions": {},\n  ${comment}\n  "title": "${title}"\n}` }
}

const COMMENT = '// integration-lint-disable-next-line schema/max-length'
const LONG = 'T'.repeat(65)
const GOOD: readonly Example[] = [text(`${COMMENT} -- The product is called that.`, LONG)]

/** The rules on suppressions themselves. */
export const rules: readonly DocumentedRule[] = [
  defineRule({
    id: BUILT_IN.suppressionValid,
    category: 'suppressions',
    severity: 'warning',
    presets: PRESETS,
    summary: 'A comment that silences a rule names the rule and gives a reason.',
    description: `In a \`.jsonc\` file, \`// integration-lint-disable-next-line RULE -- reason\` silences a finding. A
comment without a rule, with a rule that does not exist or without a reason silences nothing, since later readers could
not know whether it is still needed. This is reported at the comment. A comment cannot suppress this rule.`,
    messages: {},
    visit: {},
    examples: {
      bad: [
        text(COMMENT, LONG),
        text('// integration-lint-disable-next-line schema/max-lenght -- The product is called that.', LONG),
        text('// integration-lint-disable-next-line -- The product is called that.', LONG),
        text('// integration-lint-disable-nextline schema/max-length -- The product is called that.', LONG),
      ],
      good: GOOD,
    },
  }),
  defineRule({
    id: BUILT_IN.suppressionUsed,
    category: 'suppressions',
    severity: 'warning',
    presets: [],
    summary: 'Every suppression silences a finding.',
    description: `A comment in a \`.jsonc\` file, or an entry of \`ignores\` in the configuration, that matches no
finding any more should be removed, since it would hide the next finding of its rule. An unused or expired entry of
\`ignores\` is reported at its place in the configuration file, and only if the run linted every definition that it
names.

The rule is off, because the command prints the same as a note. \`--report-unused\` turns the rule on. A suppression of
a rule that did not run on the file is left alone. \`--strict-baseline\` reports unused entries of a baseline.`,
    messages: {},
    visit: {},
    examples: { bad: [text(`${COMMENT} -- The product is called that.`, 'Acme')], good: GOOD },
  }),
]
