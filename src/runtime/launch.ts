#!/usr/bin/env node
import { join } from 'node:path'
import { openParts } from './parts'

// The code of dist/cli.js and dist/worker.js: the build splits each program (src/cli/bin.ts, src/run/worker.ts) into
// parts, and puts this loader in front of them. The programs do not depend on it.

/** The name of the first part of the program; the build inserts it. */
declare const FIRST_PART: string

const parts = openParts(require, __dirname)
parts.load(join(__dirname, 'chunks', FIRST_PART))
process.once('exit', (status) => {
  // A run that failed early has compiled almost nothing worth saving.
  if (status !== 2) parts.save()
})
