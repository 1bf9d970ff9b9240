import { join } from 'node:path'
import { openParts } from '../runtime/parts'

// The program of the worker thread that helps where there are many files.
const parts = openParts(require, __dirname)
parts.load(join(__dirname, 'chunks/worker.js'))
process.once('exit', () => parts.save())
