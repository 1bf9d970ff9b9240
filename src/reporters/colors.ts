import type picocolors from 'picocolors'

const STYLES = ['bold', 'dim', 'underline', 'cyan', 'red', 'yellow', 'blue', 'green'] as const

export type Colors = Pick<ReturnType<typeof picocolors.createColors>, (typeof STYLES)[number]>

export const plainly = (text: string | number | null | undefined) => String(text)

const WITHOUT_COLOR = Object.fromEntries(STYLES.map((style) => [style, plainly])) as Record<
  keyof Colors,
  typeof plainly
>

export function colorsFor(color: boolean): Colors {
  // Loaded with the first coloured text: this library examines the process's streams, which are slow to create.
  return color ? (require('picocolors') as typeof picocolors).createColors(true) : WITHOUT_COLOR
}
