import type { Scalar } from '../../documents/yaml/node.ts'

const POWERS: Readonly<Record<string, number>> = { '': 0, k: 1, m: 2, g: 3, t: 4, p: 5 }

/**
 * Bytes of a size as Compose writes it: `512m`, `1.5gb`, `64KiB`, `1024`. Every unit is a power of 1024.
 * Undefined where the text is no size. `-1` (no limit) is a size.
 */
export function sizeOf(text: string): number | undefined {
  const match = /^(-?\d+(?:\.\d+)?) ?(?:([kmgtp])i?b?|b)?$/i.exec(text.trim())
  if (!match || (text.startsWith('-') && match[0] !== '-1')) return undefined
  return Math.trunc(Number(match[1]) * 1024 ** (POWERS[(match[2] ?? '').toLowerCase()] ?? 0))
}

/** Bytes of a scalar that holds a size; a number is bytes. */
export function readSize(scalar: Scalar): number | undefined {
  if (typeof scalar.value === 'number') return scalar.value
  return typeof scalar.value === 'string' ? sizeOf(scalar.value) : undefined
}
