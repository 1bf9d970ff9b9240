import { corpusFiles } from '../corpus/corpus'
import { definition, testRecognition } from './recognition'

const definitions = (half: 'create' | 'response') =>
  corpusFiles(half).map(({ name, text }) => definition(`${half}/${name}`, text))

testRecognition(definitions('create'), definitions('response'))
