import rule from '../../../src/rules/names/secret-name-prefix'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports the doubled prefix at the key of a body',
    text: '{ "name": "acme", "version": "1.0.0", "secrets": { «"SECRET_API_KEY"»: null, "API_KEY": null } }',
    as: 'create-body',
    messages: [
      'secrets.SECRET_API_KEY: the secret "SECRET_API_KEY" will be "SECRET_SECRET_API_KEY" in the code, for the platform adds "SECRET_"; name it "API_KEY".',
    ],
  },
  {
    name: 'reports it at the item of a definition',
    text: '{ "integration": { "name": "acme", "version": "1.0.0", "secrets": ["API_KEY", «"SECRET_TOKEN"»] } }',
    as: 'integration',
    messages: [/name it "TOKEN"\.$/],
  },
  {
    name: 'has no better name where the rest is none',
    text: '{ "integration": { "secrets": [«"SECRET_2FA_KEY"»] } }',
    as: 'integration',
    messages: [/adds "SECRET_"; choose a name without it\.$/],
  },
  {
    name: 'leaves to the schema what is not a name',
    text: '{ "integration": { "secrets": ["SECRET_", "SECRET_apiKey", "SECRET__KEY"] } }',
    as: 'integration',
  },
  {
    name: 'accepts names that merely contain the word',
    text: '{ "integration": { "secrets": ["SECRET", "SECRETS_KEY", "CLIENT_SECRET"] } }',
    as: 'integration',
  },
  { name: 'lets an update delete the wrong name', text: '{ "secrets": { "SECRET_A": null } }', as: 'update-body' },
])
