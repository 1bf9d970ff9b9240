import rule from '../../../src/rules/scripts/vrl-available-functions'
import { testRule } from '../../rule-tester'
import { withExtract, withFallback } from './documents'

testRule(rule, [
  { name: 'accepts functions that work', text: withExtract('upcase(to_string!(parse_json!(.body).id))') },
  {
    name: 'marks each call of a function that the runtime lacks',
    text: withFallback(
      '«log»("hello")\n«log»("hello", level: "warn")\nhost = «get_hostname»() ?? "none"\n{ "body": «dns_lookup»!(host) }',
    ),
    messages: [
      '"log" always fails: the platform\'s runtime, WebAssembly, does not support it.',
      /^"log"/,
      /^"get_hostname"/,
      /^"dns_lookup"/,
    ],
  },
  {
    name: 'marks a look at the environment',
    text: withExtract('«get_env_var»!("HOME")'),
    messages: ['"get_env_var" always fails: the platform\'s runtime has no environment variables.'],
  },
  {
    name: 'takes no variable, field or text for a call',
    text: withExtract('log = "log()"\n# log()\n[log, .body.log]'),
  },
])
