import { defineRule } from '../../engine/rule.ts'

const PEERS = ['trivy:DS-0011', 'kics:copy_with_more_than_two_arguments_not_ending_with_slash']

export default defineRule({
  id: 'require-copy-destination-slash',
  on: 'instruction',
  severity: 'error',
  category: 'correctness',
  summary: 'The destination of several sources ends with a slash.',
  why: 'Without it the builder stops, or writes one file over the other under that name.',
  like: ['hadolint:DL3021', ...PEERS],
  bad: [
    { Dockerfile: 'FROM node:24\nCOPY package.json yarn.lock «/app»\n' },
    { Dockerfile: 'FROM node:24\nCOPY ["package.json", "yarn.lock", «"/app"»]\n' },
    { Dockerfile: 'FROM node:24\nADD a.txt b.txt «"/app"»\n' },
    { Dockerfile: 'FROM node:24\nONBUILD COPY a.txt b.txt «app»\n' },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nCOPY package.json yarn.lock /app/\nCOPY a b .\nCOPY a b "./"\n' },
    { Dockerfile: 'FROM node:24\nCOPY package.json /app\nCOPY a b $APP\n' },
    { Dockerfile: 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nCOPY ["a", "b", "c:\\\\app\\\\"]\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return
    const { sources, heredocs, destination, onbuild } = instruction
    if (!destination || sources.length + heredocs.length < 2) return
    if (/^(?:multi|file):[0-9a-f]{32,}$/.test(sources[0]?.value ?? '')) return
    // The slash may be in the value of a variable at the end; "." is a folder without one.
    if (/(?:[\\/]|(?:^|\/)\.{1,2}|\$(?:\w+|\{[^}]*\}))$/.test(destination.value)) return
    const place = destination.span.end - (/["']$/.test(destination.raw) ? 1 : 0)
    const ofCopy = onbuild ? [] : ['hadolint:DL3021', ...PEERS]
    yield {
      at: destination.span,
      message: `Several files cannot become one: write ${destination.value}/ if it is a folder.`,
      like: instruction.keyword === 'COPY' ? ofCopy : [],
      fix: {
        title: 'End the destination with a slash',
        safe: false,
        edits: [{ span: { path: destination.span.path, start: place, end: place }, text: '/' }],
      },
    }
  },
})
