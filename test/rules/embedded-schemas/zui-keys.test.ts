import { misspeltZuiKey, ZUI_KEYS } from '../../../src/rules/embedded-schemas/zui-keys'

describe('a key of x-zui that was surely meant', () => {
  test.each([
    ['Title', 'title'],
    ['display-as', 'displayAs'],
    ['display_as', 'displayAs'],
    ['Display As', 'displayAs'],
    ['titel', 'title'],
    ['tilte', 'title'],
    ['ittle', 'title'],
    ['titl', 'title'],
    ['titlee', 'title'],
    ['titla', 'title'],
    ['secert', 'secret'],
    ['disabeld', 'disabled'],
    ['hiden', 'hidden'],
    [`title${'-'.repeat(15)}`, 'title'],
  ])('%s: %s', (key, meant) => {
    expect(misspeltZuiKey(key)).toBe(meant)
  })

  test.each([
    ...ZUI_KEYS,
    'label',
    'tiel',
    'tixxe',
    'tixte',
    'tilxe',
    'titleab',
    'itlte',
    'eltit',
    'tilet',
    'tlite_',
    'titabel',
    'secretive',
    'hiddden_x',
    `title${'-'.repeat(16)}`,
    '',
  ])('%s: none', (key) => {
    expect(misspeltZuiKey(key)).toBeUndefined()
  })
})
