import { defineRule } from '../../engine/rule.ts'

/** Names that programs read in lower case, curl some of them only so. */
const LOWER_BY_CUSTOM = /^(?:(?:https?|ftp|all|no|socks)_proxy|npm_config_\w+)$/

export default defineRule({
  id: 'require-uppercase-env-key',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'The keys of an env file are in capitals.',
  why: 'Names are case-sensitive on a server and not everywhere else: `Port` and `PORT` are one variable on Windows and two on Linux.',
  like: ['dotenv-linter:LowercaseKey'],
  bad: [{ '.env': '«port»=1\n«Log_LEVEL»=info\nexport «debug»\n' }],
  good: [{ '.env': 'PORT=1\n_A2=b\nhttp_proxy=http://proxy:3128\nno_proxy=localhost\n' }],

  *check({ document }) {
    for (const { key, keySpan } of document.entries) {
      const upper = key.toUpperCase()
      if (key === upper || LOWER_BY_CUSTOM.test(key)) continue
      yield {
        at: keySpan,
        message: `${key} is not in capitals. Write ${upper}, and read it by that name.`,
        fix: { title: `Rename it to ${upper}`, safe: false, edits: [{ span: keySpan, text: upper }] },
      }
    }
  },
})
