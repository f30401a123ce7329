import { linesOf } from '../../deployment/env-file.ts'
import { secretOf } from '../../deployment/secrets.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-commented-secret',
  on: 'variable',
  severity: 'warning',
  category: 'security',
  summary: 'No env file keeps a secret in a comment.',
  why: 'Nobody changes a secret that is not in use, so it stays valid for whoever finds the file.',
  bad: [
    {
      '.env':
        '# «GITHUB_CLIENT_SECRET»=8f2b61d04c9ae7350bd1c2e4\nLOG_LEVEL=info\n#«STRIPE»="sk_live_51H8a1B2c3D4e5F6g7H8"\n',
    },
    { 'docker/prod.env': 'A=1\n  # «DB_PASSWORD»=Xk29vQ7mLp # the old one' },
  ],
  good: [
    { '.env.example': '# API_KEY=8f2b61d04c9ae7350bd1c2e4\n' },
    {
      '.env':
        '# API_KEY=\n# DB_PASSWORD=changeme\n# PORT=3000\n# TOKEN_TTL=60\n# JWT_SECRET is set by the platform\n',
    },
  ],

  *check(variable) {
    const { name, nameSpan, value, commentedOut, isExample, envFile } = variable
    if (!commentedOut || isExample || !envFile || !secretOf(name, value)) return
    yield {
      at: nameSpan,
      message: `${name} is switched off by a comment, but its secret still stands here. Remove the line, and revoke what it holds.`,
      fix: {
        title: 'Remove the line',
        safe: false,
        edits: [{ span: linesOf(envFile, variable), text: '' }],
      },
    }
  },
})
