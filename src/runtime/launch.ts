#!/usr/bin/env node
import { join } from 'node:path'
import { openParts } from './parts'

// What dist/cli.js and dist/worker.js are: the build wraps each program (src/cli/bin.ts, src/run/worker.ts), cut into
// parts, with this loader. The programs know nothing of it.

/** The part with which the program begins; the build puts it in. */
declare const FIRST_PART: string

const parts = openParts(require, __dirname)
parts.load(join(__dirname, 'chunks', FIRST_PART))
process.once('exit', (status) => {
  // A run that could not do its work has hardly compiled anything.
  if (status !== 2) parts.save()
})
