#!/usr/bin/env node
import { join } from 'node:path'
import { openParts } from '../runtime/parts'

const parts = openParts(require, __dirname)
const { runProcess } = parts.load(join(__dirname, 'chunks/run-process.js')) as typeof import('./run-process')
// At the very end: what else is done then sets the flags of the runtime back, which the compiled form has to fit.
runProcess(() => process.once('exit', () => parts.save()))
