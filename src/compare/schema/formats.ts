import type { Acceptance } from './context'

/** For each format, a value that has no other of these formats. */
export const FORMAT_SAMPLES: Readonly<Record<string, string>> = {
  'date-time': '2020-01-01T00:00:00Z',
  date: '2020-01-01',
  time: '12:00:00Z',
  email: 'a@example.com',
  uri: 'https://example.com/',
  uuid: 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
}

/** Texts that have none of the known formats. */
const WITHOUT_FORMAT: ReadonlySet<string> = new Set(['', ' ', 'a', '0', 'a b'])

/**
 * Whether a sample has a format. Formats are not parsed, so the answer is undefined unless the text is one of the
 * samples or certainly wrong. It is also undefined for an unknown format, which a validator may ignore.
 */
export function formatAccepts(format: string, value: string): Acceptance {
  if (!Object.hasOwn(FORMAT_SAMPLES, format)) return undefined
  if (FORMAT_SAMPLES[format] === value) return true
  return WITHOUT_FORMAT.has(value) || Object.values(FORMAT_SAMPLES).includes(value) ? false : undefined
}
