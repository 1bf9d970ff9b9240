import rule from '../../../src/rules/lifecycle/deprecated-property'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports public at its key, with what to write instead',
    text: '{ "name": "acme", "version": "1.0.0", «"public"»: false }',
    as: 'create-body',
    messages: ['public is deprecated; write "visibility": "private" instead.'],
  },
  {
    name: 'knows when visibility is there already',
    text: '{ «"public"»: true, "visibility": "public" }',
    as: 'update-body',
    messages: ['public is deprecated; remove it, since the body has "visibility" as well.'],
  },
  {
    name: 'reports the creation of users and conversations where it is enabled',
    text: `{ "name": "acme", "version": "1.0.0",
      "user": { "tags": {}, "creation": { "enabled": «true», "requiredTags": [] } },
      "channels": { "dm": { "messages": {}, "conversation": { "tags": {}, "creation": { "enabled": «true», "requiredTags": [] } } },
        "group": { "messages": {}, "conversation": { "tags": {}, "creation": { "enabled": false, "requiredTags": [] } } } } }`,
    as: 'create-body',
    messages: [
      'user.creation is deprecated, and "bp deploy" refuses "enabled": true for new integrations and new major versions; let an action create the user.',
      'channels.dm.conversation.creation is deprecated, and "bp deploy" refuses "enabled": true for new integrations and new major versions; let an action create the conversation.',
    ],
  },
  {
    name: 'does not blame definitions, which always carry both',
    text: `{ "integration": { "name": "acme", "version": "1.0.0", "public": true, "visibility": "public",
      "user": { "tags": {}, "creation": { "enabled": true, "requiredTags": [] } } } }`,
    as: 'integration',
  },
  {
    name: 'is silent about visibility alone',
    text: '{ "name": "acme", "version": "1.0.0", "visibility": "public" }',
    as: 'create-body',
  },
  {
    name: 'says which visibility means the same as true',
    text: '{ "name": "acme", "version": "1.0.0", «"public"»: true }',
    as: 'create-body',
    messages: ['public is deprecated; write "visibility": "public" instead.'],
  },
  {
    name: 'reports the creation of an update as well, and knows none of messages',
    text: `{ "user": { "creation": { "enabled": «true» } },
      "channels": { "dm": { "message": { "tags": {}, "creation": { "enabled": true } } } } }`,
    as: 'update-body',
    messages: [/create the user\.$/],
  },
])
