import rule from '../../../src/rules/lifecycle/read-only-in-body'
import { testRule } from '../../rule-tester'

testRule(rule, [
  {
    name: 'reports each property that the server sets, at its key',
    text: `{ «"id"»: "x", "name": "acme", "version": "1.0.0", «"createdAt"»: "x", «"updatedAt"»: "x", «"iconUrl"»: "x",
      «"readmeUrl"»: "x", «"verificationStatus"»: "approved", «"lifecycleStatus"»: "published", «"signingSecret"»: "x",
      «"meta"»: {}, «"ownerWorkspace"»: {}, «"workspaceId"»: null, "url": "https://acme.example", "dev": false }`,
    as: 'create-body',
    messages: [
      'id is set by the server and not allowed in a request body.',
      /^createdAt/,
      /^updatedAt/,
      'iconUrl is set by the server and not allowed in a request body; send "icon".',
      /^readmeUrl .* send "readme"\.$/,
      /^verificationStatus/,
      /^lifecycleStatus/,
      /^signingSecret/,
      /^meta/,
      /^ownerWorkspace/,
      /^workspaceId/,
    ],
  },
  {
    name: 'leaves the id of an update body to another rule',
    text: '{ "id": "x", «"updatedAt"»: "x", "maxExecutionTime": 60 }',
    as: 'update-body',
    messages: [/^updatedAt/],
  },
  {
    name: 'looks at the body itself, not at what it holds',
    text: '{ "name": "acme", "version": "1.0.0", "interfaces": { "a<b>": { "id": "" } }, "events": { "meta": { "schema": {} } } }',
    as: 'create-body',
  },
  {
    name: 'is silent about definitions',
    text: '{ "integration": { "id": "x", "createdAt": "x", "name": "acme", "version": "1.0.0" } }',
    as: 'integration',
  },
])
