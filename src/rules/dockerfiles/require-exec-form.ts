import { execFormOf } from '../../deployment/exec-form.ts'
import type { Stage } from '../../deployment/image.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Span } from '../../span.ts'

export default defineRule({
  id: 'require-exec-form',
  on: 'instruction',
  severity: 'warning',
  category: 'reliability',
  summary: 'CMD and ENTRYPOINT are lists of words, not a line for a shell.',
  why: 'A shell between the engine and the process may keep the stop signal to itself, so that every stop takes ten seconds and ends in a kill; behind an ENTRYPOINT of that form CMD is ignored.',
  like: [
    'hadolint:DL3025',
    'buildkit:JSONArgsRecommended',
    'kics:not_using_json_in_cmd_and_entrypoint_arguments',
  ],
  bad: [
    { Dockerfile: 'FROM node:24\nENTRYPOINT «node server.js»\n' },
    { Dockerfile: 'FROM node:24\nCMD «gunicorn --bind 0.0.0.0:$PORT app»\n' },
    { Dockerfile: 'FROM node:24\nCMD «[node, server.js]»\n' },
    { Dockerfile: 'FROM node:24\nSHELL ["/bin/bash", "-c"]\nCMD «node server.js»\n' },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nENTRYPOINT ["node"]\nCMD ["server.js"]\n' },
    { Dockerfile: 'FROM node:24\nCMD exec gunicorn --bind 0.0.0.0:$PORT app\n' },
    { Dockerfile: 'FROM node:24\nHEALTHCHECK CMD curl -f http://localhost/ || exit 1\nRUN npm ci\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'CMD' && instruction.keyword !== 'ENTRYPOINT') return
    const { command, stage, onbuild, keyword } = instruction
    // `exec` makes the shell step aside, which is all that this is about.
    if (command?.form !== 'shell' || (keyword === 'CMD' && /^exec\s/.test(command.script.value))) return
    const words = execFormOf(command.script.value)
    const peers = onbuild ? [] : ['hadolint:DL3025']
    if (!onbuild && stage === instruction.image.finalStage) {
      peers.push('kics:not_using_json_in_cmd_and_entrypoint_arguments')
    }
    if (!onbuild && !hasShell(instruction)) peers.push('buildkit:JSONArgsRecommended')
    yield {
      at: command.span,
      message: `${keyword} runs through a shell here; write ${words ?? `${keyword} ["sh", "-c", "exec …"] if it needs one`}.`,
      like: peers,
      ...(words && {
        fix: { title: 'Write it as a list', safe: false, edits: [{ span: command.span, text: words }] },
      }),
    }
  },
})

function hasShell({ stage, span }: { stage: Stage | undefined; span: Span }): boolean {
  if (!stage) return false
  const own = stage.instructions.some((each) => each.keyword === 'SHELL' && each.span.end <= span.start)
  return own || (stage.base.kind === 'stage' && stage.base.stage.shell !== undefined)
}
