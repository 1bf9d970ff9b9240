import { loadVrl } from '../../src/runtime/vrl-runtime'
import { traceScript } from '../../src/vrl/trace'

function traced(source: string): [string, unknown][] {
  return traceScript(loadVrl(), source, { body: '{"id":"T1"}' }).map(({ span: [start, end], outcome }) => [
    source.slice(start, end),
    outcome.type === 'value' ? outcome.result : outcome.type,
  ])
}

test.each<[string, string, [string, unknown][]]>([
  [
    'each statement',
    'body = parse_json!(.body)\nbody.id',
    [
      ['body = parse_json!(.body)', { id: 'T1' }],
      ['body.id', 'T1'],
    ],
  ],
  [
    'a block as a whole',
    'if true {\n  1\n}\n2',
    [
      ['if true {\n  1\n}', 1],
      ['2', 2],
    ],
  ],
  [
    'up to a failure',
    '1\nto_int!("x")\n3',
    [
      ['1', 1],
      ['to_int!("x")', 'aborted'],
    ],
  ],
  [
    'up to an error',
    '1\nnothing\n3',
    [
      ['1', 1],
      ['nothing', 'invalid'],
    ],
  ],
  [
    'up to what is returned',
    'x = 1\nif x == 1 { return 5 }\n7',
    [
      ['x = 1', 1],
      ['if x == 1 { return 5 }', 5],
    ],
  ],
  [
    'on behind a return that is not reached',
    'if .body == null { return 5 }\n7',
    [
      ['if .body == null { return 5 }', null],
      ['7', 7],
    ],
  ],
  ['nothing', '# nothing', []],
])('traces %s', (_name, source, steps) => {
  expect(traced(source)).toEqual(steps)
})
