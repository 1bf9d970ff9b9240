import { blocks } from '../ci/runner'

/** Three scripts: one does not compile, one gives what it should not, one is right. */
export const BROKEN = {
  'scripts/extract.vrl': 'body = parse_json(.body)\nbody.team\n',
  'scripts/fallbackHandler.vrl':
    'q = parse_query_string!(.query)\nif q.challenge != null {\n  { "status": 200, "body": q.code }\n} else {\n  {}\n}\n',
  'scripts/linkTemplate.vrl': 'id = to_string!(.webhookId)\n"https://acme.com/install?state={{ id }}"\n',
}
const testsOf = (event: unknown, expect: unknown) => JSON.stringify({ cases: [{ name: 'works', event, expect }] })
export const TESTS = {
  'scripts/extract.vrl.test.json': testsOf({ body: '{"team":"T1"}' }, 'T1'),
  'scripts/fallbackHandler.vrl.test.json': testsOf({ query: 'challenge=5&code=6' }, { status: 200, body: '5' }),
  'scripts/linkTemplate.vrl.test.jsonc': testsOf({ webhookId: 'w1' }, 'https://acme.com/install?state=w1'),
}
export const COMPILES = { 'scripts/extract.vrl': BROKEN['scripts/extract.vrl'].replace('parse_json(', 'parse_json!(') }
export const MENDED = {
  'scripts/fallbackHandler.vrl': BROKEN['scripts/fallbackHandler.vrl'].replace('q.code', 'q.challenge'),
}

/** The commands that the page on scripts shows. */
export function shown(mark: string): string {
  const found = blocks('vrl.md', 'sh').find((block) => block.includes(mark))
  if (found === undefined) throw new Error(`vrl.md shows nothing with ${mark}.`)
  return found
}
