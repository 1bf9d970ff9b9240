import { KIND_FACTS } from '../document/kinds'
import type { Fields } from '../document/values'
import { helpUrl, schemaUrl } from '../findings/help'
import { KINDS } from '../findings/types'
import { type DocumentedRule, PRESETS, type Preset } from '../rules/contract'
import { severitiesOf } from '../rules/documented'
import {
  type Configuration,
  CUSTOM_RULE_PATTERN,
  type IgnoreEntry,
  LEVEL_WORDS,
  type LevelWord,
  type Override,
  PATH_PATTERN,
} from './configuration'

const LEVEL_TEXTS = {
  off: 'The rule does not run.',
  info: 'Worth knowing; fails a run only with --fail-on info.',
  warning: 'It deploys and runs, but hurts somebody; fails a run only with --fail-on warning or --max-warnings.',
  error: 'The platform or its CLI refuses it, or it cannot work; fails the run.',
  warn: 'The same as `warning`.',
} satisfies Record<LevelWord, string>

const PRESET_TEXTS = {
  schema: 'The shape alone: syntax and JSON Schema.',
  recommended: 'The shape and the meaning: scripts, embedded schemas, references, names, documentation. The default.',
  hub: 'The rules of `recommended`, and the requirements of publishing to the hub.',
  strict: 'The rules of `recommended`, and rules that are too strict for most users.',
} satisfies Record<Preset, string>

/** A text that is not blank. */
const NON_BLANK: Fields = { type: 'string', pattern: '\\S' }

/** A pattern that selects files. One that begins with `!` re-includes files, except for the extended glob `!(…)`. */
const INCLUSION = '^(?!!(?!\\())'

/** The published JSON Schema (draft-07) of the configuration file, with the descriptions that editors show. */
export function configurationSchema(rules: readonly DocumentedRule[]): Fields {
  const ids = rules.map(({ id }) => id)
  const override = {
    files: { ...documented('The files that this override is for.', PATTERN_HELP), $ref: '#/definitions/files' },
    as: {
      ...documented('The kind of these files; replaces detection.'),
      enum: KINDS,
      enumDescriptions: KINDS.map((kind) => KIND_FACTS[kind].text),
    },
    extends: {
      ...documented('The preset of these files, or a list of presets.'),
      ...oneOrMore({ $ref: '#/definitions/preset' }),
    },
    rules: { $ref: '#/definitions/rules' },
  } satisfies Record<keyof Override, Fields>
  const ignore = {
    rule: {
      ...documented('The rule whose findings are accepted.'),
      anyOf: [{ enum: ids }, { type: 'string', pattern: CUSTOM_RULE_PATTERN }],
    },
    files: {
      ...documented('The files in which the findings are accepted. All files if absent.', PATTERN_HELP),
      $ref: '#/definitions/files',
    },
    pointer: {
      ...documented(
        'The JSON Pointer of the place, with everything below it. The whole document when absent.',
        'For instance `/actions/createTicket`.',
      ),
      type: 'string',
      pattern: '^(/([^~]|~[01])*)?$',
      examples: ['/actions/createTicket'],
    },
    reason: {
      ...documented('Why the findings are accepted. Required, so that later readers understand the entry.'),
      ...NON_BLANK,
    },
    expires: {
      ...documented('The last day (UTC) on which this entry is valid, such as 2026-12-31.'),
      type: 'string',
      format: 'date',
    },
  } satisfies Record<keyof IgnoreEntry, Fields>
  const configuration = {
    $schema: { ...documented('The JSON Schema of this file, for editors.'), type: 'string' },
    root: {
      ...documented('Whether the search for configuration files in the folders above stops here.'),
      type: 'boolean',
      default: false,
    },
    extends: {
      ...documented(
        'Presets, and paths of other configuration files to start from.',
        `One or several of ${PRESETS.map((preset) => `\`${preset}\``).join(', ')}, or paths that start with \`./\` or \`../\`. Without a preset, \`recommended\` applies.`,
      ),
      ...oneOrMore({ anyOf: [{ $ref: '#/definitions/preset' }, { type: 'string', pattern: PATH_PATTERN }] }),
      default: 'recommended',
    },
    rules: { $ref: '#/definitions/rules' },
    overrides: {
      ...documented('Other settings for some of the files. A later override wins over an earlier one.'),
      type: 'array',
      items: closed(override, ['files']),
    },
    ignorePatterns: { ...documented('Files that are not linted.', PATTERN_HELP), type: 'array', items: NON_BLANK },
    ignores: {
      ...documented('Findings that are known and accepted, each with its reason.'),
      type: 'array',
      items: closed(ignore, ['rule', 'reason']),
    },
    baseline: {
      ...documented('The path of the baseline file, relative to this file.'),
      ...NON_BLANK,
      examples: ['./integration-lint.baseline.json'],
    },
  } satisfies Record<Exclude<keyof Configuration, 'customRules'>, Fields>
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: schemaUrl('config.schema.json'),
    title: 'Configuration of integration-lint',
    ...documented('The file `integration-lint.config.json` or `integration-lint.config.jsonc`.'),
    ...closed(configuration, []),
    definitions: {
      files: {
        anyOf: [
          { ...NON_BLANK, allOf: [{ pattern: INCLUSION }] },
          { type: 'array', items: NON_BLANK, contains: { type: 'string', pattern: INCLUSION } },
        ],
      },
      level: { enum: LEVEL_WORDS, enumDescriptions: LEVEL_WORDS.map((level) => LEVEL_TEXTS[level]) },
      preset: { enum: PRESETS, enumDescriptions: PRESETS.map((preset) => PRESET_TEXTS[preset]) },
      setting: { anyOf: [{ $ref: '#/definitions/level' }, tuple([{ $ref: '#/definitions/level' }])] },
      customSetting: {
        anyOf: [{ $ref: '#/definitions/level' }, tuple([{ $ref: '#/definitions/level' }, { type: 'object' }])],
      },
      rules: {
        ...documented(
          'Severities of rules: `off`, `info`, `warning` or `error`; with options, a list of the severity and the options.',
        ),
        type: 'object',
        properties: Object.fromEntries(rules.map((rule) => [rule.id, ruleSchema(rule)])),
        patternProperties: { [CUSTOM_RULE_PATTERN]: { allOf: [{ $ref: '#/definitions/customSetting' }] } },
        additionalProperties: false,
      },
    },
  }
}

const PATTERN_HELP =
  'Patterns are relative to the folder of this file; one without a slash matches a name in any folder, a folder includes everything in it, and `!` cancels the match of an earlier pattern.'

function ruleSchema(rule: DocumentedRule): Fields {
  return {
    ...documented(rule.summary, `Severity: ${severitiesOf(rule)}. [${rule.id}](${helpUrl(rule.id)})`),
    default: rule.severity,
    ...(rule.options === undefined
      ? { allOf: [{ $ref: '#/definitions/setting' }] }
      : {
          anyOf: [
            { $ref: '#/definitions/level' },
            tuple([{ $ref: '#/definitions/level' }, optionsSchema(rule.options)]),
          ],
        }),
  }
}

/** The JSON Schema of a rule's options. */
export function optionsSchema({ schema, defaults }: NonNullable<DocumentedRule['options']>): Fields {
  const initial: Fields = typeof defaults === 'object' && defaults !== null ? { ...defaults } : {}
  const withDefault = ([name, option]: [string, Fields]) => [
    name,
    initial[name] === undefined ? option : { ...option, default: initial[name] },
  ]
  return closed(Object.fromEntries(Object.entries(schema).map(withDefault)), [])
}

function closed(properties: Readonly<Record<string, Fields>>, required: readonly string[]): Fields {
  return {
    type: 'object',
    ...(required.length === 0 ? {} : { required }),
    properties,
    additionalProperties: false,
  }
}

function tuple(items: readonly Fields[]): Fields {
  return { type: 'array', items, minItems: 1, maxItems: items.length }
}

function oneOrMore(item: Fields): Fields {
  return { anyOf: [item, { type: 'array', items: item }] }
}

/** A description as plain text, and one in Markdown for editors that support it, which may be longer. */
function documented(markdown: string, more?: string): Fields {
  return {
    description: markdown.replaceAll('`', ''),
    markdownDescription: more === undefined ? markdown : `${markdown}\n\n${more}`,
  }
}
