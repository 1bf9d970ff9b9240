import rule from '../../../src/rules/references/required-tags-declared'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports each undeclared tag of the user at its own place',
    text: `{ "name": "acme", "version": "1.0.0",
      "user": { "tags": { "email": {} }, "creation": { "enabled": false, "requiredTags": ["email", «"mail"», «"id"»] } } }`,
    messages: [
      'user.creation.requiredTags[1] is "mail", which "tags" does not declare (declared: email).',
      'user.creation.requiredTags[2] is "id", which "tags" does not declare (declared: email).',
    ],
  },
  {
    name: 'looks into the conversation of every channel',
    text: `{ "name": "acme", "version": "1.0.0", "channels": { "dm": { "messages": {},
      "conversation": { "tags": {}, "creation": { "enabled": false, "requiredTags": [«"id"»] } } } } }`,
    messages: [
      'channels.dm.conversation.creation.requiredTags[0] is "id", which "tags" does not declare (declared: none).',
    ],
  },
  {
    name: 'is silent about tags that are declared',
    text: `{ "name": "acme", "version": "1.0.0",
      "user": { "tags": { "id": {} }, "creation": { "enabled": false, "requiredTags": ["id"] } } }`,
  },
  {
    name: 'is silent about an inherited name that is not a tag only when it is declared',
    text: `{ "name": "acme", "version": "1.0.0",
      "user": { "tags": {}, "creation": { "enabled": false, "requiredTags": [«"constructor"»] } } }`,
    messages: ['user.creation.requiredTags[0] is "constructor", which "tags" does not declare (declared: none).'],
  },
  {
    name: 'leaves update bodies alone, which hold only the tags that change',
    as: 'update-body',
    text: `{ "user": { "creation": { "enabled": false, "requiredTags": ["id"] } } }`,
  },
])
