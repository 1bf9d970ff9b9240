import { resolve } from 'node:path'
import { type FileReport, lintText, lintValue } from '../../src/index'
import { seedsFrom } from '../fuzz/seeds'

/** Names that mean something to JavaScript, each with a twin of the same shape that means nothing. */
const TWINS: readonly (readonly [name: string, twin: string])[] = [
  ['__proto__', '__qrotu__'],
  ['constructor', 'conqtructor'],
  ['toString', 'toXtring'],
  ['hasOwnProperty', 'hasXwnProperty'],
  ['valueOf', 'valueXf'],
  ['isPrototypeOf', 'isPrototypeXf'],
  ['__defineGetter__', '__defineGexter__'],
  ['__lookupSetter__', '__lookupSexter__'],
  ['prototype', 'prototypq'],
  ['toJSON', 'toJXON'],
  ['length', 'lengxh'],
]

const SEEDS = seedsFrom(resolve(__dirname, '../../fixtures'), 20_000).flatMap((text) => {
  const value = parsed(text)
  return value === undefined ? [] : [JSON.stringify(value, null, 2)]
})

/** Every key of a document, and what it lists by name. */
function namesIn(text: string): string[] {
  const names = new Set<string>()
  const collect = (value: unknown, listed: boolean) => {
    if (typeof value === 'string' && listed) names.add(value)
    else if (Array.isArray(value)) for (const item of value) collect(item, true)
    else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        names.add(key)
        collect(item, false)
      }
    }
  }
  collect(parsed(text), false)
  return [...names].filter((name) => /^\w+$/.test(name))
}

/** A document with a name put in the place of another: wherever that stands, in scripts, too, or in its last place only. */
function renamed(text: string, from: string, to: string, where: 'everywhere' | 'last'): string {
  const rest = where === 'last' ? `(?![\\w$-])(?![\\s\\S]*(?<![\\w$-])${from}(?![\\w$-]))` : '(?![\\w$-])'
  return text.replace(new RegExp(`(?<![\\w$-])${from}${rest}`, 'g'), () => to)
}

/** What a report says of a twin, had it the name: fingerprints hash it, and advice may spell it otherwise. */
function said({ kind, crashes, findings }: FileReport, name: string, twin: string): string {
  const text = JSON.stringify({ kind, crashes, findings: findings.map(({ fingerprint: _hash, ...rest }) => rest) })
  const [from, to] = [twin, name].map((one) => one.replaceAll('_', '').toLowerCase())
  return text.toLowerCase().replaceAll(from ?? '', to ?? '')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

// The rules do not see which of the two it is, so a live value takes every fourth place.
const KINDS_OF_LINTING = [
  ['as a text', (text: string) => lintText(text, { preset: 'strict' }), 1],
  ['as a live value', (text: string) => lintValue(parsed(text), { preset: 'strict' }), 4],
] as const

// In its turn, each name takes the place of each name of each document: that is every kind of document, every kind of
// thing with a name, what is declared and what refers to it.
describe.each(KINDS_OF_LINTING)('a name that means something to JavaScript, %s', (_form, lint, every) => {
  test.each(TWINS.map((pair, turn) => [...pair, turn] as const))(
    '%s is found at fault for what %s is',
    (name, twin, turn) => {
      let compared = 0
      for (const [index, seed] of SEEDS.entries()) {
        for (const [place, from] of namesIn(seed).entries()) {
          if ((index + place) % (every * TWINS.length) !== turn) continue
          const where = compared % 2 === 0 ? 'everywhere' : 'last'
          const [hostile, ordinary] = [name, twin].map((to) => said(lint(renamed(seed, from, to, where)), name, twin))
          // Texts are compared quickly, and values show the difference.
          if (hostile !== ordinary)
            expect({ from, seed, found: parsed(hostile ?? '') }).toEqual({ from, seed, found: parsed(ordinary ?? '') })
          compared += 1
        }
      }
      expect(compared).toBeGreaterThan(60)
    },
  )
})
