import rule from '../../../src/rules/names/key-camel-case'
import { testRule } from '../../rule-tester'

const schema = '{ "schema": { "type": "object" } }'
const action = `{ "input": ${schema}, "output": ${schema} }`
const definition = (rest: string) => `{ "name": "acme", "version": "1.0.0", ${rest} }`

testRule(rule, [
  {
    name: 'reports consecutive capitals, with what the CLI would accept',
    text: definition(`"actions": { «"getURL"»: ${action}, "getUrl2": ${action} }`),
    as: 'create-body',
    messages: ['actions.getURL: the key "getURL" is not in the camel case that "bp build" requires; write "getUrl".'],
  },
  {
    name: 'looks at actions, events, channels, messages and states',
    text: definition(`
      "actions": { «"listIDs"»: ${action} },
      "events": { «"onAPICall"»: ${schema} },
      "channels": { «"directDM"»: { "messages": { «"rawHTML"»: ${schema} } } },
      "states": { «"oAuthURLs"»: { "type": "user", "schema": {} } }`),
    as: 'create-body',
    messages: [/"listIds"\.$/, /"onApicall"\.$/, /"directDm"\.$/, /"rawHtml"\.$/, /"oAuthUrls"\.$/],
  },
  {
    name: 'knows, as the CLI does, that a capital behind a digit begins no word',
    text: definition(`"events": { «"oauth2Token"»: ${schema}, "oauth2token": ${schema}, "top10": ${schema} }`),
    as: 'create-body',
    messages: [/"oauth2token"\.$/],
  },
  {
    name: 'leaves configurations, entities, tags and fields alone, at which the CLI does not look',
    text: definition(`
      "configurations": { "useAPIKey": ${schema} },
      "entities": { "pageURL": ${schema} },
      "user": { "tags": { "userID": {} } },
      "states": { "last": { "type": "user", "schema": { "properties": { "pageURL": {} } } } }`),
    as: 'create-body',
  },
  {
    name: 'leaves a key to another rule that the API does not accept either',
    text: definition(`"actions": { "get_url": ${action}, "GetURL": ${action}, "": ${action} }`),
    as: 'create-body',
  },
  {
    name: 'leaves a key alone that an update deletes',
    text: `{ "actions": { "getURL": null } }`,
    as: 'update-body',
  },
])
