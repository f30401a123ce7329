import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-matching-as-case',
  on: 'stage',
  severity: 'info',
  category: 'style',
  summary: 'FROM and AS are both in upper or both in lower case.',
  why: 'A name after "FROM … as" is easily read as part of the image.',
  like: ['buildkit:FromAsCasing'],
  bad: [
    { Dockerfile: 'FROM node:24 «as» build\nfrom node:24 «AS» test\n' },
    { Dockerfile: 'FROM node:24 «As» build\n' },
  ],
  good: [{ Dockerfile: 'FROM node:24 AS build\nfrom node:24 as test\nFrom node:24 as it\n' }],

  *check({ from, image }) {
    if (!from?.asKeyword) return
    const { value, span } = from.asKeyword
    const keyword = image.document.text.slice(from.keywordSpan.start, from.keywordSpan.end)
    const isLower = keyword === keyword.toLowerCase()
    if (!isLower && keyword !== keyword.toUpperCase()) return
    const wanted = isLower ? 'as' : 'AS'
    if (value === wanted) return
    yield {
      at: span,
      message: `Write ${wanted} beside ${keyword}.`,
      fix: { title: `Write ${wanted}`, safe: true, edits: [{ span, text: wanted }] },
    }
  },
})
