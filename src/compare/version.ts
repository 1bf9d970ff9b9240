import compareVersions from 'semver/functions/compare'
import parse from 'semver/functions/parse'
import type { Level } from '../findings/types'
import { LEVELS } from '../findings/types'
import type { DetectedChange } from './types'

/** The version increment that changes require, and the one that was made. */
export interface VersionVerdict {
  old: string | undefined
  new: string | undefined
  /** The increment that the changes require. */
  required: Level
  /**
   * The increment between the versions: `none` if they are equal, undefined if the new one is lower or they cannot be
   * compared.
   */
  raised: Level | undefined
  /** Whether the increment is large enough. */
  sufficient: boolean
  /** The lowest version that is high enough; undefined if a version cannot be parsed. */
  suggested: string | undefined
}

/** The largest increment that a change requires. Below 1.0.0, a minor version may contain breaking changes. */
export function requiredLevel(changes: readonly Pick<DetectedChange, 'level'>[], old: string | undefined): Level {
  const gravest = LEVELS.find((level) => changes.some((change) => change.level === level)) ?? 'none'
  return gravest === 'major' && isInitial(old) ? 'minor' : gravest
}

/** Compares the increment between two versions with the one that the changes require. */
export function versionVerdict(
  changes: readonly Pick<DetectedChange, 'level'>[],
  old: string | undefined,
  now: string | undefined,
): VersionVerdict {
  const required = requiredLevel(changes, old)
  const raised = raisedLevel(old, now)
  const minimum = old === undefined ? undefined : raisedBy(old, required)
  const isEnough = raised !== undefined && LEVELS.indexOf(raised) <= LEVELS.indexOf(required)
  // Versions that cannot be compared are insufficient; another finding reports them.
  const sufficient = required === 'none' ? raised !== undefined : isEnough
  return { old, new: now, required, raised, sufficient, suggested: sufficient ? now : minimum }
}

function raisedLevel(old: string | undefined, now: string | undefined): Level | undefined {
  const before = parse(old)
  const after = parse(now)
  if (before === null || after === null) return undefined
  const order = compareVersions(after, before)
  if (order === 0) return 'none'
  if (order < 0) return undefined
  if (after.major > before.major) return 'major'
  if (after.minor > before.minor) return 'minor'
  if (after.patch > before.patch) return 'patch'
  // A step from one prerelease to the next, or to its release, may contain breaking changes.
  return 'major'
}

/** Whether the new version is lower than the old one. */
export function isLower(old: string | undefined, now: string | undefined): boolean {
  const before = parse(old)
  const after = parse(now)
  return before !== null && after !== null && compareVersions(after, before) < 0
}

/** The next version of a level; for a prerelease, the next prerelease. */
function raisedBy(version: string, level: Level): string | undefined {
  const parsed = parse(version)
  if (parsed === null || level === 'none') return parsed?.version
  const { major, minor, patch, prerelease } = parsed
  if (prerelease.length > 0) return parsed.inc('prerelease').version
  if (level === 'major') return `${major + 1}.0.0`
  return level === 'minor' ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`
}

function isInitial(version: string | undefined): boolean {
  return parse(version)?.major === 0
}

/** Whether both versions can be parsed. */
export function areComparable(old: string | undefined, now: string | undefined): boolean {
  return parse(old) !== null && parse(now) !== null
}
