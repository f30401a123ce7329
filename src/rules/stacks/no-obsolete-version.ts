import { isForSwarm } from '../../deployment/swarm.ts'
import type { YamlDocument } from '../../documents/yaml/node.ts'
import { linesOfEntry } from '../../documents/yaml/whole-lines.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-obsolete-version',
  on: 'stack',
  severity: 'warning',
  category: 'style',
  summary: 'A compose file has no top-level `version`.',
  why: 'Compose ignores it and warns of it at every command; whoever believes in it writes for a format that is gone.',
  like: ['dclint:no-version-field'],
  bad: [
    {
      'compose.yaml':
        '«version»: "3.9"\n\nservices:\n  web:\n    image: nginx:1.29\n    labels:\n      version: "2"\n',
    },
    { 'compose.yaml': "services:\n  web:\n    image: nginx:1.29\n«version»: '3' # as in the tutorial" },
    { 'compose.yaml': '{«version»: "3", services: {web: {image: "nginx:1.29"}}}' },
    {
      'compose.yaml': '---\n«version»: "3"\nservices:\n  web:\n    image: nginx:1.29\n',
      'compose.override.yaml': '«version»: "3"\nservices:\n  web:\n    restart: always\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'x-version: 3\nservices:\n  version:\n    image: nginx:1.29\n    environment:\n      version: "3"\n',
    },
    // `docker stack deploy` wants it.
    { 'docker-stack.yml': 'version: "3.8"\nservices:\n  web:\n    image: nginx:1.29\n' },
    {
      'compose.yaml':
        'version: "3.8"\nservices:\n  web:\n    image: nginx:1.29\n    deploy:\n      placement:\n        constraints: [node.role == worker]\n',
    },
  ],

  *check(stack, { project }) {
    if (isForSwarm(stack)) return
    for (const path of stack.files) {
      const document = project.documents.find((each) => each.path === path) as YamlDocument | undefined
      for (const { root } of document?.roots ?? []) {
        const entry = root?.kind === 'mapping' ? root.entry('version') : undefined
        if (root?.kind !== 'mapping' || !entry || !document) continue
        const lines = linesOfEntry(document, root, entry)
        yield {
          at: entry.key.span,
          message: 'Compose ignores version and warns of it at every command; remove the line.',
          ...(lines && { fix: { title: 'Remove version', safe: true, edits: [{ span: lines, text: '' }] } }),
        }
      }
    }
  },
})
