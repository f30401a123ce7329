/** Widths in thousandths of the font size, as in Helvetica and what stands in for it; others are about 560. */
const WIDTHS: readonly (readonly [characters: RegExp, width: number])[] = [
  [/[iIjl|!.,:;'`]/, 260],
  [/[ftr()[\]{}/\\ -]/, 340],
  [/[mwMW@%]/, 860],
  [/[A-Z&]/, 690],
  [/[cksvxyzJ]/, 510],
  [/[\u1100-\u{3ffff}]/u, 1000],
]
const USUAL = 560
/** Bold text is wider. */
const BOLD = 1.06

/** About how wide a text is drawn. Fonts differ, so it is on the safe side. */
export function textWidth(text: string, size: number, isBold = false): number {
  let width = 0
  for (const character of text) width += WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? USUAL
  return (width / 1000) * size * (isBold ? BOLD : 1) * 1.05
}

/** The text, cut in its middle where it is wider than that: both ends of a path tell more than its middle. */
export function fitText(text: string, size: number, room: number, isBold = false): string {
  if (textWidth(text, size, isBold) <= room) return text
  const characters = [...text]
  for (let kept = characters.length - 1; kept > 2; kept--) {
    const head = Math.ceil(kept * 0.45)
    const cut = `${characters.slice(0, head).join('')}…${characters.slice(characters.length - (kept - head)).join('')}`
    if (textWidth(cut, size, isBold) <= room) return cut
  }
  return '…'
}
