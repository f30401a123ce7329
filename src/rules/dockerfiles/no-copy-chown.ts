import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-copy-chown',
  on: 'instruction',
  severity: 'info',
  category: 'security',
  summary: 'The files of an application belong to root, not to the user that runs it.',
  why: 'What the process owns it can rewrite: whoever breaks in changes the program itself. To read it needs no ownership.',
  like: ['kics:chown_flag_exists'],
  bad: [{ Dockerfile: 'FROM python:3.14\nCOPY «--chown=app:app» src /app\nUSER app\n' }],
  good: [
    {
      Dockerfile: 'FROM python:3.14\nCOPY --chmod=755 src /app\nCOPY --chown=root:root src /app\nUSER app\n',
    },
  ],

  *check(instruction) {
    const flag = instruction.flags.find(({ name }) => name === 'chown')
    if (!flag?.value || /^(?:root|0)(?::|$)/.test(flag.value.value)) return
    yield {
      at: flag.span,
      message: `${flag.value.value} can rewrite what is copied here; leave --chown out unless the process has to write there.`,
      like: instruction.onbuild ? [] : ['kics:chown_flag_exists'],
    }
  },
})
