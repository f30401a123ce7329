import { isBusyBox } from '../../deployment/run-shell.ts'
import { flagsOf } from '../../documents/shell/parse.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

/** Flags that keep the bar away, without dashes; `-nv` comes as `n` and `v`. */
const QUIET = ['progress', 'q', 'quiet', 'no-verbose', 'o', 'output-file', 'a', 'append-output']

export default defineRule({
  id: 'no-download-progress',
  on: 'command',
  severity: 'info',
  category: 'style',
  summary: '`wget` does not draw its progress into the log of a build.',
  why: 'Where there is no terminal, wget writes a line for every 50 kB; a large file buries what the build says.',
  like: ['hadolint:DL3047'],
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN «wget» https://example.com/a.tgz\n' },
    {
      Dockerfile:
        'FROM debian:12\nRUN «wget» -O- https://example.com/a.tgz | tar x\nONBUILD RUN ["«wget»", "x"]\n'.replace(
          '"«wget»"',
          '«"wget"»',
        ),
    },
    { Dockerfile: 'FROM node:24-alpine\nRUN «wget» https://example.com/a.tgz\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nRUN wget -q a && wget -nv b && wget --progress=dot:giga c && wget -qO- d\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN wget --output-file=/tmp/log a && wget -a log b && apt-get install -y wget\n',
    },
    { Dockerfile: 'FROM debian:12\nCMD wget https://example.com\n' },
  ],

  *check(command) {
    const { name, nameSpan, phase, environment, words, line, stage } = command
    if (name !== 'wget' || phase !== 'build' || environment.kind === 'example') return
    if (flagsOf(command).some((flag) => QUIET.includes(flag)) || words.some(({ value }) => value === '-nv'))
      return
    // The wget of BusyBox knows no --progress.
    const flag = stage && isBusyBox(stage) ? '-q' : '--progress=dot:giga'
    yield {
      at: nameSpan,
      message: `wget writes its progress into the log, line by line; write "wget ${flag}".`,
      like: peersOf(['hadolint:DL3047'], command),
      ...(line.form === 'shell' && {
        fix: {
          title: `Add ${flag}`,
          safe: false,
          edits: [{ span: { ...nameSpan, start: nameSpan.end }, text: ` ${flag}` }],
        },
      }),
    }
  },
})
