import { deadDefaults } from '../../vrl/defaults'
import { readScript } from '../../vrl/reading'
import { defineRule } from '../define-rule'
import { aboutScript, codeShown } from './describe-diagnostic'

export default defineRule({
  id: 'vrl-default-applies',
  category: 'scripts',
  severity: 'info',
  summary: 'A default after `??` applies when the field that it seems to guard is missing.',
  description: `In VRL, \`a ?? b\` gives \`b\` when \`a\` fails with an error. A missing field is not an error, it is \`null\`. So
\`parse_json(.body).team ?? "none"\` gives \`"none"\` for a body that is not JSON, and \`null\` for a body without \`team\`. A
conversion hides it even better: \`to_string(.headers."x-team") ?? "none"\` gives an empty string for a request without the
header, since \`to_string(null)\` is \`""\`.

\`||\` is the operator for a missing field: \`(parse_json(.body).team || "none") ?? "none"\` has the default in both cases.

The rule checks defaults that are literals. It does not report a default if a condition tests the field before
(\`if exists(body.team) { … }\`), if the script compares or tests the result later, or if a missing field gives the same
value. The compiler itself refuses a default that can never apply (error 651).`,
  messages: {
    dead: ({ name, gives, instead }: { name: string; gives: string; instead: string }, at) =>
      aboutScript(
        at,
        `This default applies when "${name}" fails, not when the field is missing: that gives ${gives}. For both, write ${instead}.`,
      ),
  },
  visit: {
    script({ source, pointer }, report) {
      if (!source.includes('??') || readScript(source) === undefined) return
      for (const { name, gives, instead, span } of deadDefaults(source)) {
        report({ pointer, span }, 'dead', { name, gives, instead: codeShown(source, instead) })
      }
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'parse_json(.body).team_id ?? "unknown"\n' },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'to_string(.headers."x-team-id") ?? "unknown"\n' },
        },
        note: '`to_string` makes an empty string of a missing header.',
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: '(parse_json(.body).team_id || "unknown") ?? "unknown"\n' },
        },
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'string(.headers."x-team-id") ?? "unknown"\n' },
        },
        note: '`string` fails for a missing header.',
      },
    ],
  },
})
