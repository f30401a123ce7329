/** A file that is not for strangers: where it is asked for, how its path ends, and what stands in it. */
interface ExposedFile {
  readonly what: string
  readonly ask: readonly string[]
  readonly path: RegExp
  /** A single-page app answers 200 to anything, so that only the content tells. */
  readonly content: RegExp
}

const FILES: readonly ExposedFile[] = [
  {
    what: 'its git repository',
    ask: ['/.git/HEAD'],
    path: /\/\.git\/HEAD$/,
    content: /^ref: refs\/|^[0-9a-f]{40}\s*$/,
  },
  {
    what: 'its git repository',
    ask: ['/.git/config'],
    path: /\/\.git\/config$/,
    content: /^\[(?:core|remote)/m,
  },
  {
    what: 'an env file',
    ask: ['/.env', '/.env.production', '/.env.local'],
    path: /\/\.env[\w.-]*$/,
    content: /^(?!\s*<)\s*(?:export\s+)?[A-Z][A-Z0-9_]{2,60}\s*=/m,
  },
  {
    what: 'the status of its server',
    ask: ['/server-status'],
    path: /\/server-status$/,
    content: /Apache Server Status/,
  },
  {
    what: 'the status of its server',
    ask: ['/nginx_status'],
    path: /\/(?:nginx|stub)_status$/,
    content: /^Active connections: \d+/,
  },
  { what: 'a folder of its server', ask: [], path: /\/$/, content: /<title>Index of \// },
  {
    what: 'the settings of PHP',
    ask: ['/phpinfo.php'],
    path: /\/(?:php)?info\.php$/,
    content: /<title>(?:phpinfo\(\)|PHP [\d.]+ - phpinfo)/,
  },
  {
    what: 'a dump of its database',
    ask: ['/backup.sql', '/dump.sql'],
    path: /\.sql$/,
    content: /^(?:-- (?:MySQL|PostgreSQL|MariaDB) |(?:CREATE TABLE|INSERT INTO) )/im,
  },
  {
    what: 'its Compose file',
    ask: ['/docker-compose.yml'],
    path: /compose[\w.-]*\.ya?ml$/,
    content: /^services:/m,
  },
  { what: 'its Dockerfile', ask: ['/Dockerfile'], path: /\/Dockerfile$/, content: /^FROM \S+/m },
  {
    what: 'the internals of Spring',
    ask: ['/actuator/env'],
    path: /\/actuator(?:\/(?:env|heapdump|beans|configprops))?$/,
    content: /"(?:_links|propertySources|contexts)"/,
  },
  { what: 'its metrics', ask: ['/metrics'], path: /\/metrics$/, content: /^# (?:HELP|TYPE) \w+/m },
  {
    what: 'profiles of its process',
    ask: ['/debug/pprof/'],
    path: /\/debug\/pprof\/?$/,
    content: /Types of profiles available/,
  },
  { what: 'the names of its files', ask: ['/.DS_Store'], path: /\/\.DS_Store$/, content: /Bud1/ },
  {
    what: 'a password file',
    ask: ['/.htpasswd'],
    path: /\/\.htpasswd$/,
    content: /^[\w.-]+:(?:\$|\{SHA\})/m,
  },
]

/** The paths worth asking for. */
export const EXPOSED_PATHS: readonly string[] = FILES.flatMap(({ ask }) => ask)

/** What an answer gives away, if its content is what the path promises. */
export function exposedFile(path: string, body: string): string | undefined {
  return FILES.find((file) => file.path.test(path) && file.content.test(body))?.what
}
