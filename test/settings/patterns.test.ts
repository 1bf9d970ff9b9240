import { compilePatterns, patternTooCostly, relativePath } from '../../src/settings/patterns'

describe('compilePatterns', () => {
  test.each<[shows: string, patterns: string[], path: string, verdict: boolean | undefined]>([
    ['a name without a slash is meant in the folder itself', ['crm.json'], 'crm.json', true],
    ['a name without a slash is meant in any folder', ['crm.json'], 'a/b/crm.json', true],
    ['a name without a slash is meant outside the folder', ['crm.json'], '../other/crm.json', true],
    ['a name is the whole name', ['crm.json'], 'a/my-crm.json', undefined],
    ['a star stays in its folder', ['a/*.json'], 'a/b/x.json', undefined],
    ['a star means files of its folder', ['a/*.json'], 'a/x.json', true],
    ['a pattern with a slash is relative to the folder', ['a/*.json'], 'b/a/x.json', undefined],
    ['a leading ./ changes nothing', ['./a/*.json'], 'a/x.json', true],
    ['./ before a name ties it to the folder', ['./x.json'], 'a/x.json', undefined],
    ['./ before a name means the one in the folder', ['./x.json'], 'x.json', true],
    ['. means everything', ['.'], 'a/x.json', true],
    ['a folder means all that is in it', ['drafts'], 'a/drafts/b/x.json', true],
    ['a folder with a slash at its end, too', ['drafts/'], 'drafts/x.json', true],
    ['a leading slash ties a folder to this place', ['/drafts'], 'a/drafts/x.json', undefined],
    ['a leading slash means the folder at this place', ['/drafts'], 'drafts/x.json', true],
    ['two stars reach any depth', ['a/**'], 'a/b/c/x.json', true],
    ['two stars stay below their folder', ['a/**'], 'ab/x.json', undefined],
    ['two stars in front reach outside the folder', ['**/a/*.json'], '../other/a/x.json', true],
    ['other patterns reach outside only by ../', ['a/*.json'], '../a/x.json', undefined],
    ['../ reaches outside', ['../a/*.json'], '../a/x.json', true],
    ['names with a dot in front are names', ['**/*.json'], '.config/x.json', true],
    ['braces are alternatives', ['*.{json,jsonc}'], 'x.jsonc', true],
    ['brackets are characters', ['v[12].json'], 'v3.json', undefined],
    ['!( ) is what does not match, and no exclusion', ['!(a|b).json'], 'c.json', true],
    ['!( ) leaves its own out', ['!(a|b).json'], 'a.json', undefined],
    ['an exclusion takes back', ['a/**', '!a/keep.json'], 'a/keep.json', false],
    ['an exclusion takes back only what it names', ['a/**', '!a/keep.json'], 'a/x.json', true],
    ['the last match decides', ['a/**', '!a/b/**', 'a/b/x.json'], 'a/b/x.json', true],
    ['an exclusion alone says no', ['!x.json'], 'x.json', false],
    ['no pattern says nothing', [], 'x.json', undefined],
    ['an unclosed bracket is a character', ['a[.json'], 'a[.json', true],
  ])('%s', (_shows, patterns, path, verdict) => {
    expect(compilePatterns(patterns)(path)).toBe(verdict)
  })
})

describe('relativePath', () => {
  test.each([
    ['below', '/a/b', '/a/b/c/x.json', 'c/x.json'],
    ['beside', '/a/b', '/a/bc/x.json', '../bc/x.json'],
    ['above', '/a/b', '/x.json', '../../x.json'],
    ['below the root', '/', '/a/x.json', 'a/x.json'],
    ['on a drive', 'C:/a', 'C:/a/b/x.json', 'b/x.json'],
  ])('a file %s', (_shows, folder, file, path) => {
    expect(relativePath(folder, file)).toBe(path)
  })
})

describe('patterns that cost too much', () => {
  test.each([
    ['**/*.{json,jsonc}'],
    ['a/**/b/**/*-*.json'],
    ['*.*.json'],
    ['v[0-9]/!(a|b)/?(c).json'],
    ['packages/*/integrations/*/*.json'],
    ['???.json'],
    ['v[12]*.json'],
    ['{a,b}*.json'],
  ])('%s is used', (pattern) => {
    expect(patternTooCostly(pattern)).toBeUndefined()
  })

  test.each([
    ['a/*a*a*a*a.json', 'has 4 wildcards in one name; at most 3 are allowed'],
    ['*?a?b*c*', 'has 4 wildcards in one name; at most 3 are allowed'],
    ['+(a)b', 'repeats a group, which could take forever to match'],
    ['*(a*)b', 'repeats a group, which could take forever to match'],
    ['@(+(a)|b)+c', 'repeats a group, which could take forever to match'],
    ['@(a|b)+c', 'repeats a group, which could take forever to match'],
    ['**/a/**/b/**/c/**', 'has 4 times "**"; at most 3 are allowed'],
    ['{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}', 'has 6 groups; at most 5 are allowed'],
    ['@(a|@(a|@(a|@(a|@(a|@(a))))))', 'has 6 groups; at most 5 are allowed'],
    ['a'.repeat(1001), 'is 1001 characters long; at most 1000 are allowed'],
  ])('%s is not', (pattern, fault) => {
    expect(patternTooCostly(pattern)).toBe(fault)
  })

  test('what is used ends, whatever the name', () => {
    const name = `${'a'.repeat(255)}`
    const path = Array.from({ length: 15 }, () => name).join('/')
    for (const pattern of ['*a*a*b', '**/*a*b/**/*a*b/**', '{a,aa}{a,aa}{a,aa}{a,aa}{a,aa}b', '**/!(*a*)b'])
      expect(compilePatterns([pattern])(`${path}/${name}`)).not.toBe(true)
  })
})
