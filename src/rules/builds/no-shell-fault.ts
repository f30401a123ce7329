import { defineRule } from '../../engine/rule.ts'

/** Weakest last. */
const LEVELS = ['error', 'warning', 'info', 'style'] as const

export default defineRule<'shellProblem', { readonly level: (typeof LEVELS)[number] }>({
  id: 'no-shell-fault',
  on: 'shellProblem',
  severity: 'warning',
  category: 'correctness',
  summary: 'ShellCheck, where it is installed, finds no fault in the shell text of RUN.',
  why: 'A shell goes on after most of its mistakes: a variable that is empty, a test that compares something else, a word split in two give an image that is built and does not work.',
  like: ['shellcheck:SC*'],
  options: {
    type: 'object',
    properties: {
      level: {
        enum: LEVELS,
        default: 'style',
        description: 'The weakest level of ShellCheck that is reported.',
      },
    },
    additionalProperties: false,
  },
  bad: [
    { Dockerfile: 'FROM debian:12\nARG dir\nRUN set -eu && \\\n    cd "$dir"/«$SUB» && rm -r x\n' },
    { Dockerfile: 'FROM debian:12\nRUN echo «$RANDOM»\n' },
    { Dockerfile: 'FROM alpine:3.22\nRUN <<EOF\nset -e\nif [ «$(id -u)» = 0 ]; then echo root; fi\nEOF\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12 AS base\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN echo $RANDOM\nFROM base\nRUN source /etc/os-release\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nARG from=a\nENV user=app\nRUN echo "$from" "$user" "$http_proxy"\nRUN ["echo", "$other"]\n',
    },
    { Dockerfile: 'FROM alpine:3.22\nRUN set -o pipefail && wget -qO- https://example.com | tar x\n' },
    {
      Dockerfile:
        'FROM debian:12\n# hadolint shell=pwsh\nRUN Get-Variable $x | Select-Object -ExpandProperty Value\n',
    },
    { Dockerfile: 'FROM python:3.13\nRUN <<EOF\n#!/usr/bin/env python3\nprint("$a" + $b)\nEOF\n' },
  ],

  *check({ code, level, message, at, edits }, { options }) {
    if (LEVELS.indexOf(level) > LEVELS.indexOf(options.level)) return
    yield {
      at,
      message: `${message} (${code})`,
      like: [`shellcheck:${code}`],
      ...(edits && { fix: { title: 'Write what ShellCheck proposes', safe: false, edits } }),
    }
  },
})
