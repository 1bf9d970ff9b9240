import { type Fields, isFields, own } from '../../document/values'
import { defineRule } from '../define-rule'
import { fieldPath } from './fields'

export default defineRule({
  id: 'limit-declared',
  category: 'documentation',
  severity: 'info',
  summary: 'A limit that a description names is declared in the schema, too.',
  description: `"At most 20" in a description has no effect: a form accepts 200, and the call fails later. The schema says it with
\`maximum\`, \`maxLength\` or \`maxItems\`, and the platform checks it.

The rule looks at the fields of configurations and of the input of actions, whose values people enter. It finds a
maximum in the description: of a number ("max 100", "≤ 100", "(1-100)"), of the characters of a text ("max. 3000
characters", "maximum length: 64") and of the items of a list ("up to 50"). It does not report a field that has the
keyword with any value, a limit of a part ("50 characters each"), or a field that an interface prescribes.`,
  messages: {
    undeclared: ({ limit, keyword }: { field: string; limit: string; keyword: string }, at) =>
      `${at()} names a limit (${limit}), but its schema has no "${keyword}".`,
  },
  only: { field: { roles: ['configuration', 'configurations', 'actionInput'] } },
  visit: {
    field(node, report) {
      const { value, embedded } = node
      const { description } = value
      if (typeof description !== 'string' || description.length > MAX_DESCRIPTION_LENGTH || embedded.fromInterface)
        return
      // Most descriptions have no number.
      if (!/\d/.test(description)) return
      const schema = plainPart(value)
      if (!mayBeLimited(schema, description) || !HINT.test(description) || !LIMIT.test(description)) return
      const found = limitIn(description, schema, node.name)
      if (found === undefined) return
      const { limit, keywords } = found
      const [keyword = ''] = keywords
      if (keywords.some((one) => Object.hasOwn(schema, one)) || hasFixedValues(schema)) return
      report(node.pointer.child('description'), 'undeclared', { field: fieldPath(node), limit, keyword })
    },
  },
  examples: {
    bad: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: {
            list: {
              input: {
                schema: {
                  type: 'object',
                  properties: { limit: { type: 'number', description: 'How many tickets to list (max 100).' } },
                },
              },
              output: { schema: {} },
            },
          },
        },
      },
    ],
    good: [
      {
        document: {
          name: 'acme',
          version: '1.0.0',
          actions: {
            list: {
              input: {
                schema: {
                  type: 'object',
                  properties: {
                    limit: { type: 'number', maximum: 100, description: 'How many tickets to list (max 100).' },
                    image: { type: 'string', description: 'The address of an image of at most 8 MB.' },
                  },
                },
              },
              output: { schema: {} },
            },
          },
        },
      },
    ],
  },
})

const MAX_DESCRIPTION_LENGTH = 1000

/** Words and signs before a maximum. */
const BEFORE = [
  String.raw`\bmax(?:imum)?\.?(?:\s+(?:allowed\s+)?(?:length|size|value|number|count))?(?:\s+of|\s+is|\s*[:=])?`,
  String.raw`\b(?:at most|up to|no (?:more|longer|greater|larger|higher) than|(?:not|cannot|can't|never) exceed)`,
  // "If it is less than 5" is a condition.
  String.raw`\b(?:must|should|has to|have to|needs? to) be (?:(?:less|fewer|smaller|lower|shorter) than(?: or equal to)?|below|under|within)`,
  String.raw`(?:^|[(;,.])\s*(?:limit(?:\s+of|\s+is|\s*[:=])|limited to|(?:less|fewer|shorter) than)`,
  String.raw`\b(?:between \d[\d,.]* and|(?:range:?|from|values?:?) \d[\d,.]*\s*(?:-|\u2013|to))`,
  String.raw`(?:\u2264|<=)`,
  String.raw`\(\d{1,2}\s*(?:-|\u2013|to|\.\.)`,
].join('|')

/**
 * Every limit contains one of these words. A text without them is not searched: compiling the patterns takes longer
 * than linting a small file.
 */
const HINT = /max|most|up to|than|exceed|below|under|within|limit|between|range|from|value|\u2264|<=|\(\d/i

const LIMIT = new RegExp(String.raw`(${BEFORE})\s*(\d[\d,]*(?:\.\d+)?)\s*([a-z%$\u20ac]*)`, 'i')

/**
 * A quick check by type whether `limitIn` may find a limit: most fields are texts, and few descriptions name a length.
 */
function mayBeLimited({ type }: Fields, description: string): boolean {
  if (type === 'string') return /char|letter|length/i.test(description)
  return type === 'number' || type === 'integer' || type === 'array'
}

/** Ranges such as "between 1 and 5": the numbers may be a count of items or the values of the items. */
const IS_RANGE = /^(?:between|range|from|value|\()/i

/** The limit applies to each part of the value: to each line of a text, or each text of a list. */
const OF_PARTS = /\b(?:each|every|per)\b/i
const CHARACTER_UNITS = /^(?:characters?|chars?|letters?)$/i
const ITEM_UNITS = /^(?:items?|entries|elements?)$/i
/** Words after a number that show that it has no unit. */
const NO_UNIT =
  /^(?:|a|an|and|are|as|at|but|by|for|if|in|inclusive|is|may|must|on|only|or|so|that|the|to|when|which|with)$/i
/**
 * Units that limit how a number is written (digits) or how often something happens (times), not the value of the
 * number.
 */
const NOT_OF_NUMBERS =
  /^(?:characters?|chars?|letters?|digits?|decimals?|fraction(?:al)?|significant|places?|times?|x|retries|attempts)$/i
/** Units and words that make a number a measure; any other number is a count. */
const MEASURES =
  /^(?:tokens?|levels?|[kmgt]i?b|(?:kilo|mega|giga)?bytes?|ms|milliseconds?|s|seconds?|minutes?|hours?|days?|weeks?|months?|years?|px|pixels?|cm|mm|km?|m|meters?|miles?|kg|percent|points?|cents?|dollars?|usd|eur|x|[%$\u20ac])$/i
/** The names of fields whose value is a count, and words in their descriptions. */
const COUNT_NAMES = /limit|size|count|max|top|take|first|number|num|amount|quantity|results|many/i
const SAYS_COUNT = /\b(?:how many|number of|count of|page size)\b/i

interface Limit {
  limit: string
  keywords: readonly string[]
}

/** The limit that a text states for a value of this schema. A number with another unit limits something else. */
function limitIn(text: string, schema: Fields, name: string): Limit | undefined {
  const found = LIMIT.exec(text)
  if (found === null || OF_PARTS.test(text)) return undefined
  const [words, how = '', most = '', unit = ''] = found
  const limit = words.replace(/^[\s(;,.]+/, '').trim()
  const isOfLength = /\blength\b/i.test(how)
  switch (own(schema, 'type')) {
    case 'number':
    case 'integer': {
      // "The average of up to 5 ratings", "orders up to 2026": the number counts something else, or is not a limit.
      const isAside = /up to/i.test(how) && (unit !== '' || /^(?:19|20)\d\d$/.test(most))
      if (isOfLength || NOT_OF_NUMBERS.test(unit)) return undefined
      if (isAside && !/(?:^|[(:;,.])\s*$/.test(text.slice(0, found.index))) return undefined
      // "The offset; max 50 items are listed" is about the items.
      const isCount = NO_UNIT.test(unit) || MEASURES.test(unit) || COUNT_NAMES.test(name) || SAYS_COUNT.test(text)
      return isCount ? { limit, keywords: ['maximum', 'exclusiveMaximum'] } : undefined
    }
    case 'string':
      return CHARACTER_UNITS.test(unit) || (isOfLength && NO_UNIT.test(unit))
        ? { limit, keywords: ['maxLength', 'pattern'] }
        : undefined
    case 'array':
      // "Ratings between 1 and 5" are the items, "between 1 and 5 items" is their number.
      if (CHARACTER_UNITS.test(unit) || NOT_OF_ITEMS.test(unit) || MEASURES.test(unit)) return undefined
      if ((IS_RANGE.test(how) || /^(?:\u2264|<=)/.test(how)) && !ITEM_UNITS.test(unit)) return undefined
      return { limit, keywords: ['maxItems'] }
    default:
      return undefined
  }
}

/** Units of the items rather than of their number. */
const NOT_OF_ITEMS = /^(?:words?|digits?|decimals?)$/i

/** The schema itself, or the branch of an optional one that is not `null`. */
function plainPart(schema: Fields): Fields {
  const branches = own(schema, 'anyOf')
  if (!Array.isArray(branches)) return schema
  const [only, ...others] = branches.filter((branch) => isFields(branch) && own(branch, 'type') !== 'null')
  return isFields(only) && others.length === 0 ? only : schema
}

function hasFixedValues(schema: Fields): boolean {
  return Object.hasOwn(schema, 'enum') || Object.hasOwn(schema, 'const')
}
