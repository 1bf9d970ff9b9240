import { defineRule } from '../define-rule'
import { describeDiagnostic } from './describe-diagnostic'

export default defineRule({
  id: 'vrl-unused',
  category: 'scripts',
  severity: 'info',
  summary: 'Every part of a VRL script has an effect.',
  description: `The compiler warns of code that is legal and does nothing: a variable that nobody reads, an expression
whose value is dropped, a \`!\` behind a function that cannot fail. It is often what remains of an earlier version of
the script, and sometimes a misspelt name. The finding is at the place that the compiler reports, with its advice. The
compiler gives warnings only for scripts without errors.`,
  messages: {
    warning: ({ said }: { said: string; code: number }, at) =>
      `The compiler warns of ${at() || 'this script'}: ${said}.`,
  },
  visit: {
    script({ source, pointer }, report, { vrl }) {
      for (const warning of vrl()?.check(source).warnings ?? []) {
        const { code, span } = warning
        report({ pointer, span }, 'warning', { said: describeDiagnostic(source, warning), code })
      }
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'body = parse_json!(.body)\nuser = body.user\nbody.account.id\n' },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'body = parse_json!(.body)\nbody.account.id\n' },
        },
      },
    ],
  },
})
