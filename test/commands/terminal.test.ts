import { describe, expect, test } from 'vitest'
import { Progress } from '../../src/commands/progress.ts'
import { hasColor, showsUnicode, widthOf } from '../../src/commands/terminal.ts'

const terminal = { isTTY: true, columns: 120 }
const pipe = {}

test('colour: a terminal has it, unless the environment says otherwise', () => {
  expect(hasColor(terminal, {})).toBe(true)
  expect(hasColor(terminal, { TERM: 'dumb' })).toBe(false)
  expect(hasColor(terminal, { NO_COLOR: '1' })).toBe(false)
  expect(hasColor(terminal, { NO_COLOR: '' })).toBe(true)
  expect(hasColor(pipe, {})).toBe(false)
  expect(hasColor(pipe, { FORCE_COLOR: '1' })).toBe(true)
  expect(hasColor(pipe, { FORCE_COLOR: '0' })).toBe(false)
  expect(hasColor(undefined, { FORCE_COLOR: '1' })).toBe(false)
})

test('width: that of the terminal, within reason', () => {
  expect(widthOf(terminal)).toBe(120)
  expect(widthOf({ isTTY: true, columns: 400 })).toBe(160)
  expect(widthOf(pipe)).toBe(100)
  expect(widthOf(undefined)).toBe(100)
})

test('ASCII only where a terminal has a locale without more', () => {
  expect(showsUnicode(terminal, { LANG: 'C' })).toBe(false)
  expect(showsUnicode(terminal, { LANG: 'C', LC_ALL: 'de_DE.UTF-8' })).toBe(true)
  expect(showsUnicode(terminal, {})).toBe(true)
  expect(showsUnicode(pipe, { LANG: 'C' })).toBe(true)
})

describe('progress', () => {
  const stream = (isTTY: boolean) => {
    const written: string[] = []
    return { stream: { isTTY, columns: 80, write: (text: string) => written.push(text) }, written }
  }
  const run = (isTTY: boolean, isWanted: boolean) => {
    const { stream: output, written } = stream(isTTY)
    const progress = new Progress(output as unknown as NodeJS.WriteStream, isWanted, {})
    progress.step('Soon over')
    progress.step('Judging', true)
    progress.erase()
    return written.join('')
  }

  test('shows a long step on a terminal and takes it away', () => {
    expect(run(true, true)).toBe('Judging…\r\u001b[K')
  })

  test('shows nothing where nobody looks, or nobody wants it', () => {
    expect(run(false, true)).toBe('')
    expect(run(true, false)).toBe('')
  })
})
