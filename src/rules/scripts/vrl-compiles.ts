import { defineRule } from '../define-rule'
import { describeDiagnostic } from './describe-diagnostic'

export default defineRule({
  id: 'vrl-compiles',
  category: 'scripts',
  severity: 'error',
  summary: 'Every VRL script compiles.',
  description: `The platform compiles a script when it is needed, so a mistake in it appears when somebody installs the
integration or when its webhook is called, not when it is deployed. This rule uses the platform's own compiler,
\`@bpinternal/verel\`, and reports its errors at their places inside the JSON string, with its labels and its advice.

There is one finding for each root error. Errors that follow from another one are left out: an undefined variable whose
assignment does not compile, a further use of the same undefined variable, a syntax error that a bracket before it
explains. A script on which the compiler itself gives up, because it is nested too deeply or because the types of its
values grow without bounds, does not work on the platform either, and is reported as a whole. A script for which the
compiler takes seconds is not checked, and neither are further scripts of a document, or of a run, whose scripts took
many seconds together; each of them is reported.

The codes of errors are explained at https://errors.vrl.dev.`,
  messages: {
    error: ({ said, code }: { said: string; code: number; docs: string }, at) =>
      `${at() || 'The script'} does not compile: ${said} (VRL ${code}).`,
    refused: ({ reason }: { reason: string }, at) => `${at() || 'The script'} does not compile. ${reason}`,
    unchecked: ({ reason }: { reason: string }, at) => `${at() || 'The script'} was not checked. ${reason}`,
  },
  visit: {
    script({ source, pointer }, report, { vrl }) {
      const checked = vrl()?.check(source)
      if (checked === undefined) return
      const { errors, refusal } = checked
      // The schema layer reports a script that is too long.
      if (refusal?.reason === 'budget' || refusal?.reason === 'time')
        report(pointer, 'unchecked', { reason: refusal.message })
      else if (refusal !== undefined && refusal.reason !== 'length') {
        report(pointer, 'refused', { reason: refusal.message })
      }
      for (const error of errors) {
        const { code, span } = error
        const said = describeDiagnostic(source, error)
        report({ pointer, span }, 'error', { said, code, docs: `https://errors.vrl.dev/${code}` })
      }
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'parts = split(to_string!(.path), "/")\nparts[length(parts) - 1]\n' },
        },
        note: 'Only an integer literal may stand in an index: `parts[-1]` is the last part.',
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'body = parse_json(.body)\nbody.account.id\n' },
        },
        note: 'A function that can fail needs a `!`, a `??`, or a second variable for the error.',
      },
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'merge(from: { "id": 1 })\n' },
        },
        note: 'The compiler itself crashes: `merge` lacks its first argument.',
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'parts = split(to_string!(.path), "/")\nparts[-1]\n' },
        },
      },
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
