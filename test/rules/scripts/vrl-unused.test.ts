import rule from '../../../src/rules/scripts/vrl-unused'
import { testRule } from '../../rule-tester'
import { withExtract, withLink } from './documents'

testRule(rule, [
  { name: 'accepts a script without idle parts', text: withExtract('body = parse_json!(.body)\nbody.id') },
  {
    name: 'marks a variable that nobody reads',
    text: withLink('«env» = to_string!(.env)\n"https://acme.com"'),
    messages: [
      'The compiler warns of configuration.identifier.linkTemplateScript: unused variable `env`: use the result of this expression or remove it; this expression has no side-effects.',
    ],
  },
  {
    name: 'marks an expression whose value is dropped, and shortens it',
    text: withLink(`«"https://acme.com/a/very/long/address/that/goes/on/and/on/and/on"»\n"https://acme.com"`),
    messages: [
      /^The compiler warns of configuration\.identifier\.linkTemplateScript: unused literal `"https:.{50,52}…`: /,
    ],
  },
  {
    name: 'marks a ! behind a function that cannot fail',
    text: withExtract('«upcase»!("a")'),
    messages: [/can't abort infallible function/],
  },
  {
    name: 'accepts a variable whose name says that it is not read',
    text: withExtract('for_each(array!(.body)) -> |_index, value| { .found = value }\n.found'),
  },
  { name: 'says nothing about a script with errors', text: withExtract('unused = 1\nnothing') },
])
