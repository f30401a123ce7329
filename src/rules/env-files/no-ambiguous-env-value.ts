import { dialectDifferences } from '../../deployment/env-dialects.ts'
import { defineRule } from '../../engine/rule.ts'

const PEER = 'dotenv-linter:KeyWithoutValue'

export default defineRule({
  id: 'no-ambiguous-env-value',
  on: 'envFile',
  severity: 'warning',
  category: 'correctness',
  summary: 'An env file means the same to Compose, to Docker and to the app that reads it.',
  why: 'The app starts on a laptop and not on the server, with the same file: one of the two cut a password at its # or put a variable into it.',
  like: [PEER],
  bad: [
    { '.env': 'COLOR=ab«#»cd\nDB_PASSWORD=x«$»word9\nTOKEN«:» abc\nAPI_KEY="p«$»x1"\n' },
    {
      'compose.yaml':
        'services:\n  api:\n    image: example/api:1\n    env_file:\n      - path: api.env\n        format: raw\n',
      'api.env': 'NAME=«"The Shop"»\n',
    },
  ],
  good: [
    {
      '.env':
        'A=b # note\nB="a#b"\nDB_PASSWORD=\'x$word\'\nUSER_NAME=u\nTOKEN=t-$USER_NAME\nAPI_KEY=${KEY}\nSECRET=$KEY\nPATH_A=x$HOME\nDB_PASS=a$$b\nC=#fff\n',
    },
    {
      'compose.yaml': 'services:\n  api:\n    image: example/api:1\n    env_file: api.env\n',
      'api.env': 'A="b c"\n',
    },
  ],

  *check(file) {
    for (const entry of file.document.entries) {
      for (const { span, says, lacksEquals } of dialectDifferences(file, entry)) {
        yield { at: span, message: `${entry.key} ${says}`, like: lacksEquals ? [PEER] : [] }
      }
    }
  },
})
