import type { Command } from '../../deployment/command.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Fix } from '../../finding.ts'
import { isInString } from '../packages/peers.ts'
import { isFirstOfRun, isHeadOfPart } from './peers.ts'

export default defineRule({
  id: 'no-cd-in-run',
  on: 'command',
  severity: 'warning',
  category: 'style',
  summary: 'A build changes its folder by WORKDIR.',
  why: '`cd` ends with its RUN, so the next line is somewhere else than it seems; WORKDIR holds, and makes the folder where it is missing.',
  like: ['hadolint:DL3003', 'trivy:DS-0013', 'kics:run_command_cd_instead_of_workdir'],
  bad: [
    { Dockerfile: 'FROM nginx:1.29\nRUN «cd» /usr/share/nginx/html && \\\n    touch a && touch b\n' },
    { Dockerfile: 'FROM nginx:1.29\nRUN make; «cd» ../b && make install\nRUN («cd» c && make)\n' },
    { Dockerfile: 'FROM nginx:1.29\nRUN --network=none «cd» "$DIR"\n' },
  ],
  good: [
    { Dockerfile: 'FROM nginx:1.29\nWORKDIR /app\nRUN make && echo cd /app\nCMD cd /app && ./run\n' },
    { 'Dockerfile.example': 'FROM nginx:1.29\nRUN cd /app && make\n' },
  ],

  *check(command) {
    const { name, nameSpan, phase, environment, instruction, words } = command
    if (name !== 'cd' || phase !== 'build' || environment.kind === 'example') return
    const fix = splittingFix(command)
    const like = isInString(command) ? [] : ['hadolint:DL3003']
    if (isHeadOfPart(command) && words.length > 0) like.push('trivy:DS-0013')
    if (isFirstOfRun(command)) like.push('kics:run_command_cd_instead_of_workdir')
    yield {
      at: nameSpan,
      message: `"cd${words[0] ? ` ${words[0].value}` : ''}" holds for this RUN alone; write WORKDIR${words[0] ? ` ${words[0].value}` : ''} before it.`,
      // hadolint does not look behind ONBUILD for this one.
      like: instruction?.onbuild ? [] : like,
      ...(fix && { fix }),
    }
  },
})

/** `RUN cd X && …` becomes `WORKDIR X` and `RUN …`, if nothing else stands before the second command. */
function splittingFix(command: Command): Fix | undefined {
  const { instruction, line, stage, words } = command
  const [folder] = words
  const next = line.commands[1]
  if (instruction?.keyword !== 'RUN' || instruction.onbuild || instruction.flags.length > 0) return undefined
  if (!isFirstOfRun(command) || words.length !== 1 || !folder?.literal) return undefined
  if (next?.joint !== '&&' || next.nested || line.form !== 'shell' || !stage) return undefined
  const between = stage.image.document.text.slice(folder.span.end, next.span.start)
  if (!/^\s*&&\s*(?:\\\r?\n\s*)*$/.test(between)) return undefined
  const span = { ...instruction.span, end: next.span.start }
  return {
    title: 'Split it into WORKDIR and RUN',
    safe: false,
    edits: [{ span, text: `WORKDIR ${folder.value}\nRUN ` }],
  }
}
