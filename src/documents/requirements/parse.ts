import type { Comment, Span } from '../../span.ts'
import type { DocumentBase } from '../document.ts'

/** A package that a requirements file names. */
interface Requirement {
  /** As pip compares names: lower case, one dash for each run of `-`, `_` and `.`. */
  readonly name: string
  /** Name, extras and versions, without markers, options and comments. */
  readonly span: Span
  /** Only one version fits: `==1.2`, an address with a commit or of an archive, a hash. */
  readonly isPinned: boolean
}

/** A `requirements.txt` of pip. */
export interface RequirementsDocument extends DocumentBase {
  readonly kind: 'requirements'
  readonly requirements: readonly Requirement[]
  /** Files that it takes in: `-r base.txt`. */
  readonly includes: readonly string[]
  /** Versions stand in another file: `-c constraints.txt`. */
  readonly hasConstraints: boolean
}

const NAMED = /^([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/s

/** Reads a requirements file. Never throws; a line that names no package by its name is passed over. */
export function parseRequirements(path: string, text: string): RequirementsDocument {
  const requirements: Requirement[] = []
  const comments: Comment[] = []
  const includes: string[] = []
  let hasConstraints = false
  // A backslash at its end joins a line with the next.
  for (const match of text.matchAll(/(?:[^\r\n\\]|\\\r?\n|\\)+/g)) {
    const line = match[0]
    const hash = /(?:^|\s)#/.exec(line)
    if (hash) {
      const start = match.index + line.indexOf('#', hash.index)
      const end = match.index + line.length
      const ownLine = line.slice(0, hash.index).trim() === ''
      comments.push({ span: { path, start, end }, text: text.slice(start + 1, end).trim(), ownLine })
    }
    const content = line
      .slice(0, hash?.index ?? line.length)
      .replace(/\\\r?\n/g, (joint) => ' '.repeat(joint.length))
    const option = /^\s*(-r|--requirement|-c|--constraint)[\s=]+(\S+)/.exec(content)
    if (option?.[1]?.startsWith('-r') || option?.[1] === '--requirement') includes.push(option[2]!)
    else if (option) hasConstraints = true
    else {
      const start = match.index + (/^[\s\ufeff]*/.exec(content)?.[0].length ?? 0)
      const body = content.trim().replace(/^\ufeff/, '')
      const isHashed = /\s--hash[=\s]/.test(body)
      const wanted = body.replace(/\s(?:--[a-z-]+[=\s]|;).*$/s, '').trimEnd()
      const found = NAMED.exec(wanted)
      if (!found) continue
      const versions = found[2]!.split(';')[0]!.trim()
      const isName = /^(?:$|[=<>!~]=?|===|@\s|\()/.test(versions)
      if (!isName) continue
      const length = wanted.split(';')[0]!.trimEnd().length
      requirements.push({
        name: found[1]!.toLowerCase().replace(/[-_.]+/g, '-'),
        span: { path, start, end: start + length },
        isPinned: isHashed || isPinned(versions),
      })
    }
  }
  return { kind: 'requirements', path, text, requirements, includes, hasConstraints, comments, problems: [] }
}

function isPinned(versions: string): boolean {
  if (versions.startsWith('@')) {
    return (
      /\.(?:whl|zip|tar\.gz|tgz)(?:#|$)|\.git@[^\s]+|^@\s*file:/.test(versions) ||
      /@[0-9a-f]{7,40}(?:#|$)/.test(versions)
    )
  }
  return versions.split(',').some((each) => /^\(?\s*={2,3}[^*]+$/.test(each.trim()))
}
