import { ignoredSources } from '../../deployment/ignored-sources.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-ignored-copy-source',
  on: 'image',
  severity: 'error',
  category: 'correctness',
  summary: 'What COPY and ADD take is not left out by the ignore file.',
  why: 'The builder does not get the file at all, and says it does not exist.',
  like: ['buildkit:CopyIgnoredFile'],
  bad: [
    {
      Dockerfile: 'FROM scratch\nCOPY «dist» /dist\nADD «config.json» /etc/\n',
      '.dockerignore': 'dist\n*.json\n',
    },
    { Dockerfile: 'FROM scratch\nCOPY «.» .\n', '.dockerignore': '*\n' },
    {
      'docker/web.Dockerfile': 'FROM scratch\nCOPY «web/build/index.html» /\n',
      'docker/web.Dockerfile.dockerignore': '**/build/\n',
      '.dockerignore': '',
      'compose.yaml':
        'services:\n  web:\n    build:\n      context: .\n      dockerfile: docker/web.Dockerfile\n',
    },
  ],
  good: [
    { Dockerfile: 'FROM scratch\nCOPY . .\nCOPY src /src\n', '.dockerignore': '.*\nnode_modules\n' },
    { Dockerfile: 'FROM scratch\nCOPY dist /dist\n', '.dockerignore': '*\n!dist\n' },
    {
      Dockerfile:
        'FROM a:1 AS a\nFROM scratch\nCOPY --from=a dist /d\nADD https://x.org/dist /d\nCOPY $D /d\n',
      '.dockerignore': 'dist\n',
    },
  ],

  *check(image, { project }) {
    for (const { source, instruction, ignoreFile } of ignoredSources(image, project)) {
      yield {
        at: source.span,
        message: `${source.value} is left out by ${ignoreFile}; take it out of that file, or do not ${instruction.keyword} it.`,
      }
    }
  },
})
