import { quote } from '../../findings/text'
import { UNAVAILABLE_FUNCTIONS } from '../../vrl/functions'
import { readScript } from '../../vrl/reading'
import { defineRule } from '../define-rule'

export default defineRule({
  id: 'vrl-available-functions',
  category: 'scripts',
  severity: 'warning',
  summary: 'A VRL script calls functions that the platform’s runtime has.',
  description: `The platform runs VRL as WebAssembly, which has no console, no network, no host name and no environment. The
compiler knows the functions that need them, so a script that calls one compiles, and fails when it comes to the call:
\`log\`, \`dns_lookup\`, \`reverse_dns\`, \`get_hostname\`, \`parse_grok\`, \`parse_groks\`. \`get_env_var\` is there and never
finds a variable.

Instead of \`log\`, an author can make the script end with a message: \`assert!(false, message: text)\`.`,
  messages: {
    unavailable: ({ name, because }: { name: string; because: string }) => `${quote(name)} always fails: ${because}.`,
  },
  visit: {
    script({ source, pointer }, report) {
      for (const { name, span } of readScript(source)?.calls ?? []) {
        const because = UNAVAILABLE_FUNCTIONS.get(name)
        if (because !== undefined) report({ pointer, span }, 'unavailable', { name, because })
      }
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          identifier: { extractScript: 'body = parse_json!(.body)\nlog(body, level: "info")\nbody.account.id\n' },
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
