import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-legacy-key-value',
  on: 'instruction',
  severity: 'warning',
  category: 'style',
  summary: 'ENV and LABEL have an equals sign between name and value.',
  why: 'Without it all the rest of the line is the value, also what looks like a second pair; the form is kept for old files only.',
  like: ['buildkit:LegacyKeyValueFormat'],
  bad: [
    { Dockerfile: 'FROM debian:13\nENV «LANG C.UTF-8»\nLABEL «description the shop»\n' },
    { Dockerfile: 'FROM debian:13\nENV «PATH  $PATH:/app»\nENV «A "x y" z»\n' },
  ],
  good: [{ Dockerfile: 'FROM debian:13\nENV LANG=C.UTF-8 A="b c"\nLABEL a=b\nARG X\n' }],

  *check(instruction) {
    if ((instruction.keyword !== 'ENV' && instruction.keyword !== 'LABEL') || !instruction.legacy) return
    const [pair] = instruction.pairs
    if (!pair?.value) return
    const { key, value } = pair
    const isPlain = /^[^\s"'\\`]+$/.test(value.raw)
    const isQuoted = /^"[^"\\`]*"$/.test(value.raw)
    const isLine = /^[^"'\\`\n]+$/.test(value.raw)
    const text = isPlain || isQuoted ? value.raw : isLine ? `"${value.raw}"` : undefined
    const span = { path: key.span.path, start: key.span.start, end: value.span.end }
    yield {
      at: span,
      message: `Write ${instruction.keyword} ${key.value}=${text ?? '"…"'}.`,
      like: instruction.onbuild ? [] : ['buildkit:LegacyKeyValueFormat'],
      ...(text !== undefined && {
        fix: { title: 'Write an equals sign', safe: true, edits: [{ span, text: `${key.raw}=${text}` }] },
      }),
    }
  },
})
