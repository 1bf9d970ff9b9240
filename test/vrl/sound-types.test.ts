import type { ScriptType } from '../../src/document/kind'
import { loadVrl } from '../../src/runtime/vrl-runtime'
import { hasSoundTypes } from '../../src/vrl/sound-types'

describe('one compilation with a typed event', () => {
  test.each<[ScriptType | undefined, string]>([
    ['extract', 'body = parse_json!(.body)\nbody.team.id'],
    ['extract', 'if .method == "GET" { q = parse_query_string!(.query)\nq.state } else { parse_json!(.body).id }'],
    ['extract', 'if .path == "/" { return .headers.host }\n1 + 1\nparse_json!(.body).id'],
    ['extract', 'data = object!(parse_json!(.body))\ndata.id'],
    ['fallbackHandler', '{}'],
    ['linkTemplate', 'id = to_string!(.webhookId)\n"https://acme.com/{{ id }}"'],
    [undefined, '[.webhookId, parse_json!(.body).id]'],
  ])('%s: %j is sound', (type, source) => {
    const compiler = loadVrl()
    const asked: string[] = []
    const counting = {
      ...compiler,
      check: (text: string) => {
        asked.push(text)
        return compiler.check(text)
      },
    }
    expect(hasSoundTypes(counting, source, type)).toBe(true)
    expect(asked).toHaveLength(1)
  })

  test.each<[ScriptType | undefined, string]>([
    ['extract', '.body.id'],
    ['extract', 'x = "a"\nif true { x = .headers.host.name }\nx'],
    ['extract', 'object!(.body)\n"a"'],
    ['extract', 'keys!(.body)\n"a"'],
    ['extract', '_ok = .body\n_ok.id'],
    ['extract', '{}'],
    ['extract', 'if .path == "/" { return null }\n"a"'],
    ['fallbackHandler', 'if .path == "/" { {} }'],
    ['linkTemplate', 'if .env == "production" { "a" }'],
    [undefined, '.body.id\n"a"'],
    [undefined, '"not closed'],
    [undefined, 'x ='],
  ])('%s: %j may have a fault', (type, script) => {
    expect(hasSoundTypes(loadVrl(), script, type)).toBe(false)
  })
})
