import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isRecord } from '../../document/record'
import { counted, listed } from '../../findings/text'
import { type Input, readInput } from '../../input/files'
import { type HookPlace, originUrl } from '../../input/git'
import { isDefinitionName } from '../../project/discover'
import { looksLikeDefinition } from '../../run/source'
import type { Io } from '../io'
import type { Hook, Service } from './templates'

const LEFTHOOK_NAMES = ['yml', 'yaml', 'toml', 'json', 'jsonc'].flatMap((extension) => [
  `lefthook.${extension}`,
  `.lefthook.${extension}`,
  `.config/lefthook.${extension}`,
])

/** Describes the definitions that were found, for a user who sets up the tool. */
export function describeFound(inputs: readonly Input[]): string {
  const projects = inputs.filter(({ path }) => isDefinitionName(basename(path)))
  const documents = inputs.filter(({ path }) => /\.jsonc?$/.test(path) && looksLikeDefinition(path))
  const found = [
    ...(projects.length === 0 ? [] : [counted(projects.length, 'TypeScript project')]),
    ...(documents.length === 0
      ? []
      : [counted(documents.length, 'integration document in JSON', 'integration documents in JSON')]),
  ]
  return found.length === 0 ? 'Found no integration definition yet.' : `Found ${listed(found, 'and')}.`
}

/** Detects how the repository runs its hooks; git's own hook if there is no hook manager. */
export function detectHook(place: HookPlace | undefined): Hook {
  if (place === undefined) return 'none'
  const has = (name: string) => existsSync(join(place.top, name))
  if (has('.pre-commit-config.yaml')) return 'pre-commit'
  if (LEFTHOOK_NAMES.some(has) || dependsOn(place.top, 'lefthook')) return 'lefthook'
  if (has('.husky') || dependsOn(place.top, 'husky')) return 'husky'
  return 'git'
}

/** Detects the CI service of the repository: GitHub unless there are signs of GitLab. */
export function detectService(top: string, io: Io): Service {
  if (existsSync(join(top, '.gitlab-ci.yml'))) return 'gitlab'
  if (existsSync(join(top, '.github'))) return 'github'
  return /\bgitlab\b/.test(originUrl(top, io.env) ?? '') ? 'gitlab' : 'github'
}

/** The file of lefthook's configuration, whatever its format. */
export function lefthookFile(top: string): string | undefined {
  return LEFTHOOK_NAMES.find((name) => existsSync(join(top, name)))
}

/** Whether the manifest in a folder has a dependency. */
export function dependsOn(top: string, name: string): boolean {
  const text = readManifest(top)
  const manifest = text === undefined ? undefined : parseManifest(text)
  if (manifest === undefined) return false
  return [manifest.dependencies, manifest.devDependencies].some((list) => isRecord(list) && Object.hasOwn(list, name))
}

/** The text of the package.json in a folder. */
export function readManifest(folder: string): string | undefined {
  try {
    return Buffer.from(readInput(join(folder, 'package.json'))).toString('utf8')
  } catch {
    // Without a manifest, there are no dependencies.
    return undefined
  }
}

/** @returns undefined for a text that npm could not parse either */
export function parseManifest(text: string): Record<string, unknown> | undefined {
  try {
    const manifest: unknown = JSON.parse(text)
    return isRecord(manifest) ? manifest : undefined
  } catch {
    return undefined
  }
}
