import { envFilesInImage, ignorePatternFor } from '../../deployment/copied-env-files.ts'
import type { Project } from '../../deployment/project.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Fix } from '../../finding.ts'

const ENV = { '.env': 'DATABASE_PASSWORD=Xk29vQ7mLp\n' }

export default defineRule({
  id: 'no-env-file-in-image',
  on: 'image',
  severity: 'error',
  category: 'security',
  summary: 'No env file is copied into an image.',
  why: 'Every secret of the file is in a layer that everybody who pulls the image can read, and the image runs in one environment only.',
  bad: [
    { ...ENV, Dockerfile: 'FROM node:24\nCOPY «.» .\nCMD ["node", "server.js"]\n', 'server.js': '' },
    {
      ...ENV,
      Dockerfile: 'FROM node:24\nCOPY package.json «.env*» ./\n',
      '.dockerignore': '*\n!package.json\n!.env\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    build: ./api\n    env_file: ./api/.env.production\n',
      'api/Dockerfile':
        'FROM node:24 AS build\nWORKDIR /app\nCOPY «.» .\nRUN npm run build\nFROM node:24-slim\nCOPY --from=build /app /app\n',
      'api/server.js': '',
      'api/.dockerignore': 'node_modules\n.git\n',
    },
    {
      'config/prod.env': 'SMTP_HOST=mail.example.com\n',
      'build/Dockerfile': 'FROM node:24\nCOPY «./config» /config/\n',
      'compose.yaml': 'services:\n  api:\n    build:\n      context: .\n      dockerfile: build/Dockerfile\n',
      'build/Dockerfile.dockerignore': '.env\n',
      '.dockerignore': '**/*.env\n',
    },
  ],
  good: [
    { ...ENV, Dockerfile: 'FROM node:24\nCOPY . .\n', '.dockerignore': '# secrets\n**/.env*\n' },
    { ...ENV, Dockerfile: 'FROM node:24\nCOPY . .\n', 'Dockerfile.dockerignore': '.env\n' },
    {
      ...ENV,
      Dockerfile: 'FROM node:24\nCOPY src package.json ./\nCOPY --exclude=.env . .\n',
      'src/a.js': '',
    },
    {
      '.env.example': 'DATABASE_PASSWORD=\n',
      '.env.production': 'NEXT_PUBLIC_API_URL=https://api.example.com\n',
      Dockerfile: 'FROM node:24\nCOPY . .\n',
    },
    {
      ...ENV,
      Dockerfile:
        'FROM node:24 AS build\nWORKDIR /app\nCOPY . .\nRUN npm run build\nFROM nginx:1.29\nCOPY --from=build /app/dist /usr/share/nginx/html\n',
    },
    { ...ENV, 'Dockerfile.dev': 'FROM node:24\nCOPY . .\n' },
  ],

  *check(image, { project }) {
    const isProduction = image.mark === undefined || image.mark === 'production' || image.mark === 'staging'
    const users = image.builtBy.map(({ environment }) => environment)
    if (!isProduction || (users.length > 0 && !users.some((each) => each.isProduction))) return
    for (const { source, paths, contextPath, dockerignore, isNamed } of envFilesInImage(image, project)) {
      const files = paths.join(' and ')
      const patterns = paths.map((path) => ignorePatternFor(path, contextPath))
      const ignoreFile =
        dockerignore.path ?? (contextPath === '' ? '.dockerignore' : `${contextPath}/.dockerignore`)
      yield isNamed
        ? {
            at: source.span,
            message: `This copies ${files} into the image. Give the variables to the container when it starts (env_file, environment).`,
          }
        : {
            at: source.span,
            message: `Copying ${source.value} takes ${files} along into the image. Add ${[...new Set(patterns)].join(' and ')} to ${ignoreFile}.`,
            ...(dockerignore.path !== undefined && { fix: ignoreThem(dockerignore.path, patterns, project) }),
          }
    }
  },
})

function ignoreThem(path: string, patterns: readonly string[], { files }: Project): Fix {
  const text = files.text(path) ?? ''
  const lines = `${text === '' || text.endsWith('\n') ? '' : '\n'}${[...new Set(patterns)].join('\n')}\n`
  return {
    title: `Leave it out in ${path}`,
    safe: false,
    edits: [{ span: { path, start: text.length, end: text.length }, text: lines }],
  }
}
