import rule from '../../../src/rules/names/name-format'
import { testRule } from '../../rule-tester'

const body = (name: string) => `{ "name": ${name}, "version": "1.0.0" }`

testRule(rule, [
  { name: 'accepts a plain name', text: body('"acme-crm2"'), as: 'create-body' },
  { name: 'accepts one slash between handle and name', text: body('"acme/crm"'), as: 'create-body' },
  {
    name: 'reports a second slash',
    text: body('«"acme/crm/x"»'),
    as: 'create-body',
    messages: [
      'name is "acme/crm/x", which has 2 slashes; at most one is allowed, between the workspace\'s handle and the name.',
    ],
  },
  {
    name: 'says which part is wrong, and suggests a right one',
    text: body('«"Acme/crm"»'),
    as: 'create-body',
    messages: [
      'name is "Acme/crm", whose handle "Acme" has capital letters; a handle has 3 to 64 lowercase letters, digits, hyphens and underscores, and begins and ends with a letter or digit. Did you mean "acme/crm"?',
    ],
  },
  {
    name: 'reports a part that is empty',
    text: body('«"acme/"»'),
    as: 'create-body',
    messages: [
      'name is "acme/", whose part "" is empty; it must begin with a lowercase letter, and only lowercase letters, digits, hyphens and underscores may follow.',
    ],
  },
  {
    name: 'reports an empty name',
    text: body('«""»'),
    as: 'create-body',
    messages: [
      'name is "", which is empty; it must begin with a lowercase letter, and only lowercase letters, digits, hyphens and underscores may follow.',
    ],
  },
  {
    name: 'reports a digit at the beginning, and suggests nothing that would be no better',
    text: body('«"3cx"»'),
    as: 'create-body',
    messages: [
      'name is "3cx", which begins with "3"; it must begin with a lowercase letter, and only lowercase letters, digits, hyphens and underscores may follow.',
    ],
  },
  ...['ea_utils', 'north_wind/desk', '3cx/desk', 'a-_b/x', `${'a'.repeat(64)}/desk`].map((name) => ({
    name: `accepts ${name.slice(0, 20)}`,
    text: body(`"${name}"`),
    as: 'create-body' as const,
  })),
  ...(
    [
      ['ab', 'is 2 characters long'],
      ['a', 'is one character long'],
      ['a'.repeat(65), 'is 65 characters long'],
      ['_north', 'begins with "_"'],
      ['north-', 'ends with "-"'],
      ['north.wind', 'holds "."'],
      ['', 'is empty'],
    ] as const
  ).map(([handle, fault]) => ({
    name: `reports a handle that ${fault}`,
    text: body(`«"${handle}/desk"»`),
    as: 'create-body' as const,
    messages: [new RegExp(`^name is ".*, whose handle "${handle.slice(0, 20)}.* ${fault}; a handle has 3 to 64 `)],
  })),
  {
    name: 'suggests hyphens for what is not a letter',
    text: body('«"acme crm_x"»'),
    as: 'create-body',
    messages: [/holds " "; .* Did you mean "acme-crm_x"\?$/],
  },
  {
    name: 'reports each item of a list',
    text: '{ "integrations": [{ "name": "acme" }, { "name": «"ACME"» }], "meta": {} }',
    as: 'integration-list',
    messages: [/has capital letters/],
  },
  {
    name: 'looks into the envelope of a definition',
    text: '{ "integration": { "name": «"a b"», "version": "1.0.0" } }',
    as: 'integration',
    messages: [/holds " "/],
  },
  {
    name: 'asks for the configured pattern instead of its own',
    text: body('«"crm"»'),
    as: 'create-body',
    options: { pattern: '^acme/' },
    messages: ['name is "crm", which does not match the configured pattern ^acme/.'],
  },
  {
    name: 'is content with what the configured pattern allows',
    text: body('"Acme_CRM"'),
    as: 'create-body',
    options: { pattern: '^\\p{L}+_CRM$' },
  },
  { name: 'leaves an update body to another rule', text: '{ "name": "ACME" }', as: 'update-body' },
  { name: 'leaves a name of another type to the schema', text: body('5'), as: 'create-body' },
  {
    name: 'has nothing to say of an invalid name',
    text: '{ "name": 5, "version": "1.0.0" }',
    as: 'create-body',
  },
  {
    name: 'names all that is wrong with a part, and what was meant',
    text: '{ "name": «"9AcmeCRM__of--us!"», "version": "1.0.0" }',
    as: 'create-body',
    messages: [/begins with "9", has capital letters and holds "!"/],
  },
  {
    name: 'finds the words in a name: at capitals, signs and white space',
    text: '{ "name": «"_MyAcmeCRM  of__us/2ndPart!"», "version": "1.0.0" }',
    as: 'create-body',
    messages: [/, whose handle "_MyAcmeCRM {2}of__us" has capital letters and holds " "/],
  },
  {
    name: 'suggests the words of a name',
    text: '{ "name": «"My_AcmeCRM  for__us!"», "version": "1.0.0" }',
    as: 'create-body',
    messages: [/Did you mean "my_acme-crm-for__us"\?$/],
  },
])
