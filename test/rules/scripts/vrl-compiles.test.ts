import rule from '../../../src/rules/scripts/vrl-compiles'
import { runRuleOn, testRule } from '../../rule-tester'
import { sampleToken } from '../lifecycle/sample-token'
import { withExtract, withFallback, withLink, withNamedLink, withSandbox } from './documents'

testRule(
  rule,
  [
    { name: 'accepts a script that compiles', text: withExtract('parse_json!(.body).id') },
    {
      name: 'marks an index that is computed, and says what may stand there',
      text: withExtract('parts = split(to_string!(.path), "/")\nparts[«length»(parts) - 1]'),
      messages: [
        'identifier.extractScript does not compile: syntax error: unexpected `length`; an index must be an integer literal; use `get` for a computed one (VRL 203).',
      ],
    },
    {
      name: 'marks what cannot fail before a needless ??',
      text: withExtract('id = «upcase("a")» ?? "b"\nid'),
      messages: [/unnecessary error coalescing operation: this expression can't fail; .* \(VRL 651\)\.$/],
    },
    {
      name: 'marks a string without an end up to the end of its line',
      text: withLink('url = «"https://acme.com»\nurl'),
      messages: [
        'configuration.identifier.linkTemplateScript does not compile: syntax error: invalid string literal (VRL 202).',
      ],
    },
    {
      name: 'places errors through the escape sequences of the JSON string',
      text: String.raw`{ "name": "acme", "version": "1.0.0",
  "identifier": { "extractScript": "# \u00e9\ud83d\ude00 \"\/\"\n\t«\u0064owncas»(to_string!(.body))\n" } }`,
      messages: [
        'identifier.extractScript does not compile: call to undefined function: `downcas`; did you mean "downcase"? (VRL 105).',
      ],
    },
    {
      name: 'places an undefined variable of a template behind characters of several bytes',
      text: withLink('"https://é.example/😀?state=«{{ webhookId }}»"'),
      messages: [
        'configuration.identifier.linkTemplateScript does not compile: call to undefined variable: `webhookId` (VRL 701).',
      ],
    },
    {
      name: 'tells the cause, not what follows from it',
      text: withExtract('body = «parse_json(.body)»\naccount = body.account\naccount.id'),
      messages: [
        /unhandled fallible assignment: .*`parse_json!\(\.body\)`.*body, err = parse_json\(\.body\) \(VRL 103\)\.$/,
      ],
    },
    {
      name: 'tells each of several independent errors',
      text: withExtract('a = «upcas»("a")\nb = «1 / .body»\nif «.path» { c = 1 }\na'),
      messages: [/VRL 105/, /VRL 103/, /VRL 102/],
    },
    {
      name: 'looks at the scripts of every place',
      text: `{ "name": "acme", "version": "1.0.0",
      "configuration": { "identifier": { "linkTemplateScript": "«»(" } },
      "configurations": { "other": { "identifier": { "linkTemplateScript": "«]»" } } },
      "identifier": { "extractScript": "«nothing»", "fallbackHandlerScript": "«nothing»" },
      "sandbox": { "identifierExtractScript": "«nothing»", "messageExtractScript": "«nothing»" } }`.replace(
        '«»(',
        '(«»',
      ),
      messages: [/unexpected end of program/, /unexpected `\]`/, /701/, /701/, /701/, /701/],
    },
    {
      name: 'looks at the scripts of an update, where null deletes them',
      text: '{ "identifier": { "extractScript": "«nothing»", "fallbackHandlerScript": null } }',
      as: 'update-body',
      messages: [/701/],
    },
    {
      name: 'reports a script on which the compiler runs out of stack, as a whole',
      text: withExtract(`${'('.repeat(990)}1${')'.repeat(990)}`).replace(/"\(+1\)+"/, '«$&»'),
      messages: ['identifier.extractScript does not compile. It is nested too deeply: the compiler runs out of stack.'],
    },
    {
      name: 'reports a script on which the compiler runs out of memory, as a whole',
      text: withExtract(`x = {}\n${'x = {"a": x, "b": x}\n'.repeat(40)}`).replace(/"x = [^}]+\}.*\\n"/, '«$&»'),
      messages: [
        'identifier.extractScript does not compile. It exceeds the memory limit: its values or their types grow without bound.',
      ],
    },
    { name: 'leaves a script that is far too long to the schema', text: withExtract(`${' '.repeat(10_001)}(`) },
    { name: 'accepts an empty script', text: withSandbox('', ' \n') },
    { name: 'accepts named configurations', text: withNamedLink('other', '"https://acme.com"') },
    { name: 'accepts a fallback handler', text: withFallback('{}') },
  ],
  { elsewhere: ['unchecked'] },
)

test('quotes no code of a script that holds a token', () => {
  const token = sampleToken('ghp_', 36)
  const [finding] = runRuleOn(rule, withExtract(`a = parse_json(.body."${token}")\na`))
  expect(finding?.message).toBe('identifier.extractScript does not compile: unhandled fallible assignment (VRL 103).')
})

test('leaves of what the compiler says what it says itself, and names the page about it', () => {
  const token = sampleToken('ghp_', 36)
  const [finding] = runRuleOn(rule, withExtract(`# ${token}\nif .path { 1 }`))
  expect(finding?.data).toEqual({
    said: 'non-boolean predicate',
    code: 102,
    docs: 'https://errors.vrl.dev/102',
  })
})
