import { linesOf } from '../../deployment/env-file.ts'
import { secretOf } from '../../deployment/secrets.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-commented-assignment',
  on: 'variable',
  severity: 'info',
  category: 'reliability',
  summary: 'An env file that something runs with has no assignments that are switched off.',
  why: 'Nobody knows whether the app still reads the variable, nor dares to remove the line; version control remembers it better.',
  bad: [
    { '.env': '# «GITHUB_CLIENT_ID»=Iv1.8f2b61d0\nLOG_LEVEL=info\n#«API_URL»="https://old.example.com"\n' },
    { '.env.production': 'A=1\n# export «OLD_HOST»=db1' },
  ],
  good: [
    { '.env.example': '# PORT=3000\n' },
    {
      '.env':
        '# PORT=\n# Set PORT=3000 for the proxy.\n# API_KEY=8f2b61d04c9ae7350bd1c2e4\nLOG_LEVEL=info # PORT=1\n',
    },
  ],

  *check(variable) {
    const { name, nameSpan, value, written, commentedOut, isExample, envFile } = variable
    // One that holds a secret is reported by no-commented-secret.
    if (!commentedOut || isExample || !envFile || written === '' || secretOf(name, value)) return
    yield {
      at: nameSpan,
      message: `${name} is switched off by a comment. Remove the line; where it documents an option, its place is the example file.`,
      fix: {
        title: 'Remove the line',
        safe: false,
        edits: [{ span: linesOf(envFile, variable), text: '' }],
      },
    }
  },
})
