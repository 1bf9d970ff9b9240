import type { DiagnosticRelatedInformation } from 'vscode-languageserver'
import { parsePointer } from '../document/pointer'
import type { LocateRequest } from '../document/types'
import type { Finding } from '../findings/types'
import { COLLECTION_WORDS, MAPPED_PARTS } from '../rules/collection-words'
import { toRange, uriOf } from './convert'
import type { NamedDefinition } from './definitions'
import { locate, pointerOfPath } from './names'

interface RelatedRequest {
  request: LocateRequest
  message: string
}

/** The other places in the document that a finding refers to. */
function relatedPlaces({ rule, pointer, data }: Finding): RelatedRequest[] {
  const path = parsePointer(pointer)
  const place = (at: readonly string[], target: 'key' | 'value', message: string): RelatedRequest => ({
    request: { pointer: pointerOfPath(at), target },
    message,
  })
  const root = path[0] === 'integration' ? path.slice(0, 1) : []
  const { key, other, what } = data
  if (typeof other === 'string' && typeof key === 'string') {
    const at = path.lastIndexOf(key)
    return at === -1
      ? []
      : [
          place(
            [...path.slice(0, at), other, ...path.slice(at + 1)],
            at === path.length - 1 ? 'key' : 'value',
            `The other name: ${JSON.stringify(other)}.`,
          ),
        ]
  }
  switch (rule) {
    case 'required-tags-declared':
      return [place([...path.slice(0, -3), 'tags'], 'key', 'The tags are declared here.')]
    case 'vrl-declared-secrets':
      return [place([...root, 'secrets'], 'key', 'The secrets are declared here.')]
    case 'interface-mapping-exists': {
      const section = MAPPED_PARTS.find((part) => COLLECTION_WORDS[part] === what)
      return section === undefined ? [] : [place([...root, section], 'key', `The ${section} are defined here.`)]
    }
    case 'dates-ordered':
      return [place([...path.slice(0, -1), 'createdAt'], 'value', 'The date of creation.')]
    case 'visibility-consistent':
      return [place([...path.slice(0, -1), 'visibility'], 'value', 'This visibility contradicts it.')]
    default:
      return []
  }
}

/**
 * The related information of the diagnostic of a finding.
 *
 * @param definition reads the document on first use
 */
export function relatedInformation(
  finding: Finding,
  definition: () => NamedDefinition | undefined,
): DiagnosticRelatedInformation[] {
  return relatedPlaces(finding).flatMap(({ request, message }) => {
    const read = definition()
    const range = read === undefined ? undefined : locate(read.document, request)
    if (read === undefined || range === undefined) return []
    return [{ location: { uri: uriOf(read.pathOf(range)), range: toRange(range) }, message }]
  })
}
