import { defineRule } from '../../engine/rule.ts'

/** What stands before the first letter is the matter of require-leading-letter. */
const KEY = /^([^\p{L}_]*)(.*)$/su
const NOT_PORTABLE = /[^\p{L}\p{N}_]/gu

export default defineRule({
  id: 'require-portable-env-key',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'A key of an env file holds letters, digits and underscores only.',
  why: 'Compose takes dots and dashes, and a shell cannot: a script that reads the file stops at such a line.',
  like: ['dotenv-linter:IncorrectDelimiter'],
  bad: [
    { '.env': '«RAILS-ENV»=production\nexport «spring.profile»=prod\n' },
    { 'api.env': '«.A-B»=1\n«LIST[0]»=1\n' },
  ],
  good: [{ '.env': 'RAILS_ENV=production\nNAME2=1\nGRÖSSE=1\n-NAME=1\n# A-B=1\n' }],

  *check({ document }) {
    for (const { key, keySpan } of document.entries) {
      const [, lead, name] = KEY.exec(key)!
      const portable = name!.replace(NOT_PORTABLE, '_')
      if (portable === name) continue
      yield {
        at: keySpan,
        message: `${key} is no name that a shell can read. Write ${lead}${portable}, and read it by that name.`,
        fix: {
          title: `Rename it to ${lead}${portable}`,
          safe: false,
          edits: [{ span: keySpan, text: `${lead}${portable}` }],
        },
      }
    }
  },
})
