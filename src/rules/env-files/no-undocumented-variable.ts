import { isFrameworkVariable, isGivenVariable } from '../../deployment/given-variables.ts'
import { folderOf, isWithin } from '../../deployment/paths.ts'
import { sourceReferences } from '../../deployment/source-references.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undocumented-variable',
  on: 'project',
  severity: 'info',
  category: 'correctness',
  summary: 'The example env file of a folder lists what the code below it reads.',
  why: 'A variable that only the code knows is forgotten in the next environment, and the default it falls back to goes unseen.',
  bad: [
    {
      'backend/.env.example': 'SECRET_KEY=\n',
      'backend/Dockerfile': 'FROM python:3.14\n',
      'backend/app/settings.py':
        "import os\nSECRET_KEY = os.environ['SECRET_KEY']\nLEVEL = os.getenv('«DJANGO_LOG_LEVEL»', 'INFO')\nAGAIN = os.getenv('DJANGO_LOG_LEVEL')\n",
    },
    {
      '.env.example': 'API_URL=\n',
      Dockerfile: 'FROM node:24\n',
      'src/server.ts': 'const { API_URL, «MAIL_HOST» = "mail" } = process.env\n',
    },
  ],
  good: [
    {
      '.env.example': '# API_URL=\n',
      Dockerfile: 'FROM node:24\nENV CACHE=/tmp\n',
      'src/server.ts':
        'process.env.API_URL\nprocess.env.NODE_ENV\nprocess.env.PORT\nprocess.env.CI\nprocess.env.CACHE\nimport.meta.env.DEV\n',
    },
    { Dockerfile: 'FROM golang:1.25\n', 'main.go': 'package main\nvar host = os.Getenv("MAIL_HOST")\n' },
  ],

  *check(project) {
    const examples = project.envFiles
      .filter(({ isExample }) => isExample)
      .sort((one, other) => folderOf(other.path).length - folderOf(one.path).length)
    if (examples.length === 0) return
    const seen = new Set<string>()
    const assigned = new Set(
      project.variables.filter(({ place }) => place !== 'env-file').map(({ name }) => name),
    )
    for (const { name, span } of sourceReferences(project)) {
      const example = examples.find(({ path }) => isWithin(span.path, folderOf(path)))
      const key = `${example?.path}\0${name}`
      if (
        !example ||
        seen.has(key) ||
        assigned.has(name) ||
        isGivenVariable(name) ||
        isFrameworkVariable(name)
      )
        continue
      seen.add(key)
      const folder = folderOf(example.path)
      const listed = examples.filter(({ path }) => folderOf(path) === folder)
      if (listed.some(({ variables }) => variables.some((variable) => variable.name === name))) continue
      yield {
        at: span,
        message: `The code reads ${name}, and ${example.path} does not list it. Add it there.`,
      }
    }
  },
})
