import type { Assignment, Word, WordPart } from 'unbash'
import type { TracedText } from '../../span.ts'
import type { ShellAssignment, ShellWord } from './script.ts'

/** A word of the syntax tree as rules see it. Offsets of the tree are into `text`. */
export function makeShellWord(word: Word, text: TracedText): ShellWord {
  const { value, literal } = read(word)
  return { value, literal, span: text.spanOf(word.pos, word.end) }
}

/** `NAME=value` where it stands before a command. */
export function makeAssignment(assignment: Assignment, text: TracedText): ShellAssignment {
  const { value } = assignment
  return {
    name: assignment.name,
    value: value.type === 'Word' ? makeShellWord(value, text) : undefined,
    span: text.spanOf(assignment.pos, assignment.end),
  }
}

/** `NAME=value` where it is a word of the command: `export NAME=value`. */
export function makeAssignmentWord(assignment: Assignment, text: TracedText): ShellWord {
  const { value, name } = assignment
  const span = text.spanOf(assignment.pos, assignment.end)
  if (value.type !== 'Word' || assignment.index) return { value: assignment.text, literal: false, span }
  const written = read(value)
  return { value: `${name}${assignment.append ? '+=' : '='}${written.value}`, literal: written.literal, span }
}

function read(word: Word): { value: string; literal: boolean } {
  // The shell expands a tilde at the beginning, unless it is quoted.
  const literal = !word.text.startsWith('~')
  const { parts } = word
  if (parts === undefined) return { value: word.value, literal }
  const read = readParts(parts)
  return { value: read.value, literal: literal && read.literal }
}

function readParts(parts: readonly WordPart[]): { value: string; literal: boolean } {
  let value = ''
  let literal = true
  for (const part of parts) {
    switch (part.type) {
      case 'Literal':
      case 'SingleQuoted':
      case 'AnsiCQuoted':
        value += part.value
        continue
      case 'DoubleQuoted':
      case 'LocaleString': {
        const inner = readParts(part.parts)
        value += inner.value
        literal &&= inner.literal
        continue
      }
      case 'SimpleExpansion':
        value += `\${${part.text.slice(1)}}`
        break
      case 'ParameterExpansion':
        value += `\${${part.parameter}}`
        break
      case 'CommandExpansion':
        value += '$()'
        break
      case 'ArithmeticExpansion':
        value += '$(())'
        break
      case 'ProcessSubstitution':
        value += `${part.operator}()`
        break
      default:
        value += part.text
    }
    literal = false
  }
  return { value, literal }
}
