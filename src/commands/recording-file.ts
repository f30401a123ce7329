import { readFileSync, writeFileSync } from 'node:fs'
import type { Exchange } from '../exchanges/exchange.ts'
import { RecordingError, readRecording, writeRecording } from '../exchanges/recording.ts'
import { UsageError } from '../usage-error.ts'

/**
 * The exchanges of a recording.
 * @throws UsageError for a file that is none
 */
export function readRecordingFile(file: string): Exchange[] {
  try {
    return readRecording(readFileSync(file, 'utf8'))
  } catch (error) {
    const why = error instanceof RecordingError ? error.message : (error as Error).message
    throw new UsageError(`The recording ${file} cannot be read. ${why}`)
  }
}

/**
 * Keeps what was seen.
 * @throws UsageError for a file that cannot be written
 */
export function writeRecordingFile(file: string, exchanges: readonly Exchange[]): void {
  try {
    // What servers answered is not for everybody on this machine.
    writeFileSync(file, writeRecording(exchanges), { mode: 0o600 })
  } catch (error) {
    throw new UsageError(`The recording cannot be written to ${file}: ${(error as Error).message}`)
  }
}
