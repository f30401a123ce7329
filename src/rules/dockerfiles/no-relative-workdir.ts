import { precedesWorkdir } from '../../deployment/workdirs.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule<'instruction', { readonly allowAfterAbsolute: boolean }>({
  id: 'no-relative-workdir',
  on: 'instruction',
  severity: 'warning',
  category: 'reliability',
  summary: 'WORKDIR is an absolute path.',
  why: 'A relative one is put behind whatever working directory the base image has, and moves when that changes.',
  like: [
    'hadolint:DL3000',
    'buildkit:WorkdirRelativePath',
    'trivy:DS-0009',
    'checkov:CKV_DOCKER_10',
    'kics:workdir_path_not_absolute',
  ],
  options: {
    type: 'object',
    properties: {
      allowAfterAbsolute: {
        description: 'A relative path is fine where an absolute WORKDIR of the file comes before it.',
        type: 'boolean',
        default: false,
      },
    },
    additionalProperties: false,
  },
  bad: [
    { Dockerfile: 'FROM node:24\nWORKDIR «app»\n' },
    { Dockerfile: 'FROM node:24\nWORKDIR «"./src/app"»\n' },
    { Dockerfile: 'FROM node:24\nWORKDIR /srv\nWORKDIR «api»\n' },
    { Dockerfile: "FROM node:24\nONBUILD WORKDIR «'api'»\n" },
    {
      Dockerfile: 'FROM node:24\nWORKDIR «srv»\nWORKDIR «api»\n',
      'plimsoll.yaml':
        'rules:\n  no-relative-workdir: { severity: warning, options: { allowAfterAbsolute: true } }\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nWORKDIR /app\nWORKDIR $HOME/app\nWORKDIR "/with blank"\n' },
    { Dockerfile: 'FROM mcr.microsoft.com/windows/servercore:ltsc2025\nWORKDIR C:/app\n' },
    {
      Dockerfile: 'FROM node:24 AS base\nWORKDIR /srv\nFROM base\nWORKDIR api\n',
      'plimsoll.yaml':
        'rules:\n  no-relative-workdir: { severity: warning, options: { allowAfterAbsolute: true } }\n',
    },
  ],

  *check(instruction, { options }) {
    if (instruction.keyword !== 'WORKDIR') return
    const [path] = instruction.words
    // Backslashes of Windows paths are escapes elsewhere; as written they are still there.
    const written = path?.raw.replace(/^["']/, '') ?? '/'
    if (!path || /^(?:[/$]|[a-z]:)/i.test(written)) return
    const earlier = precedesWorkdir(instruction)
    if (options.allowAfterAbsolute && earlier === 'absolute') return
    const peers: string[] = []
    if (!instruction.onbuild) {
      peers.push('hadolint:DL3000', 'checkov:CKV_DOCKER_10', 'kics:workdir_path_not_absolute')
      if (!written.includes('$')) peers.push('trivy:DS-0009')
      if (earlier === undefined) peers.push('buildkit:WorkdirRelativePath')
    }
    yield {
      at: path.span,
      message: `WORKDIR ${path.value} depends on the working directory before it; write the whole path, such as /${path.value.replace(/^(?:\.\/)+/, '')}.`,
      like: peers,
    }
  },
})
