import { firstSecret } from '../../deployment/secrets.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-tracked-env-file',
  on: 'envFile',
  severity: 'error',
  category: 'security',
  summary: 'Git keeps no env file with secrets.',
  why: 'Everybody who ever cloned the repository has the secrets, and removing the file does not take them out of its history.',
  bad: [
    {
      '.gitignore': 'node_modules\n',
      '.env': 'LOG_LEVEL=info\n«JWT_SECRET»=8f2b61d04c9ae7350bd1c2e4\nDB_PASSWORD=Xk29vQ7mLp\n',
    },
    { '.gitignore': '.env\n', 'docker/.env.production': '«DATABASE_URL»=postgres://app:Xk29vQ7mLp@db/app\n' },
  ],
  good: [
    { '.gitignore': '.env*\n', '.env': 'JWT_SECRET=8f2b61d04c9ae7350bd1c2e4\n' },
    {
      '.gitignore': '',
      '.env': 'LOG_LEVEL=info\nPOSTGRES_PASSWORD=postgres\nVITE_KEY=pk_live_51H8a1B2c3D4e5F6\n',
    },
    { '.gitignore': '', '.env.example': 'JWT_SECRET=8f2b61d04c9ae7350bd1c2e4\n' },
    { '.env': 'JWT_SECRET=8f2b61d04c9ae7350bd1c2e4\n' },
  ],

  *check({ path, isTracked, isExample, variables }) {
    const secret = isTracked && !isExample ? firstSecret(variables) : undefined
    if (!secret) return
    yield {
      at: secret.nameSpan,
      message: `Git tracks ${path}, and ${secret.name} is a secret. Take the file out (git rm --cached), add it to .gitignore, and replace the secret.`,
    }
  },
})
