import { TextDocument } from 'vscode-languageserver-textdocument'
import { editsBetween } from '../../src/lsp/actions'

test('a text of which more changes than is compared by lines is replaced as a whole', () => {
  const before = Array.from({ length: 3000 }, (_, line) => `old ${line}\n`).join('')
  const after = `${before.replaceAll('old', 'new')}end\n`
  const document = TextDocument.create('file:///a.json', 'json', 1, before)
  const edits = editsBetween(document, after)
  expect(edits).toHaveLength(1)
  expect(TextDocument.applyEdits(document, edits)).toBe(after)
})
