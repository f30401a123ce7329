/** A line of a template: what it says by itself, and where an action of Helm leaves a gap. */
interface TemplateLine {
  readonly text: string
  readonly indent: number
  /** What stands before the colon, where no action stands in it; `-` in front of it left out. */
  readonly key: string | undefined
  /** What stands before, between and behind actions; undefined where nothing of it is in any result as it is. */
  readonly literals: readonly string[] | undefined
  /** How many characters are the same in any result. */
  readonly literal: number
}

/** More cells than these are not compared: a template with so many lines is data. */
const MOST_CELLS = 1_000_000
/** No line that a person writes is longer. */
const LONGEST_LINE = 2000

/**
 * Finds the lines of a template that lines of its result come from, in the order of both; lines that a loop makes
 * again are looked for anywhere. What comes from another template has none.
 * @returns for each line of the result the 0-based line of the template
 */
export function alignLines(
  template: readonly string[],
  result: readonly string[],
): readonly (number | undefined)[] {
  const lines = template.map(readLine)
  const [from, to] = bestPart(lines, result)
  const part = lines.slice(from, to)
  const scores = (part.length + 1) * (result.length + 1) > MOST_CELLS ? undefined : commonOrder(part, result)
  return result.map((line, index) => {
    const aligned = scores?.[index]
    return aligned === undefined ? mostAlike(part, line, from) : aligned + from
  })
}

/** A template of several objects holds `---` between them: the part that has most in common with the result. */
function bestPart(lines: readonly TemplateLine[], result: readonly string[]): readonly [number, number] {
  const cuts = lines.flatMap(({ text }, index) => (/^---(?:\s|$)/.test(text) ? [index] : []))
  if (cuts.length === 0) return [0, lines.length]
  const bounds = [0, ...cuts.map((cut) => cut + 1)]
  const written = new Set(result.map((line) => line.trim()))
  const parts = bounds.map((from, index): readonly [number, number] => [from, cuts[index] ?? lines.length])
  const alike = ([from, to]: readonly [number, number]) =>
    lines.slice(from, to).filter(({ text, literals }) => literals && written.has(text.trim())).length
  return parts.reduce((best, each) => (alike(each) > alike(best) ? each : best))
}

function readLine(text: string): TemplateLine {
  const isLong = text.length > LONGEST_LINE
  const trimmed = isLong ? '' : text.trim()
  const literals = trimmed.split(/\{\{.*?\}\}/)
  const literal = literals.join('').replace(/[\s-]/g, '').length
  const isOpen = trimmed.lastIndexOf('{{') > trimmed.lastIndexOf('}}')
  const key = /^(?:- +)*([^\s:{}#][^:{}]*):(?:\s|$)/.exec(trimmed)?.[1]
  const isNothing = literal === 0 || isOpen || trimmed.startsWith('#')
  return {
    text,
    indent: text.length - text.trimStart().length,
    key,
    literals: isNothing ? undefined : literals,
    literal,
  }
}

/** Whether a line begins and ends as the literals do and has the others between, in their order. */
function isMadeOf(text: string, literals: readonly string[]): boolean {
  const [first = '', ...rest] = literals
  const last = rest.pop()
  if (last === undefined) return text === first
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const literal of rest) {
    const found = text.indexOf(literal, at)
    if (found === -1) return false
    at = found + literal.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

/** How much a line of the result speaks for a line of the template; 0: it cannot come from it. */
function likeness(line: TemplateLine, text: string): number {
  const trimmed = text.trim()
  if (!line.literals || trimmed === '') return 0
  if (line.key !== undefined && !trimmed.includes(`${line.key}:`)) return 0
  if (!isMadeOf(trimmed, line.literals)) return 0
  const isSame = trimmed === line.text.trim()
  const indent = text.length - text.trimStart().length
  return (isSame ? 2 : 1) + line.literal / 10 + (indent === line.indent ? 0.5 : 0)
}

/** The longest sequence of pairs, weighed; for each line of the result the line of the part. */
function commonOrder(
  part: readonly TemplateLine[],
  result: readonly string[],
): readonly (number | undefined)[] {
  const width = result.length + 1
  const best = new Float64Array((part.length + 1) * width)
  for (let row = part.length - 1; row >= 0; row--) {
    for (let column = result.length - 1; column >= 0; column--) {
      const score = likeness(part[row]!, result[column]!)
      const taken = score > 0 ? score + best[(row + 1) * width + column + 1]! : 0
      best[row * width + column] = Math.max(
        taken,
        best[(row + 1) * width + column]!,
        best[row * width + column + 1]!,
      )
    }
  }
  const found: (number | undefined)[] = result.map(() => undefined)
  for (let row = 0, column = 0; row < part.length && column < result.length; ) {
    const here = best[row * width + column]!
    if (here === best[(row + 1) * width + column]) row++
    else if (here === best[row * width + column + 1]) column++
    else found[column++] = row++
  }
  return found
}

/** The one line that is most like it. */
function mostAlike(part: readonly TemplateLine[], text: string, from: number): number | undefined {
  const indent = text.length - text.trimStart().length
  let best = 0
  let found: number | undefined
  for (const [index, line] of part.entries()) {
    // What another template brings is indented as its place asks for, mostly not as anything here.
    const score = line.indent === indent ? likeness(line, text) : 0
    if (score > best) [best, found] = [score, index + from]
    else if (score === best) found = undefined
  }
  return found
}
