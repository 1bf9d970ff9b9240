import rule from '../../../src/rules/documentation/icon-present'
import { testRequiredFile } from './required-file'

testRequiredFile(rule, 'icon')
