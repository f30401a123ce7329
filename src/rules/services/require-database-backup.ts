import { hasBackupJob, keepsData } from '../../deployment/backups.ts'
import { runsInProduction } from '../../deployment/profiles.ts'
import { defineRule } from '../../engine/rule.ts'

const DB =
  'services:\n  db:\n    image: postgres:17\n    volumes: [data:/var/lib/postgresql/data]\nvolumes:\n  data:\n'

export default defineRule({
  id: 'require-database-backup',
  on: 'service',
  severity: 'info',
  category: 'reliability',
  summary: 'A database that keeps its data in a volume has a backup job.',
  why: 'A disk that dies, a wrong migration or a "docker compose down -v" takes everything that customers ever entered.',
  bad: [
    { 'compose.yaml': DB.replace('db:', '«db»:') },
    {
      'compose.prod.yaml': 'services:\n  «store»:\n    image: mongo:8\n    volumes: [./data:/data/db]\n',
      'README.md': 'Do not forget the backup (mongodump).\n',
    },
  ],
  good: [
    {
      'compose.yaml': DB.replace(
        'volumes:\n  data',
        '  backup:\n    image: prodrigestivill/postgres-backup-local:17\nvolumes:\n  data',
      ),
    },
    {
      'compose.yaml': DB,
      'ops/nightly.sh': '#!/bin/sh\npg_dump "$DATABASE_URL" | gzip > /var/lib/dumps/nightly.gz\n',
    },
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    tmpfs: /var/lib/postgresql/data\n  cache:\n    image: redis:8\n    volumes: [data:/data]\nvolumes:\n  data:\n',
    },
    { 'compose.local.yaml': DB },
  ],

  *check(service, { project }) {
    if (!service.environment.isProduction || project.isPart || !runsInProduction(service)) return
    if (!keepsData(service) || hasBackupJob(project)) return
    yield {
      at: service.name.span,
      message: `${service.name.value} keeps data, and nothing in the project backs it up; add a job that dumps it to another machine, or turn this rule off where the host does it, and say so.`,
    }
  },
})
