import { missingLists } from '../../deployment/missing-package-lists.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-missing-package-list',
  on: 'instruction',
  severity: 'error',
  category: 'correctness',
  summary: 'The list of packages that an image copies lies in its build context.',
  why: 'The build stops at that line, on whichever machine has no old copy of the file.',
  bad: [
    {
      'compose.yaml': 'services:\n  api:\n    build: ./api\n',
      'api/Dockerfile': 'FROM python:3.13\nCOPY «requirements.txt» ./\nCOPY . .\n',
      'api/main.py': '',
      'requirements.txt': 'flask==3.1.0\n',
    },
    { Dockerfile: 'FROM node:24\nCOPY «package.json» «package-lock.json» ./\n', 'src/index.ts': '' },
  ],
  good: [
    {
      'compose.yaml': 'services:\n  api:\n    build: { context: ., dockerfile: api/Dockerfile }\n',
      'api/Dockerfile': 'FROM python:3.13\nCOPY api/requirements.txt ./\n',
      'api/requirements.txt': 'flask==3.1.0\n',
    },
    // The application is somewhere else.
    { Dockerfile: 'FROM node:24\nCOPY package.json ./\n' },
    // Somebody builds it, and nobody says from where.
    {
      'docker/api/Dockerfile': 'FROM python:3.13\nCOPY requirements.txt ./\n',
      'main.py': '',
      'requirements.txt': 'flask==3.1.0\n',
    },
    {
      'src/index.ts': '',
      Dockerfile:
        'FROM node:24 AS build\nCOPY package*.json ./\nFROM node:24\nCOPY --from=build /app/package.json ./\nCOPY dist/app.js ${NAME}/package.json ./\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    build: https://example.com/api.git\n',
      Dockerfile: 'FROM node:24\n',
    },
  ],

  *check(instruction, { project }) {
    if (project.isPart || instruction.image.mark === 'example') return
    for (const { at, path } of missingLists(instruction, project.files)) {
      yield {
        at,
        message: `${instruction.keyword} wants ${path}, and the project has no such file; add it, or name the one that is meant.`,
      }
    }
  },
})
