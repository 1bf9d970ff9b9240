import { corpusFiles } from '../corpus/corpus'
import { expectSameFindings } from './same-findings'

test('each real definition gives the same findings from a file and from the API', async () => {
  await expectSameFindings(corpusFiles('response').map(({ text }) => JSON.parse(text).integration))
})
