import {
  type ComparedDocument,
  type Comparison,
  changeFindings,
  changesBetween,
  compareVersions,
  definitionOf,
  versionFindings,
} from '../../src/compare/compare'
import { recognise } from '../../src/document/kind'
import { parseDocument } from '../../src/document/parse'
import type { SourceFinding } from '../../src/engine/run-rules'
import type { Kind } from '../../src/findings/types'
import { RULES } from '../../src/rules/index.generated'
import { presetSettings } from '../../src/settings/presets'
import type { Settings } from '../../src/settings/types'

export function compared(value: unknown, name: string, as?: Kind): ComparedDocument {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2)
  const document = parseDocument({ name, text, comments: false })
  const definition = definitionOf(recognise(document, as))
  if (definition === undefined) throw new Error(`Not a definition: ${text}`)
  return { document, definition }
}

/** Compares two values as the command does, before suppressions. */
export function compareValues(
  old: unknown,
  now: unknown,
  settings: Settings = presetSettings('recommended', RULES),
  as?: Kind,
): Comparison & { findings: SourceFinding[] } {
  const before = compared(old, 'old.json', as)
  const after = compared(now, 'new.json', as)
  const changes = changesBetween(before, after, settings)
  const version = compareVersions(changes, before.definition, after.definition)
  const findings = [
    ...changeFindings(changes),
    ...versionFindings(changes, version, before.definition, after.definition, { settings, deployed: false }),
  ]
  return { name: '', changes, version, findings }
}
