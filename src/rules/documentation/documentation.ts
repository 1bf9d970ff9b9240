import { type Fields, own } from '../../document/values'
import { capitalise } from '../../findings/text'
import type { Severity } from '../../findings/types'
import type { DocumentedRule, Example } from '../contract'
import { defineRule } from '../define-rule'
import { type LackData, type LackMessages, type Setting, SUBJECTS, type Subject } from './subjects'
import { lackOf, lackOfField, PROPERTIES, type Property, shows, showsOnField } from './texts'

const PURPOSES = {
  title: 'A title is the name that user interfaces display; a key of the definition is written for programs.',
  description: 'User interfaces display a description to explain the purpose of an element.',
} as const satisfies Record<Property, string>

const BP_LINT_NOTE =
  ' `bp lint` requires this text, too. The preset `hub` uses the severity of `bp lint`; the other presets use one that is one step milder.'

/** A definition deploys and runs without its texts; only the hub requires them. */
const MILDER = { error: 'warning', warning: 'info' } as const satisfies Record<Setting['severity'], Severity>

function documentationRule(subject: Subject, property: Property, setting: Setting): DocumentedRule {
  const { plural, remark, field } = subject
  const milder = MILDER[setting.severity]
  // The rows that `bp lint` lacks name their presets.
  const isOfBpLint = setting.presets === undefined
  const isDocumented = (value: Fields) => (field ? showsOnField(property, value) : shows(own(value, property)))
  return defineRule<LackMessages>({
    id: `${subject.id}-${property}-present${subject.variant ?? ''}`,
    category: 'documentation',
    severity: milder,
    presets: setting.presets ?? { recommended: milder, hub: setting.severity, strict: milder },
    summary: `${capitalise(plural)} have a ${property}.`,
    description: `${PURPOSES[property]}

${remark}

A text that has only white space or invisible characters does not count.${field ? ` ${FIELD_PLACES[property]}` : ''}${isOfBpLint ? BP_LINT_NOTE : ''}`,
    messages: {
      missing: (_data, at) =>
        field && property === 'title'
          ? `${at()} has no title, neither in "x-zui.title" nor in "title".`
          : `${at() || 'The integration'} has no ${property}.`,
      blank: (data, at) => {
        const is = at().endsWith('.$ref') ? `leads to a ${property} that is` : 'is'
        return data.length === 0 ? `${at()} ${is} empty.` : `${at()} ${is} blank: no character of it is visible.`
      },
    },
    follows: ['schema/unknown-property'],
    ...(isOfBpLint ? { bpLint: true } : {}),
    ...(subject.only === undefined ? {} : { only: subject.only }),
    visit: subject.visit((node, whole, report, name, owner, root) => {
      const { value } = node
      if (isDocumented(value)) return
      const lack = field ? lackOfField(property, value, node.pointer, root) : lackOf(property, value, node.pointer)
      if (lack === undefined) return
      const data: LackData = {
        property,
        ...(name === undefined ? {} : { name: typeof name === 'string' ? name : name() }),
        ...(owner === undefined ? {} : { owner }),
      }
      if (lack.how === 'missing') {
        if (whole) report(node.pointer, 'missing', data)
      } else if (subject.refusedBySchema?.(property, lack.text) !== true) {
        report(lack.pointer, 'blank', { ...data, length: lack.text.length })
      }
    }, isDocumented),
    examples: examples(subject, property),
  })
}

const FIELD_PLACES = {
  title: `A field's title is in \`x-zui.title\`, where \`.title()\` writes it, or in \`title\`. Either may also be in a
branch of \`anyOf\`, \`allOf\` or \`oneOf\`, as when \`.nullable()\` follows \`.title()\`, or in the target of a
\`$ref\` within the schema. A field with a single value, which tags a branch of a union, is not reported.`,
  description: `A field's description is in \`description\`, where \`.describe()\` writes it. It may also be in a branch
of \`anyOf\`, \`allOf\` or \`oneOf\`, as when \`.nullable()\` follows \`.describe()\`, or in the target of a \`$ref\`
within the schema. A field with a single value, which tags a branch of a union, is not reported.`,
} as const satisfies Record<Property, string>

const EXAMPLE_TEXTS = { title: 'Ticket', description: 'What a ticket is about.' } as const satisfies Record<
  Property,
  string
>

function examples({ field, example }: Subject, property: Property): DocumentedRule['examples'] {
  const other = property === 'title' ? 'description' : 'title'
  const written = (one: Property, text: string): Fields =>
    field && one === 'title' ? { 'x-zui': { title: text } } : { [one]: text }
  const type: Fields = field ? { type: 'string' } : {}
  const incomplete = written(other, EXAMPLE_TEXTS[other])
  const complete = {
    ...type,
    ...written('title', EXAMPLE_TEXTS.title),
    ...written('description', EXAMPLE_TEXTS.description),
  }
  const show = (properties: Fields): Example => ({ document: example(properties), as: 'create-body' })
  return {
    bad: [show({ ...type, ...incomplete }), show({ ...complete, ...written(property, ' ') })],
    good: [show(complete), ...(field ? [show({ ...incomplete, anyOf: [complete, { type: 'null' }] })] : [])],
  }
}

/** Two rules for each row of the table: one for titles, one for descriptions. */
export const rules: readonly DocumentedRule[] = SUBJECTS.flatMap((subject) =>
  PROPERTIES.flatMap((property) => {
    const setting = subject.rules[property]
    return setting === undefined ? [] : [documentationRule(subject, property, setting)]
  }),
)
