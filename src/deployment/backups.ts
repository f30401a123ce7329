import { dataStoreOf } from './image-facts.ts'
import type { Project } from './project.ts'
import type { Service } from './service.ts'

const TOOLS =
  /\b(?:pg_dump(?:all)?|pg_basebackup|mysqldump|mysqlpump|mariadb-(?:dump|backup)|xtrabackup|mongodump|cockroach dump|neo4j-admin (?:database )?dump|wal-[ge]|pgbackrest|pgbackweb|barman|restic|borg(?:matic|backup)?|duplicity|duplicati|kopia|rclone|velero|litestream|k8up)\b|back-?up/i
/** Files in which jobs stand, not prose. */
const JOBS =
  /(?:^|\/)(?:makefile|justfile|crontab[^/]*|jenkinsfile|(?:docker|container)file[^/]*)$|\.(?:sh|bash|ya?ml|toml|cron|service|timer|tf|hcl|mk|py|rb|ps1|dockerfile)$/i
const NOT_A_JOB = /(?:^|\/)(?:pnpm-lock\.yaml|\.?plimsoll\.ya?ml)$/

const answers = new WeakMap<Project, boolean>()

/** Whether something in the project speaks of a backup: a service, a script, a scheduled job. */
export function hasBackupJob(project: Project): boolean {
  const known = answers.get(project)
  if (known !== undefined) return known
  const { files } = project
  const found = files.paths.some(
    (path) =>
      JOBS.test(path) &&
      !NOT_A_JOB.test(path) &&
      (TOOLS.test(path) || TOOLS.test(withoutComments(files.text(path) ?? ''))),
  )
  answers.set(project, found)
  return found
}

/** What is only written down as a wish is none. */
function withoutComments(text: string): string {
  return text.replace(/^\s*(?:#|\/\/).*$/gm, '')
}

/** Whether a service is a database that keeps what it stores when its container goes. */
export function keepsData({ runtimeImage, image, mounts }: Service): boolean {
  const store = dataStoreOf(runtimeImage ?? image)
  return (
    store?.kind === 'database' &&
    mounts.some(
      ({ type, source }) =>
        type === 'volume' || (type === 'bind' && /(?:^|\/)\w*data/.test(source?.value ?? '')),
    )
  )
}
