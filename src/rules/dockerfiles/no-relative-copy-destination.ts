import { precedesWorkdir } from '../../deployment/workdirs.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-relative-copy-destination',
  on: 'instruction',
  severity: 'warning',
  category: 'reliability',
  summary: 'COPY and ADD to a relative path come after a WORKDIR.',
  why: 'Where the files go is up to the base image otherwise: its root today, another folder after an update.',
  like: ['hadolint:DL3045'],
  bad: [
    { Dockerfile: 'FROM node:24\nCOPY package.json «.»\n' },
    {
      Dockerfile:
        'FROM node:24 AS build\nWORKDIR /app\nFROM nginx:1.29\nCOPY --from=build /app/dist «"html/"»\n',
    },
    { Dockerfile: 'FROM node:24\nADD app.tar.gz «app»\nWORKDIR /app\n' },
    { Dockerfile: 'FROM node:24\nONBUILD COPY . «./»\n' },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nWORKDIR /app\nCOPY . .\n' },
    { Dockerfile: 'FROM node:24 AS base\nWORKDIR /app\nFROM base AS build\nFROM build\nCOPY . .\n' },
    { Dockerfile: 'FROM node:24\nCOPY . /app\nCOPY . "$APP"\nCOPY . ${HOME}/app\n' },
    { Dockerfile: 'FROM node:24\nONBUILD WORKDIR /app\nONBUILD COPY . .\n' },
    { Dockerfile: 'FROM node:24\nWORKDIR /app\nONBUILD COPY . .\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'COPY' && instruction.keyword !== 'ADD') return
    const { destination } = instruction
    if (!destination || /^["']?(?:[/$]|.:[\\/])/.test(destination.raw)) return
    if (precedesWorkdir(instruction)) return
    yield {
      at: destination.span,
      message: `Where "${destination.value}" is depends on the base image; set WORKDIR first, or write the whole path.`,
      like: instruction.keyword === 'COPY' ? ['hadolint:DL3045'] : [],
    }
  },
})
