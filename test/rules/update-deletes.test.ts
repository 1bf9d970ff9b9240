import rule from '../../src/rules/update-deletes'
import { testRule } from '../rule-tester'

testRule(rule, [
  {
    name: 'lists the deletion of an entry of each map',
    text: `{ "configurations": { "manual": «null» }, "actions": { "getUser": «null» }, "events": { "created": «null» },
      "channels": { "dm": «null», "group": { "messages": { "text": «null» }, "conversation": { "tags": { "id": «null» } },
        "message": { "tags": { "ts": «null» } } } },
      "states": { "last": «null» }, "entities": { "page": «null» }, "interfaces": { "llm<modelRef>": «null» },
      "user": { "tags": { "email": «null» } }, "secrets": { "API_KEY": «null», "TOKEN": "" } }`,
    as: 'update-body',
    messages: [
      'The update deletes the configuration "manual".',
      'The update deletes the action "getUser".',
      'The update deletes the event "created".',
      'The update deletes the channel "dm".',
      'The update deletes the message "text".',
      'The update deletes the conversation tag "id".',
      'The update deletes the message tag "ts".',
      'The update deletes the state "last".',
      'The update deletes the entity "page".',
      'The update deletes the interface "llm<modelRef>".',
      'The update deletes the user tag "email".',
      'The update deletes the secret "API_KEY".',
    ],
  },
  {
    name: 'lists the deletion of scripts, of the url and of attributes',
    text: `{ "url": «null», "identifier": { "extractScript": «null», "fallbackHandlerScript": «null» },
      "configuration": { "identifier": { "linkTemplateScript": «null» } },
      "configurations": { "oauth": { "identifier": { "linkTemplateScript": «null» } } },
      "attributes": { "category": «null» },
      "actions": { "get": { "attributes": { "a": «null» }, "input": { "schema": {} }, "output": { "schema": {} } } },
      "events": { "made": { "attributes": { "b": «null», "c": "d" }, "schema": {} } } }`,
    as: 'update-body',
    messages: [
      'The update deletes the url.',
      'The update deletes the extractScript.',
      'The update deletes the fallbackHandlerScript.',
      'The update deletes the linkTemplateScript.',
      'The update deletes the linkTemplateScript.',
      'The update deletes the attribute "category".',
      'The update deletes the action attribute "a".',
      'The update deletes the event attribute "b".',
    ],
  },
  {
    name: 'is silent about a null that deletes nothing',
    text: `{ "title": null, "actions": { "get": { "title": null, "input": { "schema": { "default": null } }, "output": { "schema": { "const": null } } } } }`,
    as: 'update-body',
  },
  {
    name: 'is silent about the nulls of a create body, where a secret has no value yet',
    text: '{ "name": "acme", "version": "1.0.0", "secrets": { "API_KEY": null }, "actions": { "get": null } }',
    as: 'create-body',
  },
])
