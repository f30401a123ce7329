import { hasFlag } from '../../documents/shell/parse.ts'
import type { SimpleCommand } from '../../documents/shell/script.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

export default defineRule({
  id: 'no-sparse-login-log',
  on: 'command',
  severity: 'warning',
  category: 'performance',
  summary: 'A user with a high number is added without a line in the login log.',
  why: 'The log of logins has a line for every number up to the highest; for a high one it is a file of gigabytes that is empty and yet fills the layer and the disk.',
  like: ['hadolint:DL3046'],
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN «useradd» -u 123456 app\n' },
    {
      Dockerfile:
        'FROM debian:12\nRUN groupadd app && «useradd» -mu 1000700000 -g app app\nONBUILD RUN «useradd» --uid=123456 app\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM debian:12\nRUN useradd app && useradd -u 12345 b && useradd -lu 123456 c\n' },
    {
      Dockerfile: 'FROM debian:12\nARG UID\nRUN useradd --no-log-init --uid 123456 a && useradd -u $UID b\n',
    },
  ],

  *check(command) {
    const { name, nameSpan, phase, environment, line } = command
    if (name !== 'useradd' || phase !== 'build' || environment.kind === 'example') return
    const number = userNumber(command)
    if (number === undefined || number.length <= 5 || hasFlag(command, 'l', 'no-log-init')) return
    yield {
      at: nameSpan,
      message: `useradd with the number ${number} makes a log of logins with ${number} lines; write "useradd -l".`,
      like: peersOf(['hadolint:DL3046'], command),
      ...(line.form === 'shell' && {
        fix: {
          title: 'Add -l',
          safe: true,
          edits: [{ span: { ...nameSpan, start: nameSpan.end }, text: ' -l' }],
        },
      }),
    }
  },
})

function userNumber({ words }: SimpleCommand): string | undefined {
  for (const [index, { value }] of words.entries()) {
    const [, inline] = /^(?:-[a-zA-Z]*u|--uid=)(\d+)$/.exec(value) ?? []
    const next = /^(?:-[a-zA-Z]*u|--uid)$/.test(value) ? words[index + 1]?.value : undefined
    const number = inline ?? (next !== undefined && /^\d+$/.test(next) ? next : undefined)
    if (number !== undefined) return number
  }
  return undefined
}
