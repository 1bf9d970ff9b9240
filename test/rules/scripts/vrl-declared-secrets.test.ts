import rule from '../../../src/rules/scripts/vrl-declared-secrets'
import { testRule } from '../../rule-tester'
import { withExtract, withFallback, withLink, withSandbox } from './documents'

const DECLARED = ', "secrets": { "CLIENT_SECRET": "", "VERIFY_TOKEN": null }'

testRule(rule, [
  {
    name: 'accepts a declared secret',
    text: withExtract('[.secrets.CLIENT_SECRET, .secrets."VERIFY_TOKEN"]', DECLARED),
  },
  {
    name: 'marks a secret that is not declared',
    text: withFallback('{ "body": .secrets.«SIGNING_KEY» }', DECLARED),
    messages: [
      'identifier.fallbackHandlerScript reads the secret "SIGNING_KEY", which "secrets" does not declare (declared: CLIENT_SECRET and VERIFY_TOKEN).',
    ],
  },
  {
    name: 'says what was meant, the prefix of the code included',
    text: withSandbox('.secrets.«SECRET_CLIENT_SECRET»', '.secrets.«"VERIFI_TOKEN"»', DECLARED),
    messages: [/Did you mean "CLIENT_SECRET"\?$/, /Did you mean "VERIFY_TOKEN"\?$/],
  },
  {
    name: 'leaves a link alone, to which no secrets are given',
    text: withLink('"https://acme.com/" + to_string!(.secrets.ID)'),
  },
  {
    name: 'tells a secret once for each script',
    text: withExtract('[.secrets.«KEY», .secrets.KEY]', DECLARED),
    messages: [/"KEY"/],
  },
  {
    name: 'knows that a create body without secrets declares none',
    text: withExtract('.secrets.«KEY»'),
    messages: ['identifier.extractScript reads the secret "KEY", which "secrets" does not declare (declared: none).'],
  },
  {
    name: 'reads the secrets of a response',
    text: '{ "id": "intver_01HF0000000000000000000000", "name": "acme", "version": "1.0.0", "secrets": ["CLIENT_SECRET"], "identifier": { "extractScript": "[.secrets.CLIENT_SECRET, .secrets.«KEY»]" } }',
    as: 'integration',
    messages: [/declared: CLIENT_SECRET\)/],
  },
  {
    name: 'leaves a response without secrets alone',
    text: '{ "id": "intver_01HF0000000000000000000000", "name": "acme", "version": "1.0.0", "identifier": { "extractScript": ".secrets.KEY" } }',
    as: 'integration',
  },
  {
    name: 'follows a variable that stands for the secrets',
    text: withExtract(
      'secrets = .secrets\nif .method == "GET" { secrets.«KEY» } else { secrets.VERIFY_TOKEN }',
      DECLARED,
    ),
    messages: [/"KEY"/],
  },
  {
    name: 'follows no variable that may be something else',
    text: withExtract('secrets = .secrets\nif .method == "GET" { secrets = { "KEY": 1 } }\nsecrets.KEY', DECLARED),
  },
  {
    name: 'takes an update for what it is: the secrets that change',
    text: '{ "secrets": { "KEY": "new" }, "identifier": { "extractScript": ".secrets.OTHER" } }',
    as: 'update-body',
  },
  {
    name: 'marks a secret that the same update deletes',
    text: '{ "secrets": { "KEY": null }, "identifier": { "extractScript": ".secrets.«KEY»" } }',
    as: 'update-body',
    messages: ['identifier.extractScript reads the secret "KEY", which this body deletes.'],
  },
  {
    name: 'knows names like constructor',
    text: withExtract('.secrets.«constructor»', DECLARED),
    messages: [/"constructor"/],
  },
  { name: 'leaves secrets of a wrong type alone', text: withExtract('.secrets.KEY', ', "secrets": "KEY"') },
  { name: 'takes no other field for a secret', text: withExtract('parse_json!(.body).secrets.KEY', DECLARED) },
  {
    name: 'looks for what was meant behind the prefix alone',
    text: withExtract('.secrets.«MY_SECRET_CLIENT»', ', "secrets": { "MY_CLIENT": "", "MY_SECRET_CLIENTS": "" }'),
    messages: [/Did you mean "MY_SECRET_CLIENTS"\?$/],
  },
  {
    name: 'knows which secrets an update deletes, and which it does not',
    text: '{ "secrets": { "KEY": "new", "OLD": null }, "identifier": { "extractScript": "[.secrets.KEY, .secrets.«OLD»]" } }',
    as: 'update-body',
    messages: [/"OLD"/],
  },
  {
    name: 'leaves an update without secrets alone',
    text: '{ "identifier": { "extractScript": ".secrets.KEY" } }',
    as: 'update-body',
  },
  {
    name: 'leaves an update whose secrets are none alone',
    text: '{ "secrets": "KEY", "identifier": { "extractScript": ".secrets.KEY" } }',
    as: 'update-body',
  },
  {
    name: 'takes texts alone for names of secrets',
    text: '{ "id": "intver_01HF0000000000000000000000", "name": "acme", "version": "1.0.0", "secrets": [5, null, "A"], "identifier": { "extractScript": ".secrets.«KEY»" } }',
    as: 'integration',
    messages: [/declared: A\)/],
  },
  {
    name: 'leaves the secrets as a whole, and an item of them, alone',
    text: withExtract('[.secrets, .secrets[0]]', DECLARED),
  },
])
