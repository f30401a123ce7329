import { type Comment, type Located, TracedText } from '../../span.ts'
import type { DocumentBase, DocumentProblem } from '../document.ts'

/** One line of a Procfile: what kind of process it is, and what starts it. */
interface ProcessType {
  readonly name: Located<string>
  readonly command: TracedText
}

/** A Procfile, as Heroku and its kin read it. */
export interface ProcfileDocument extends DocumentBase {
  readonly kind: 'procfile'
  readonly processes: readonly ProcessType[]
}

/** Reads a Procfile. Never throws; a line that is no process is a problem. */
export function parseProcfile(path: string, text: string): ProcfileDocument {
  const processes: ProcessType[] = []
  const comments: Comment[] = []
  const problems: DocumentProblem[] = []
  for (const match of text.matchAll(/[^\r\n]+/g)) {
    const line = match[0]
    const start = match.index + (/^[\s\ufeff]*/.exec(line)?.[0].length ?? 0)
    const end = match.index + line.trimEnd().length
    if (start >= end) continue
    const span = { path, start, end }
    const written = text.slice(start, end)
    if (written.startsWith('#')) comments.push({ span, text: written.slice(1).trim(), ownLine: true })
    else {
      const found = /^([A-Za-z0-9_-]+):[ \t]*/.exec(written)
      if (!found || found[0].length === written.length) {
        problems.push({ at: span, severity: 'error', message: 'A line of a Procfile is "name: command"' })
        continue
      }
      const name = { value: found[1]!, span: { path, start, end: start + found[1]!.length } }
      const place = { path, start: start + found[0].length, end }
      processes.push({ name, command: TracedText.verbatim(text.slice(place.start, end), place) })
    }
  }
  return { kind: 'procfile', path, text, processes, comments, problems }
}
