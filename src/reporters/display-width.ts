import { terminalText, visibleText } from './visible-text.ts'

/** What is drawn as one character. */
export interface Cell {
  readonly text: string
  /** UTF-16 offset in the line behind the last code unit of the cell. */
  readonly end: number
  /** Columns it takes. */
  readonly width: number
}

const tabStop = 4

/** East Asian wide and full-width blocks, and emoji that are drawn as pictures without being asked to. */
const wide =
  /^(?:[\u1100-\u115f\u2329\u232a\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{16fe0}-\u{18aff}\u{1b000}-\u{1b2ff}\u{1f200}-\u{1f2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})/u
const invisible = /^[\p{M}\p{Cf}]/u

let segmenter: Intl.Segmenter | undefined

/** Making one takes longer than most reports, and most reports are Latin. */
function graphemes(text: string): Iterable<Intl.SegmentData> {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return segmenter.segment(text)
}

function clusterWidth(cluster: string): number {
  if (wide.test(cluster) || cluster.includes('\ufe0f')) return 2
  return invisible.test(cluster) ? 0 : 1
}

/** Splits a line into what a terminal draws, with tabs as blanks and acting characters as escapes. */
export function cells(line: string): Cell[] {
  const result: Cell[] = []
  let column = 0
  const add = (raw: string, offset: number): void => {
    let text = raw
    let width = 1
    if (raw === '\t') {
      width = tabStop - (column % tabStop)
      text = ' '.repeat(width)
    } else if (raw === '#' && line.startsWith('##[', offset)) {
      text = terminalText('##[').slice(0, -2)
      width = text.length
    } else if (raw.length > 1 || raw < ' ' || raw > '~') {
      text = visibleText(raw)
      width = text === raw ? clusterWidth(raw) : displayWidth(text)
    }
    result.push({ text, end: offset + raw.length, width })
    column += width
  }
  // Most lines are Latin, without combining marks: every code unit is a cell, and no segmentation is needed.
  if (/^[\x00-\u02ff]*$/.test(line)) for (let at = 0; at < line.length; at++) add(line[at]!, at)
  else for (const { segment, index } of graphemes(line)) add(segment, index)
  return result
}

/** Columns that a text without tabs and acting characters takes. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  let width = 0
  for (const { segment } of graphemes(text)) width += clusterWidth(segment)
  return width
}
