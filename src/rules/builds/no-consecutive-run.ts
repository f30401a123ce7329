import type { Stage } from '../../deployment/image.ts'
import type { Project } from '../../deployment/project.ts'
import { commandsOfRun } from '../../deployment/run-commands.ts'
import type { CommandInstruction, Instruction } from '../../documents/dockerfile/document.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Fix } from '../../finding.ts'
import { isInString } from '../packages/peers.ts'
import { isOnNextLine } from './peers.ts'

const HADOLINT = 'hadolint:DL3059'
const KICS = 'kics:multiple_run_add_copy_instructions_listed'

export default defineRule({
  id: 'no-consecutive-run',
  on: 'stage',
  severity: 'info',
  category: 'style',
  summary: 'Short commands that follow each other share a RUN.',
  why: 'Each RUN is a layer to store and to pull, and what a later one deletes stays in the layer before it.',
  like: [HADOLINT, KICS],
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN /a.sh\n«RUN» /b.sh\n# why\n«RUN» /c.sh\n' },
    {
      Dockerfile:
        'FROM debian:12\nRUN a && b\nRUN --mount=type=secret,id=a c\n«RUN» --mount=type=secret,id=a ["d"]\n',
    },
    { Dockerfile: 'RUN a\n«RUN» b\nWORKDIR /c\nRUN d\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nRUN /a.sh\nCOPY . .\nRUN /b.sh\nONBUILD RUN a\nONBUILD RUN b\nRUN a && b\nRUN c\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN --mount=type=secret,id=a c\nRUN --mount=type=secret,id=b d\nRUN a | b\nRUN a; b\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN a\nFROM debian:12\nRUN b\n' },
    { 'Dockerfile.example': 'FROM debian:12\nRUN a\nRUN b\n' },
  ],

  *check(stage, { project }) {
    if (stage.image.mark === 'example') return
    const { text } = stage.image.document
    for (const [index, run] of stage.instructions.entries()) {
      const before = stage.instructions[index - 1]
      if (run.keyword !== 'RUN' || before?.keyword !== 'RUN' || flagsText(run) !== flagsText(before)) continue
      if (!isShort(run, project) || !isShort(before, project)) continue
      const isForKics = stage === stage.image.finalStage && isOnNextLine(before, run, text)
      const fix = joiningFix(before, run, stage, project)
      yield {
        at: run.keywordSpan,
        message: 'This RUN and the one before it are one command each; join them by "&&" into one layer.',
        like: isForKics ? [HADOLINT, KICS] : [HADOLINT],
        ...(fix && { fix }),
      }
    }
  },
})

/** An assignment alone is no command, and the string of `sh -c` is a word of one. */
function isShort(run: CommandInstruction, project: Project): boolean {
  const all = commandsOfRun(project, run)
  const counted = all.filter((command) => /^[^$]/.test(command.name) && !isInString(command))
  return all.length > 0 && counted.length <= 1
}

function flagsText({ flags }: Instruction): string {
  return flags
    .map(({ name, value }) => `${name}=${value?.value}`)
    .sort()
    .join(' ')
}

/** Where nothing stands between them, both are lines for the shell, and no comment or `&` ends the first. */
function joiningFix(
  before: CommandInstruction,
  run: CommandInstruction,
  { image }: Stage,
  project: Project,
): Fix | undefined {
  const isShell = [before, run].every(
    ({ command, heredocs }) => command?.form === 'shell' && heredocs.length === 0,
  )
  const between = image.document.text.slice(before.span.end, run.span.start)
  const isOpen = commandsOfRun(project, before)[0]?.span.end === before.span.end
  if (!isShell || !isOpen || between.trim() !== '') return undefined
  const span = { ...run.span, start: before.span.end, end: run.argumentsSpan.start }
  return { title: 'Join it to the RUN before', safe: false, edits: [{ span, text: ' \\\n    && ' }] }
}
