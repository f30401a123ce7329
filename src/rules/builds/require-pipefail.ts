import { type Pipe, pipesOf } from '../../deployment/pipes.ts'
import { isBusyBox, isPosixShell, type RunShell, shellOfRun } from '../../deployment/run-shell.ts'
import { programOf, unwrap } from '../../documents/shell/parse.ts'
import type { SimpleCommand } from '../../documents/shell/script.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule<'command', { readonly harmless: readonly string[] }>({
  id: 'require-pipefail',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'A pipe in RUN fails when any command of it fails.',
  why: 'A shell looks at the last command of a pipe alone: a download that breaks off is unpacked, or run, as far as it came, and the build is green.',
  like: ['hadolint:DL4006', 'kics:shell_running_a_pipe_without_pipefail_flag'],
  options: {
    type: 'object',
    properties: {
      harmless: {
        type: 'array',
        items: { type: 'string' },
        default: ['echo', 'printf', 'yes', 'true', 'seq'],
        description:
          'Programs that cannot fail; a pipe of which all others but the last are such is left alone.',
      },
    },
    additionalProperties: false,
  },
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN «wget» -qO- https://example.com/a.tgz | tar xz\n' },
    {
      Dockerfile:
        'FROM debian:12\nSHELL ["/bin/sh", "-o", "pipefail", "-c"]\nRUN a && («curl» b | grep c | wc -l)\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nSHELL ["/bin/bash", "-o", "pipefail", "-c"]\nRUN a | b\nSHELL ["/bin/bash", "-c"]\nRUN «a» | b\nFROM debian:12\nRUN «a» | b\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN «curl» a | sh && set -o pipefail\nRUN (a; b) | «c»\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12 AS base\nSHELL ["/bin/bash", "-eo", "pipefail", "-c"]\nRUN a | b\nFROM base\nRUN a | b\n',
    },
    { Dockerfile: 'FROM alpine:3.22\nSHELL ["/bin/ash", "-eo", "pipefail", "-c"]\nRUN a | b\n' },
    { Dockerfile: 'FROM alpine:3.22\nRUN set -eux -o pipefail; curl a | sh\n' },
    { Dockerfile: 'FROM debian:12\nRUN bash -euo pipefail -c "curl a | sh" && echo a | tee b && a || b\n' },
    { Dockerfile: 'FROM example/windows:1\nSHELL ["pwsh", "-c"]\nRUN Get-Item a | Select-Object b\n' },
    { Dockerfile: 'FROM debian:12\nCMD a | b\nRUN ["a", "|", "b"]\n' },
  ],

  *check(command, { options }) {
    const { phase, stage, instruction, line, environment, nameSpan, pipe } = command
    if (phase !== 'build' || !stage || !instruction || pipe.length < 2) return
    if (line.form === 'exec' || environment.kind === 'example') return
    const shell = shellOfRun(stage, instruction)
    if (!isPosixShell(shell) || hasPipefail(shell, isBusyBox(stage))) return
    const leaking = pipesOf(line.commands).find(
      (each) => canFail(each, options.harmless) && !isGuarded(each, line.commands),
    )
    // One finding for a RUN: what mends its first pipe mends all of them.
    if (leaking?.commands[0]?.nameSpan.start !== nameSpan.start) return
    const callsShell = line.commands.some(({ name }) => /^(?:\/bin\/)?(?:ba|z|a)sh$/.test(name))
    const peers = [
      'hadolint:DL4006',
      ...(callsShell ? ['kics:shell_running_a_pipe_without_pipefail_flag'] : []),
    ]
    const name = isBusyBox(stage) ? '/bin/ash' : '/bin/bash'
    yield {
      at: nameSpan,
      message: `Nobody notices when "${command.name}" fails, for it feeds a pipe; write SHELL ["${name}", "-o", "pipefail", "-c"] before this.`,
      like: instruction.onbuild ? [] : peers,
    }
  },
})

const KNOW_PIPEFAIL = ['bash', 'zsh', 'ash', 'ksh', 'mksh']

function hasPipefail({ name, words }: RunShell, isBusyBox: boolean): boolean {
  const option = words.indexOf('pipefail')
  if (option < 1 || !/^-[a-zA-Z]*o$/.test(words[option - 1]!)) return false
  return KNOW_PIPEFAIL.includes(name ?? '') || (name === 'sh' && isBusyBox)
}

/** Of the last command of a pipe the shell sees whether it failed. */
function canFail({ commands, length }: Pipe, harmless: readonly string[]): boolean {
  const feeding = commands.filter(({ pipe }) => pipe.index < length - 1)
  const isComplete = feeding.length === length - 1
  const isHarmless = (command: SimpleCommand) =>
    harmless.includes(programOf(unwrap(command))) ||
    (command.name === 'cat' && command.redirects.some(({ operator }) => operator.startsWith('<<')))
  return !isComplete || !feeding.every(isHarmless)
}

/** `set -o pipefail` stands before it, or it is a string given to `bash -o pipefail -c`. */
function isGuarded({ commands }: Pipe, all: readonly SimpleCommand[]): boolean {
  const { start, end } = commands[0]!.span
  return all.some(({ name, words, span }) => {
    if (!words.some(({ value }) => value === 'pipefail')) return false
    return name === 'set' ? span.end <= start : span.start < start && span.end >= end
  })
}
