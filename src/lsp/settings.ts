import { isFields, own } from '../document/values'
import { PRESETS, type Preset } from '../rules/contract'

/** The `initializationOptions` that a client may send; each is optional. */
export interface ServerSettings {
  /** If false, neither configurations that are code nor definitions of projects are run. */
  trusted: boolean
  /** If false, diagnostics are pushed although the client could pull them. */
  pullDiagnostics: boolean
  /** The only configuration file to use, relative to the root. */
  config: string | undefined
  /** The preset to start from, instead of those that the configuration extends. */
  preset: Preset | undefined
  /** File names for which the client has our schemas, so that it completes and explains their properties itself. */
  schemaFiles: ReadonlySet<string>
}

/** Reads the options that a client sent. An option of the wrong type counts as absent, and is listed in `faults`. */
export function readSettings(given: unknown): { settings: ServerSettings; faults: string[] } {
  const faults: string[] = []
  const option = <T>(name: string, what: string, is: (value: unknown) => value is T): T | undefined => {
    const value = isFields(given) ? own(given, name) : undefined
    if (value === undefined || value === null) return undefined
    if (is(value)) return value
    faults.push(`The initialization option "${name}" must be ${what}.`)
    return undefined
  }
  return {
    settings: {
      trusted: option('trusted', 'true or false', isBoolean) ?? true,
      pullDiagnostics: option('pullDiagnostics', 'true or false', isBoolean) ?? true,
      config: option('config', 'a path', isText) || undefined,
      preset: option('preset', `one of ${PRESETS.join(', ')}`, isPresetName),
      schemaFiles: new Set(option('schemaFiles', 'a list of file names', isTexts) ?? []),
    },
    faults,
  }
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean'
}

function isText(value: unknown): value is string {
  return typeof value === 'string'
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(isText)
}

function isPresetName(value: unknown): value is Preset {
  return PRESETS.some((preset) => preset === value)
}
