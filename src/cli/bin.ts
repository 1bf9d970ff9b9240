#!/usr/bin/env node
import { join } from 'node:path'
import { Parts } from './parts'

/** Of this build; the build puts it in. */
declare const BUILD_ID: string

const { NODE_DISABLE_COMPILE_CACHE: disabled } = process.env
const cache = join(__dirname, '.compile-cache', `${BUILD_ID}-${process.version}-${process.arch}`)
const parts = new Parts(require, disabled === '1' ? undefined : cache)
const { runProcess } = parts.load(join(__dirname, 'chunks/run-process.js')) as typeof import('./run-process')
runProcess(() => parts.save())
