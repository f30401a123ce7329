import type { Report } from '../finding.ts'

/** How to print a report. What is printed comes from the report alone, so the same input gives the same text. */
export interface ReporterOptions {
  readonly color: boolean
  /** Columns of the terminal; only formats for people look at it. */
  readonly width: number
  /** Version of plimsoll. */
  readonly version: string
  /** Also say why each broken rule exists. */
  readonly verbose?: boolean
  /** Whether the terminal shows more than ASCII; assumed when left out. */
  readonly unicode?: boolean
  /** How long the run took, in milliseconds. */
  readonly elapsed?: number
  /** Also count the findings of each rule. */
  readonly statistics?: boolean
  /** When the run began. JUnit wants it, and a reporter does not read the clock. */
  readonly startedAt?: Date
  /** Absolute folder to put before paths in Checkstyle, some readers of which know no relative ones. */
  readonly root?: string
}

/** Makes the whole output of a run; text that is not empty ends with a line end. */
export type Reporter = (report: Report, options: ReporterOptions) => string
