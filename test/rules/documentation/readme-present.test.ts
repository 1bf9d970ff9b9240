import rule from '../../../src/rules/documentation/readme-present'
import { testRequiredFile } from './required-file'

testRequiredFile(rule, 'readme')
