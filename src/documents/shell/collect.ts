import {
  type AndOr,
  type Assignment,
  type Command,
  forEachChild,
  type HereDoc,
  type ParsedScript,
  type Pipeline,
  parse,
  type Redirection,
  type Statement,
  type SyntaxNode,
  type Word,
} from 'unbash'
import { type Span, TracedText } from '../../span.ts'
import { shellInput, unwrap } from './command.ts'
import { innerText, joinedText } from './inner-text.ts'
import type { Joint, ShellWord, SimpleCommand } from './script.ts'
import { makeAssignment, makeAssignmentWord, makeShellWord } from './words.ts'

/** A longer text is not read: a megabyte of shell is an archive that unpacks itself, or an attack. */
export const LONGEST_SCRIPT = 1_000_000
/** unbash looks for the bodies of all heredocs of a line at once, which is quadratic. */
const MOST_HEREDOCS = 2000
/** How many `$(` and `${` may be open at once: no script comes near, and the parser reads on for each of them. */
const MOST_OPEN = 100
/** How deep strings given to `sh -c` are followed into each other. */
const DEEPEST_STRING = 3

interface Place {
  readonly text: TracedText
  readonly nested: boolean
}

interface Position {
  readonly joint: Joint
  readonly pipe: SimpleCommand['pipe']
}

const ALONE = { index: 0, length: 1 }

/** Gathers the simple commands of a script, whatever holds them, in order of writing. */
export class Commands {
  readonly found: SimpleCommand[] = []
  readonly problems: { at: Span; message: string }[] = []
  /** Bodies of heredocs that were read as scripts; not to be read again for their substitutions. */
  readonly #bodies = new Set<SyntaxNode>()
  /**
   * Characters of nested syntax that may still be read. The parser reads a nested part again on each level, so
   * that without a limit a deep text costs its length times its depth.
   */
  #budget = 0
  #depth = 0

  /** Reads a text. @returns its syntax tree, or undefined where it was not read. */
  read(text: TracedText, nested: boolean): ParsedScript | undefined {
    const { length } = text.value
    if (length > LONGEST_SCRIPT || this.#depth > DEEPEST_STRING || isCostly(text.value)) {
      this.problems.push({ at: text.span, message: 'This shell text is too long or too deep to be read.' })
      return undefined
    }
    if (this.#depth === 0) this.#budget = 3 * text.value.length + 200_000
    else this.#budget -= text.value.length
    this.#depth += 1
    try {
      // A CR before the line end is the file's, not the command's.
      const script = parse(text.value.includes('\r') ? text.value.replaceAll('\r\n', ' \n') : text.value)
      this.#script(script, { text, nested })
      if (this.#depth === 1 && this.#budget <= 0) {
        this.problems.push({
          at: text.span,
          message: 'This shell text is nested too deep to be read as a whole.',
        })
      }
      return script
    } catch {
      this.problems.push({ at: text.span, message: 'This shell text could not be read.' })
      return undefined
    } finally {
      this.#depth -= 1
    }
  }

  #script(script: ParsedScript, place: Place): void {
    for (const error of script.errors ?? []) {
      const end = Math.min(error.pos + 1, place.text.value.length)
      this.problems.push({ at: place.text.spanOf(Math.min(error.pos, end), end), message: error.message })
    }
    this.#list(script.commands, place)
  }

  #list(statements: readonly Statement[], place: Place): void {
    let joint: Joint = 'first'
    for (const statement of statements) {
      this.#node(statement.command, place, { joint, pipe: ALONE })
      joint = statement.background ? '&' : ';'
    }
  }

  #node(node: SyntaxNode, place: Place, position: Position): void {
    if (node.type === 'Command') this.#command(node, place, position)
    else if (node.type === 'AndOr') this.#andOr(node, place, position)
    else if (node.type === 'Pipeline') this.#pipeline(node, place, position)
    else if (node.type === 'BraceGroup' || node.type === 'Redirected') this.#inside(node, place)
    else this.#inside(node, { ...place, nested: true })
  }

  #andOr(node: AndOr, place: Place, position: Position): void {
    for (const [index, command] of node.commands.entries()) {
      const joint = index === 0 ? position.joint : (node.operators[index - 1] ?? ';')
      this.#node(command, place, { joint, pipe: ALONE })
    }
  }

  #pipeline(node: Pipeline, place: Place, position: Position): void {
    for (const [index, command] of node.commands.entries()) {
      const pipe = { index, length: node.commands.length }
      this.#node(command, place, { joint: index === 0 ? position.joint : '|', pipe })
    }
  }

  /** What a compound command, a word or a redirection holds. */
  #inside(node: SyntaxNode, place: Place): void {
    forEachChild(node, (child) => {
      switch (child.type) {
        case 'CompoundList':
          this.#list(child.commands, place)
          break
        case 'Script':
          this.#substitution(node, child, place)
          break
        case 'Command':
        case 'If':
        case 'For':
        case 'While':
        case 'Case':
        case 'Select':
        case 'ArithmeticFor':
        case 'Subshell':
        case 'BraceGroup':
        case 'Redirected':
        case 'Function':
          this.#node(child, place, { joint: 'first', pipe: ALONE })
          break
        case 'HereDocBody':
          if (!this.#bodies.has(child)) this.#inside(child, place)
          break
        default:
          if (this.#spend(child)) this.#inside(child, place)
      }
    })
  }

  #substitution(holder: SyntaxNode, script: ParsedScript, place: Place): void {
    if (!this.#spend(script)) return
    const { source } = script
    if (source === undefined) {
      this.#script(script, { ...place, nested: true })
      return
    }
    // Backquotes with escapes in them: offsets are into a text of their own, which has no exact places.
    const span = place.text.spanOf(holder.pos, holder.end)
    const text = TracedText.join([{ value: source, span, whole: true }], span)
    this.#script(script, { text, nested: true })
  }

  #spend(node: SyntaxNode): boolean {
    // Each node costs a little, however short.
    this.#budget -= node.end - node.pos + 2
    return this.#budget > 0
  }

  #command(node: Command, place: Place, position: Position): void {
    const { text } = place
    const sources = new Map<ShellWord, Word>()
    const words: ShellWord[] = []
    for (const argument of node.args) {
      if (argument.type === 'Assignment') words.push(makeAssignmentWord(argument, text))
      else {
        const word = makeShellWord(argument, text)
        words.push(word)
        sources.set(word, argument)
      }
    }
    const span = text.spanOf(node.pos, node.end)
    const name = node.name && makeShellWord(node.name, text)
    const command: SimpleCommand = {
      name: name?.value ?? '',
      nameSpan: name?.span ?? { ...span, end: span.start },
      words,
      assignments: node.prefix.filter(isAssignment).map((assignment) => makeAssignment(assignment, text)),
      redirects: node.redirects.map((redirect) => makeRedirect(redirect, text)),
      span,
      joint: position.joint,
      pipe: position.pipe,
      nested: place.nested,
    }
    this.found.push(command)
    const inner = this.#innerScript(command, node, sources, text)
    this.#inside(node, place)
    if (inner) this.read(inner.text, inner.nested || place.nested)
  }

  /** The script that a command such as `sh -c '…'`, `eval …` or `bash <<EOF` runs. */
  #innerScript(
    command: SimpleCommand,
    node: Command,
    sources: ReadonlyMap<ShellWord, Word>,
    text: TracedText,
  ): { text: TracedText; nested: boolean } | undefined {
    if (command.words.length === 0 && command.redirects.length === 0) return undefined
    const actual = unwrap(command)
    if (actual.name === 'eval') {
      const words = actual.words.map((word) => sources.get(word)).filter((word) => word !== undefined)
      return words.length > 0 ? { text: joinedText(words, text), nested: false } : undefined
    }
    const input = shellInput(actual)
    if (input === undefined) return undefined
    if (input !== 'stdin') {
      const word = sources.get(input.string)
      return word && { text: innerText(word, text), nested: true }
    }
    const fed = node.redirects.findLast((redirect) => redirect.type !== 'Redirect')
    if (fed?.type === 'HereDoc') {
      this.#bodies.add(fed.body)
      return { text: text.slice(fed.body.pos, fed.body.end), nested: true }
    }
    return fed?.target && { text: innerText(fed.target, text), nested: true }
  }
}

function isAssignment(node: Assignment | Redirection): node is Assignment {
  return node.type === 'Assignment'
}

function makeRedirect(redirect: Redirection, text: TracedText): SimpleCommand['redirects'][number] {
  const span = text.spanOf(redirect.pos, redirect.end)
  if (redirect.type !== 'HereDoc') {
    const { operator, target } = redirect
    return { operator, target: target && makeShellWord(target, text), span }
  }
  return { operator: redirect.operator, target: delimiterOf(redirect, text), span }
}

function delimiterOf({ delimiter }: HereDoc, text: TracedText): ShellWord | undefined {
  if (delimiter === undefined) return undefined
  return { value: delimiter.value, literal: true, span: text.spanOf(delimiter.pos, delimiter.end) }
}

/** Whether the parser would take far more than linear time: heredocs in masses, expansions in expansions. */
function isCostly(text: string): boolean {
  let heredocs = 0
  for (let at = text.indexOf('<<'); at !== -1; at = text.indexOf('<<', at + 2)) {
    heredocs += 1
    if (heredocs > MOST_HEREDOCS) return true
  }
  let open = 0
  for (let at = text.indexOf('$'); at !== -1 && at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x5c) at += 1
    else if (code === 0x24) {
      const next = text.charCodeAt(at + 1)
      if (next !== 0x28 && next !== 0x7b) continue
      at += 1
      open += 1
      if (open > MOST_OPEN) return true
    } else if (open > 0 && (code === 0x29 || code === 0x7d)) open -= 1
  }
  return false
}
