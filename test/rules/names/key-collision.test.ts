import rule from '../../../src/rules/names/key-collision'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports the later key, each against the first',
    text: `{ "name": "acme", "version": "1.0.0", "events": {
      "userCreated": { "schema": {} }, «"usercreated"»: { "schema": {} }, «"UserCreated"»: { "schema": {} } } }`,
    as: 'create-body',
    messages: [
      'events.usercreated: the key "usercreated" differs only by case from "userCreated".',
      'events.UserCreated: the key "UserCreated" differs only by case from "userCreated".',
    ],
  },
  {
    name: 'looks at tags and at messages within their own map',
    text: `{ "name": "acme", "version": "1.0.0",
      "user": { "tags": { "id": {}, «"ID"»: {} } },
      "channels": { "dm": { "messages": { "text": { "schema": {} }, «"Text"»: { "schema": {} } },
        "conversation": { "tags": { "Id": {} } } } } }`,
    as: 'create-body',
    messages: [
      'user.tags.ID: the key "ID" differs only by case from "id".',
      'channels.dm.messages.Text: the key "Text" differs only by case from "text".',
    ],
  },
  {
    name: 'is silent about equal keys of different maps',
    text: `{ "name": "acme", "version": "1.0.0", "actions": { "message": {} }, "events": { "Message": { "schema": {} } } }`,
    as: 'create-body',
  },
  {
    name: 'lets an update rename a key',
    text: `{ "events": { "userCREATED": null, "userCreated": { "schema": {} } } }`,
    as: 'update-body',
  },
])
