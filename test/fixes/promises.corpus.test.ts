import { corpusFiles } from '../corpus/corpus'
import { brokenPromises, fixed } from './harness'

/** Faults of which each has a fix, made in the text of a definition; none where the text has no place for one. */
const INJECTIONS: Record<string, (text: string) => string> = {
  'a trailing comma': (text) => text.replace(/\n( *)\}\n/, ',\n$1}\n'),
  'a missing comma': (text) => text.replace(/,\n/, '\n'),
  'a misspelt property': (text) => text.replace('"title":', '"titel":'),
  'a misspelt type': (text) => text.replace('"type": "string"', '"type": "strnig"'),
  'a v before the version': (text) => text.replace(/"version": "(?=\d)/, '"version": "v'),
  'a required name that nothing declares': (text) =>
    text.replace(/"required": \[\n( *)"/, '"required": [\n$1"noSuchName",\n$1"'),
  'a text with space behind it': (text) => text.replace(/("description": "[^"\\]+)"/, '$1 "'),
}

describe.each(['create', 'response'] as const)('every %s of the corpus', (half) => {
  test.each(corpusFiles(half).map((file) => [file.name, file.text] as const))('%s', async (_, text) => {
    expect(await brokenPromises(text)).toEqual([])
    const clean = (await fixed(text)).text
    for (const [what, inject] of Object.entries(INJECTIONS)) {
      const faulty = inject(clean)
      if (faulty === clean) continue
      expect([what, await brokenPromises(faulty)]).toEqual([what, []])
    }
  })
})
