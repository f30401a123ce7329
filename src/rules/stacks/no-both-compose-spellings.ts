import { ignoredComposeFiles } from '../../deployment/compose-sets.ts'
import { defineRule } from '../../engine/rule.ts'

const COMPOSE = 'services:\n  web:\n    image: nginx:1.29\n'

export default defineRule({
  id: 'no-both-compose-spellings',
  on: 'project',
  severity: 'warning',
  category: 'correctness',
  summary: 'A folder has one compose file that Docker finds by its name, and one override.',
  why: 'Docker takes the first of the four names and leaves the others alone; whoever edits the wrong one changes nothing.',
  bad: [
    { 'compose.yaml': COMPOSE, 'compose.yml': '«»services:\n  web:\n    image: nginx:1.28\n' },
    { 'app/compose.yaml': COMPOSE, 'app/docker-compose.yml': `«»# Old\n${COMPOSE}` },
    {
      'compose.yaml': COMPOSE,
      'compose.override.yml': 'services:\n  web:\n    restart: always\n',
      'docker-compose.override.yml': '«»services:\n  web:\n    restart: "no"\n',
    },
  ],
  good: [
    {
      'compose.yaml': COMPOSE,
      'compose.prod.yaml': COMPOSE,
      'compose.override.yaml': 'services:\n  web:\n    restart: always\n',
    },
    { 'a/compose.yaml': COMPOSE, 'b/docker-compose.yml': COMPOSE },
    // Read all the same: by name, or by another file.
    { 'compose.yaml': 'include: [docker-compose.yml]\n', 'docker-compose.yml': COMPOSE },
    { 'compose.yaml': COMPOSE, 'docker-compose.yml': COMPOSE, '.env': 'COMPOSE_FILE=docker-compose.yml\n' },
  ],

  *check(project) {
    const used = new Set(project.deployments.flatMap(({ stacks }) => stacks.flatMap(({ files }) => files)))
    for (const { path, preferred } of ignoredComposeFiles(project.files.paths)) {
      if (used.has(path) || !project.hasEveryDeployment) continue
      yield {
        at: { path, start: 0, end: 0 },
        message: `Docker reads ${preferred} and never this file beside it; merge the two, or give this one a name of its own.`,
        related: [{ at: { path: preferred, start: 0, end: 0 }, message: 'The one that is read' }],
      }
    }
  },
})
