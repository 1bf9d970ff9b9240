import { join } from 'node:path'
import { openParts } from '../runtime/parts'

// The program of the worker thread that helps where there are many files.
const parts = openParts(require, __dirname)
const { runWorker } = parts.load(join(__dirname, 'chunks/run-process.js')) as typeof import('./run-process')
runWorker(() => parts.save())
