#!/usr/bin/env node
import { join } from 'node:path'
import { openParts } from './parts'

const parts = openParts(require, __dirname)
const { runProcess } = parts.load(join(__dirname, 'chunks/run-process.js')) as typeof import('./run-process')
runProcess(() => parts.save())
