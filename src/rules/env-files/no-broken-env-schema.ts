import { schemaFaults, schemaOf } from '../../deployment/env-schema.ts'
import { placeOfValue } from '../../deployment/variable.ts'
import { defineRule } from '../../engine/rule.ts'

const schema = (entries: string, rest = '') => `{"version":"1.0.0",${rest}"entries":{${entries}}}`

export default defineRule({
  id: 'no-broken-env-schema',
  on: 'envFile',
  severity: 'error',
  category: 'correctness',
  summary: 'An env file holds what the dotenv-schema.json beside it says.',
  why: 'The schema is what the team agreed on; an app that reads a word where it wants a number fails when it starts, or later.',
  like: ['dotenv-linter:SchemaViolation'],
  bad: [
    {
      'dotenv-schema.json': schema(
        '"PORT":{"type":"Integer"},"RATE":{"type":"Float"},"DEBUG":{"type":"Boolean"},"SITE":{"type":"Url"},"MAIL":{"type":"Email"}',
      ),
      '.env': 'PORT=«2.4»\nRATE=«much»\nDEBUG=«maybe»\nSITE=«"example.com"»\nMAIL=«nobody»\n«OTHER»=1\n',
    },
    {
      'dotenv-schema.json': schema('"A":{"type":"String"},"TOKEN":{"type":"String","required":true}'),
      'api/.env.example': 'A=«»\n',
    },
  ],
  good: [
    {
      'dotenv-schema.json': schema(
        '"PORT":{"type":"Integer","required":true},"SITE":{"type":"Url"},"MAIL":{"type":"Email"}',
        '"allow_other_keys":true,',
      ),
      '.env': 'PORT=80\nSITE=https://example.com\nMAIL=a@example.com\nOTHER=1\n',
      '.env.example': 'PORT=port of the app\n',
    },
    { 'dotenv-schema.json': '{"entries":', '.env': 'A=1\n' },
    { 'dotenv-schema.json': '{"title":"another one"}', '.env': 'A=1\n' },
  ],

  *check(file, { project }) {
    const found = schemaOf(file, project.files)
    if (!found) return
    const own = file.variables.filter(({ commentedOut }) => !commentedOut)
    for (const variable of own) {
      const { name, nameSpan, value, isExample } = variable
      const entry = found.keys.get(name)
      if (!entry && !found.allowsOtherKeys) {
        yield { at: nameSpan, message: `${found.path} does not know ${name}. List it there, or remove it.` }
      }
      if (!entry || value === undefined || isExample) continue
      for (const fault of schemaFaults(entry, value)) {
        yield { at: placeOfValue(variable), message: `By ${found.path} ${name} ${fault}.` }
      }
    }
    const last = own.at(-1)?.span.end ?? 0
    for (const [name, { contract }] of found.keys) {
      if (!contract.required || own.some((variable) => variable.name === name)) continue
      yield {
        at: { path: file.path, start: last, end: last },
        message: `${found.path} requires ${name}, and it is not here. Add it.`,
      }
    }
  },
})
