import { copiedInto, workdirAtEnd } from '../../deployment/copied-files.ts'
import { defineRule } from '../../engine/rule.ts'

const DOCKERFILE = 'FROM node:24\nWORKDIR /app\nCOPY . .\nCMD ["node", "server.js"]\n'

export default defineRule({
  id: 'no-code-mount',
  on: 'service',
  severity: 'warning',
  category: 'correctness',
  summary: 'Production runs the code of its image, with nothing of the host mounted over it.',
  why: 'A folder of the host hides what was built and tested: what runs is whatever lies on that machine, without what the build made.',
  bad: [
    {
      'docker/production/compose.yaml':
        'services:\n  api:\n    build: ../..\n    volumes:\n      - «../..:/app»\n',
      Dockerfile: DOCKERFILE,
      'server.js': '',
    },
    // The overlay takes nothing away from the list of the base.
    {
      'compose.yaml':
        'services:\n  api:\n    build: .\n    volumes:\n      - «.:/app»\n      - ./data:/data\n',
      'compose.production.yaml': 'services:\n  api:\n    restart: always\n',
      Dockerfile: DOCKERFILE,
      'server.js': '',
    },
  ],
  good: [
    {
      'compose.production.yaml':
        'services:\n  api:\n    build: .\n    volumes:\n      - ./uploads:/app/uploads\n      - ./config.json:/app/config.json:ro\n      - data:/app\nvolumes:\n  data:\n',
      Dockerfile: DOCKERFILE,
      'server.js': '',
    },
    // Nothing says that this is production.
    {
      'compose.yaml': 'services:\n  api:\n    build: .\n    volumes: [".:/app"]\n',
      Dockerfile: DOCKERFILE,
      'server.js': '',
    },
    // The image has nothing there that would be hidden.
    {
      'compose.production.yaml': 'services:\n  api:\n    build: .\n    volumes: ["./site:/srv"]\n',
      Dockerfile: 'FROM nginx:1.29\nWORKDIR /srv\n',
    },
  ],

  *check({ name, build, mounts, environment, stack }, { project }) {
    if (!environment.isProduction || !stack.mark || !build?.stage || build.contextPath === undefined) return
    const workdir = workdirAtEnd(build.stage)
    const copied = copiedInto(build.stage, build.contextPath, project.files)
    for (const { type, target, span, isUnresolved } of mounts) {
      const place = target?.value.replace(/(?<=.)\/+$/, '')
      if (type !== 'bind' || !place || isUnresolved || !isWithin(workdir, place)) continue
      if (!copied.some(({ to }) => isWithin(to, place))) continue
      yield {
        at: span,
        message: `${name.value} hides ${place} of its image, where its code is, behind a folder of the host; mount only the folders it keeps data in.`,
        related: [{ at: build.span, message: `What builds ${place}` }],
      }
    }
  },
})

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder === '/' ? '/' : `${folder}/`)
}
