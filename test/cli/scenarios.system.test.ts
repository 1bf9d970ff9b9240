import { run } from './run'
import { testScenarios } from './scenarios'

testScenarios(run)
