/** Larger files are not read: nothing that people write for a deployment comes near. In bytes. */
export const LARGEST_FILE = 5 * 1024 * 1024

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
const utf16 = new TextDecoder('utf-16le', { fatal: true, ignoreBOM: true })

/**
 * The text of a file's bytes: UTF-8, or UTF-16 with a byte order mark.
 * @throws Error with what is wrong, for a person to read
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > LARGEST_FILE)
    throw new Error(`is ${megabytes(bytes.length)} MB; files over ${megabytes(LARGEST_FILE)} MB are not read`)
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return utf16.decode(bytes)
  if (bytes.includes(0)) throw new Error(`is not text: byte ${bytes.indexOf(0) + 1} is NUL`)
  try {
    return utf8.decode(bytes)
  } catch {
    throw new Error(`is not UTF-8 text: line ${lineOfFirstFault(bytes)} holds an invalid byte`)
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '')
}

function lineOfFirstFault(bytes: Uint8Array): number {
  const lenient = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const before = lenient.slice(0, Math.max(0, lenient.indexOf('\ufffd')))
  return before.split('\n').length
}
