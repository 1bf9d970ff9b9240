import rule from '../../../src/rules/scripts/vrl-known-fields'
import { testRule } from '../../rule-tester'
import { withExtract, withFallback, withLink, withNamedLink, withSandbox } from './documents'

testRule(rule, [
  {
    name: 'accepts every field of a link',
    text: withLink('[.webhookId, .webhookUrl, .env, .shareableId, .source]'),
  },
  {
    name: 'accepts every field of a request, in each script that is given one',
    text: withExtract('[.path, .method, .query, .body, .headers, .secrets]'),
  },
  {
    name: 'accepts the fields of a request in a fallback handler',
    text: withFallback('{ "body": .query, "headers": .headers }'),
  },
  {
    name: 'marks a misspelt field and says what was meant',
    text: withLink('webhookId = to_string!(.«webchookId»)\n"https://acme.com/{{ webhookId }}"'),
    messages: [
      'A link template script has no field "webchookId" in its event; it has webhookId, webhookUrl, env, shareableId and source. Did you mean "webhookId"?',
    ],
  },
  {
    name: 'marks a field of another script',
    text: withNamedLink('other', '"https://acme.com/" + to_string!(.«body».id)'),
    messages: [/A link template script has no field "body"/],
  },
  {
    name: 'marks a field of the body that is read from the event',
    text: withSandbox('.«account».id', '.«"text"»'),
    messages: [/A sandbox identifier script has no field "account"/, /A sandbox message script has no field "text"/],
  },
  {
    name: 'tells a field once',
    text: withFallback('if .«url» == "/a" { {} } else if .url == "/b" { {} } else { {} }'),
    messages: [/A fallback handler script has no field "url"/],
  },
  {
    name: 'follows a variable that stands for the event',
    text: withExtract('event = .\nevent.body + event.«payload»'),
    messages: [/no field "payload"/],
  },
  { name: 'accepts a field that the script assigns', text: withExtract('.parsed = parse_json!(.body)\n.parsed.id') },
  {
    name: 'accepts a field that it assigns with an error',
    text: withExtract('.parsed, .failure = parse_json(.body)\n[.parsed, .failure]'),
  },
  {
    name: 'accepts a field that the script asks for',
    text: withExtract('if exists(.rawBody) { .rawBody } else { .body }'),
  },
  { name: 'accepts everything once the event is replaced', text: withExtract('. = parse_json!(.body)\n.account.id') },
  {
    name: 'knows that the event is replaced afterwards',
    text: withExtract('raw = .«bdy»\n. = parse_json!(.«payload»)\n[raw, .account]'),
    messages: [/"bdy".*Did you mean "body"\?$/, /"payload"/],
  },
  {
    name: 'takes no field of a value for one of the event',
    text: withExtract('body = parse_json!(.body)\n[body.url, parse_json!(.body).id, [.body][0].id, {"a": 1}.a]'),
  },
  {
    name: 'takes no text, comment or metadata for a path',
    text: withExtract(`# .url\n[".url {{ ", s'.url', r'\\.url', 1.5, %url]`),
  },
  { name: 'says nothing about a script that cannot be read', text: withExtract('.url + "unterminated') },
  {
    name: 'reads on where the script does not compile',
    text: withExtract('.«url»[length(.body)]'),
    messages: [/"url"/],
  },
])
