import { forEachChild, type ParsedScript, type SyntaxNode } from 'unbash'
import type { Comment } from '../../span.ts'

/** The comments of a script; the parser does not keep them. Those inside substitutions are not found. */
export function shellComments(path: string, text: string, script: ParsedScript): readonly Comment[] {
  const words = opaqueParts(script)
  const comments: Comment[] = []
  let word = 0
  let at = text.startsWith('#!') ? lineEnd(text, 0) : 0
  for (at = text.indexOf('#', at); at !== -1; at = text.indexOf('#', at)) {
    while (word < words.length && words[word]!.end <= at) word += 1
    const within = words[word]
    if (within && within.start <= at) {
      at = within.end
      continue
    }
    const before = text[at - 1]
    if (before !== undefined && !' \t\n\r;&|()'.includes(before)) {
      at += 1
      continue
    }
    const end = lineEnd(text, at)
    const line = text.slice(at, end).trimEnd()
    comments.push({
      span: { path, start: at, end: at + line.length },
      text: line.slice(1).trim(),
      ownLine: text.slice(text.lastIndexOf('\n', at) + 1, at).trim() === '',
    })
    at = end
  }
  return comments
}

function lineEnd(text: string, from: number): number {
  const feed = text.indexOf('\n', from)
  return feed === -1 ? text.length : feed
}

/** Where a `#` is no comment: words and heredoc bodies, in order. */
function opaqueParts(script: ParsedScript): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = []
  const visit = (node: SyntaxNode) => {
    if (node.type === 'Word' || node.type === 'HereDocBody' || node.type === 'ArithmeticCommand') {
      if (node.end > node.pos) parts.push({ start: node.pos, end: node.end })
    } else forEachChild(node, visit)
  }
  visit(script)
  return parts.sort((one, other) => one.start - other.start)
}
