import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { UsageError } from '../usage-error.ts'

/**
 * Writes metrics. A file is replaced at once, so that no collector reads half of one. What is no plain file itself (a
 * link, as /dev/stdout is one, or a pipe) stays what it is, and is written through.
 * @throws UsageError for a file that cannot be written
 */
export function writeMetricsFile(file: string, text: string): void {
  // No collector takes it for its own: it reads what ends in .prom.
  const temporary = join(dirname(file), `.${basename(file)}.${process.pid}`)
  let isBegun = false
  try {
    if (lstatSync(file, { throwIfNoEntry: false })?.isFile() === false) {
      writeFileSync(file, text)
      return
    }
    writeFileSync(temporary, text, { flag: 'wx' })
    isBegun = true
    renameSync(temporary, file)
  } catch (error) {
    if (isBegun) rmSync(temporary, { force: true })
    throw new UsageError(`The metrics cannot be written to ${file}: ${(error as Error).message}`)
  }
}
