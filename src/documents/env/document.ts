import type { Span, TracedText } from '../../span.ts'
import type { DocumentBase } from '../document.ts'

/** How an env file's value is written. `absent`: no `=`, the variable is inherited from the shell. */
export type EnvQuote = 'none' | 'single' | 'double' | 'absent'

export interface EnvEntry {
  readonly key: string
  readonly keySpan: Span
  /**
   * After unquoting and escapes, before expansion (as a template of the dialect `compose`: the `\$` of double
   * quotes has become `$$`); empty where `quote` is `absent`.
   */
  readonly value: TracedText
  /** The value as written, quotes included; empty where there is none. */
  readonly valueSpan: Span
  readonly quote: EnvQuote
  readonly exported: boolean
  readonly separator: '=' | ':' | ''
  /** From the first character of the line (or `export`) to the end of the value. */
  readonly span: Span
  /** `# KEY=value`: an assignment that somebody switched off. Not part of the values. */
  readonly commentedOut: boolean
}

/** `raw` (`format: raw` of `env_file`, `docker run --env-file`): no quotes, no expansion, no comments behind values. */
export type EnvFormat = 'compose' | 'raw'

/** An env file in the dialect of Compose (`env_file`, `.env`). */
export interface EnvDocument extends DocumentBase {
  readonly kind: 'env'
  readonly format: EnvFormat
  /** In order of writing, duplicates kept, commented-out assignments in `disabled` instead. */
  readonly entries: readonly EnvEntry[]
  readonly disabled: readonly EnvEntry[]
}
