import type { Command } from '../../deployment/command.ts'
import { operands, programOf } from '../../documents/shell/parse.ts'
import { defineRule } from '../../engine/rule.ts'
import { isFirstOfRun, peersOf } from './peers.ts'

const KICS = 'kics:changing_default_shell_using_run_command'

export default defineRule({
  id: 'no-shell-replacement',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'A build chooses its shell by SHELL.',
  why: 'Scripts of the distribution are written for the /bin/sh it ships, and an update puts that one back; a login shell is not asked by RUN at all.',
  like: ['hadolint:DL4005', KICS],
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN ln -sfv /bin/bash «/bin/sh»\n' },
    {
      Dockerfile:
        'FROM debian:12\nRUN rm /bin/sh && ln -s bash «/bin/sh»\nONBUILD RUN ln -sf /bin/bash «/bin/sh»\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN mv /bin/bash «/usr/bin/sh»\nRUN «chsh» -s /bin/bash root\n' },
    { Dockerfile: 'FROM example/windows:1\nRUN «powershell» -Command Get-Date\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nSHELL ["/bin/bash", "-c"]\nRUN ln -sf /bin/true /sbin/initctl && ln -s a b && run /bin/sh\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN ln -s /bin/sh /opt/sh\nRUN usermod -s /bin/bash app && chsh -s /bin/bash app\n',
    },
    { Dockerfile: 'FROM example/windows:1\nSHELL ["powershell", "-Command"]\nRUN Get-Date\n' },
  ],

  *check(command) {
    const { phase, environment, name, line } = command
    if (phase !== 'build' || environment.kind === 'example') return
    const isFirst = isFirstOfRun(command)
    const replaced = replacedShell(command)
    if (replaced) {
      const peers = [
        ...(name === 'ln' && command.words.some(({ value }) => value === '/bin/sh')
          ? ['hadolint:DL4005']
          : []),
        ...(isFirst && name !== 'cp' ? [KICS] : []),
      ]
      yield {
        at: replaced,
        message: `"${name}" changes the shell of the whole image; write SHELL ["/bin/bash", "-o", "pipefail", "-c"] for the build alone.`,
        like: peersOf(peers, command),
      }
    } else if (name === 'chsh' && changesRoot(command)) {
      yield {
        at: command.nameSpan,
        message: 'chsh changes the shell of a login, and no RUN is one; write SHELL ["/bin/bash", "-c"].',
        like: peersOf(isFirst ? [KICS] : [], command),
      }
    } else if (isFirst && line.form === 'shell' && /^powershell(?:\.exe)?$/i.test(programOf(command))) {
      yield {
        at: command.nameSpan,
        message:
          'RUN starts a shell that starts PowerShell; write SHELL ["powershell", "-Command"] once, and RUN with the command alone.',
        like: peersOf([KICS], command),
      }
    }
  },
})

/** Where a command names /bin/sh as what it writes. */
function replacedShell(command: Command) {
  if (!['ln', 'mv', 'cp'].includes(command.name)) return undefined
  const words = operands(command)
  const target = words.length > 1 ? words.at(-1) : undefined
  return target && /^(?:\/usr)?\/bin\/sh$/.test(target.value) ? target.span : undefined
}

function changesRoot(command: Command): boolean {
  return operands(command, { withValue: ['-s', '--shell'] }).every(({ value }) => value === 'root')
}
