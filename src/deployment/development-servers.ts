import { operands, programOf } from '../documents/shell/parse.ts'
import type { SimpleCommand } from '../documents/shell/script.ts'
import { launched } from './launchers.ts'

/** A program, or a mode of one, that its makers offer for development. */
interface DevelopmentServer {
  readonly programs: readonly string[]
  /** First operands that start it; '' where the bare name does. Any, where left out. */
  readonly verbs?: readonly string[]
  /** First operands that do something else, for programs whose bare name starts the server. */
  readonly exceptVerbs?: readonly string[]
  /** One of these words must be among the others; a word that ends in `=` may go on. */
  readonly flags?: readonly string[]
  /** Flags whose next word is their value. */
  readonly withValue?: readonly string[]
  /** The variable and flag that say it is production; with them it is none. */
  readonly mode?: {
    /** The first of them that is set counts. */
    readonly variables: readonly string[]
    readonly production: string
    readonly flags?: readonly string[]
  }
  /** What to run instead, as the end of a sentence. */
  readonly instead: string
}

const STATIC = 'build the site in its Dockerfile and serve the files with nginx or caddy'
const BUILT = 'build the application in its Dockerfile and start what was built'
const COMPILED = 'compile it in its Dockerfile and start the program itself'
const WSGI = 'start an application server such as gunicorn or uvicorn'
const PLAIN = 'start the program itself, without watching its sources'

const SERVERS: readonly DevelopmentServer[] = [
  // Documentation and other static sites.
  { programs: ['mkdocs', 'zensical'], verbs: ['serve'], withValue: ['-f', '--config-file'], instead: STATIC },
  { programs: ['jekyll'], verbs: ['serve', 's', 'server'], instead: STATIC },
  { programs: ['hugo'], verbs: ['serve', 'server'], instead: STATIC },
  { programs: ['hexo'], verbs: ['server', 's'], instead: STATIC },
  { programs: ['zola', 'mdbook'], verbs: ['serve'], instead: STATIC },
  { programs: ['docusaurus'], verbs: ['start'], instead: STATIC },
  { programs: ['vuepress', 'vitepress'], verbs: ['dev', 'preview'], instead: STATIC },
  { programs: ['gatsby'], verbs: ['develop', 'dev'], instead: STATIC },
  { programs: ['eleventy'], flags: ['--serve', '--watch'], instead: STATIC },
  { programs: ['storybook', 'start-storybook'], verbs: ['dev', ''], instead: STATIC },
  { programs: ['sphinx-autobuild', 'live-server', 'browser-sync'], instead: STATIC },
  { programs: ['http.server', 'SimpleHTTPServer'], instead: 'serve the files with nginx or caddy' },
  // JavaScript.
  { programs: ['vite', 'rolldown-vite'], exceptVerbs: ['build', 'optimize'], instead: STATIC },
  { programs: ['webpack'], verbs: ['serve', 's'], instead: STATIC },
  { programs: ['webpack'], flags: ['--watch', '-w'], instead: BUILT },
  { programs: ['webpack-dev-server'], instead: STATIC },
  { programs: ['ng'], verbs: ['serve', 's', 'dev'], instead: STATIC },
  { programs: ['vue-cli-service'], verbs: ['serve'], instead: STATIC },
  { programs: ['react-scripts', 'craco', 'react-app-rewired'], verbs: ['start'], instead: STATIC },
  { programs: ['parcel'], exceptVerbs: ['build', 'watch'], instead: STATIC },
  { programs: ['ember'], verbs: ['serve', 's', 'server'], instead: STATIC },
  { programs: ['expo'], verbs: ['start'], instead: BUILT },
  {
    programs: ['next'],
    verbs: ['dev', ''],
    instead: 'run next build while the image is built and next start here',
  },
  {
    programs: ['nuxt', 'nuxi'],
    verbs: ['dev', 'preview', ''],
    instead: 'run nuxt build while the image is built and start .output/server/index.mjs',
  },
  { programs: ['astro'], verbs: ['dev', 'preview'], instead: STATIC },
  {
    programs: [
      'remix',
      'react-router',
      'svelte-kit',
      'solid-start',
      'vinxi',
      'rsbuild',
      'rspack',
      'farm',
      'umi',
      'snowpack',
    ],
    verbs: ['dev', 'serve', 'start:dev'],
    instead: BUILT,
  },
  {
    programs: ['nest'],
    verbs: ['start'],
    flags: ['--watch', '-w', '--debug', '-d'],
    instead: 'start node dist/main.js',
  },
  { programs: ['wrangler', 'vercel', 'netlify'], verbs: ['dev'], instead: 'deploy what was built' },
  { programs: ['turbo', 'nx', 'lerna'], verbs: ['dev', 'serve'], instead: BUILT },
  { programs: ['meteor'], verbs: ['run', ''], instead: BUILT },
  { programs: ['nodemon', 'node-dev', 'ts-node-dev', 'tsnd', 'tsc-watch'], instead: PLAIN },
  { programs: ['tsx'], verbs: ['watch'], instead: PLAIN },
  { programs: ['tsx', 'node', 'bun', 'deno'], flags: ['--watch', '--hot', '--watch-path='], instead: PLAIN },
  // Python.
  {
    programs: ['flask', 'quart'],
    verbs: ['run'],
    withValue: ['-A', '--app', '-e', '--env-file'],
    instead: WSGI,
  },
  {
    programs: ['manage.py', 'django-admin', 'django-admin.py', 'django'],
    verbs: ['runserver', 'runserver_plus'],
    withValue: ['--settings', '--pythonpath'],
    instead: WSGI,
  },
  { programs: ['fastapi'], verbs: ['dev'], instead: 'run fastapi run' },
  {
    programs: ['uvicorn', 'gunicorn', 'hypercorn', 'granian', 'daphne', 'litestar', 'sanic'],
    flags: ['--reload', '--auto-reload'],
    instead: 'leave the reloading out',
  },
  { programs: ['watchmedo', 'watchfiles', 'watchgod', 'jurigged'], instead: PLAIN },
  { programs: ['langgraph'], verbs: ['dev'], instead: 'build the image with langgraph build' },
  // PHP.
  { programs: ['artisan'], verbs: ['serve'], instead: 'serve it with php-fpm behind nginx, or with Octane' },
  {
    programs: ['symfony'],
    verbs: ['serve', 'server:start', 'local:server:start'],
    instead: 'serve it with php-fpm behind nginx',
  },
  {
    programs: ['console'],
    verbs: ['server:run', 'server:start'],
    instead: 'serve it with php-fpm behind nginx',
  },
  // Ruby.
  {
    programs: ['rails'],
    verbs: ['server', 's'],
    mode: { variables: ['RAILS_ENV', 'RACK_ENV'], production: 'production', flags: ['-e', '--environment'] },
    instead: 'set RAILS_ENV=production',
  },
  { programs: ['rerun', 'guard', 'shotgun'], instead: PLAIN },
  // What compiles first.
  { programs: ['go'], verbs: ['run'], instead: COMPILED },
  { programs: ['air', 'CompileDaemon', 'gow'], instead: COMPILED },
  { programs: ['reflex'], flags: ['-r', '-g', '-c', '--regex', '--glob', '--config'], instead: COMPILED },
  { programs: ['cargo'], verbs: ['run', 'watch'], instead: COMPILED },
  { programs: ['bacon', 'cargo-watch'], instead: COMPILED },
  {
    programs: ['dotnet'],
    verbs: ['watch', 'run'],
    instead: 'run dotnet publish while the image is built and start the DLL',
  },
  {
    programs: ['mix'],
    verbs: ['phx.server'],
    mode: { variables: ['MIX_ENV'], production: 'prod' },
    instead: 'build a release, or set MIX_ENV=prod',
  },
  {
    programs: ['quarkus'],
    verbs: ['dev'],
    instead: 'package the application while the image is built and start the JAR',
  },
  { programs: ['lein', 'sbt', 'stack'], verbs: ['run', '~run', 'ring'], instead: COMPILED },
]

/** Goals of Maven and tasks of Gradle that run an application out of its build. */
const BUILD_TOOL = /^(?:mvnw?|gradlew?)(?:\.cmd|\.bat)?$/
const BUILD_GOAL =
  /^(?:[\w.-]*:)*(?:spring-boot:run|quarkus:dev|quarkusDev|bootRun|bootTestRun|run|jetty:run|tomcat7:run|appRun|mn:run)$/

const BY_PROGRAM = new Map<string, DevelopmentServer[]>()
for (const server of SERVERS) {
  for (const program of server.programs) {
    const known = BY_PROGRAM.get(program)
    if (known) known.push(server)
    else BY_PROGRAM.set(program, [server])
  }
}

/** A server that is made for development, and what production runs instead. */
export interface FoundServer {
  /** As a message names it: `mkdocs serve`. */
  readonly name: string
  readonly instead: string
}

/** Programs that make a site out of its sources, by the sub-commands that do. */
const GENERATORS: Readonly<Record<string, readonly string[]>> = {
  mkdocs: ['build'],
  zensical: ['build'],
  jekyll: ['build', 'b'],
  hugo: [''],
  hexo: ['generate', 'g'],
  zola: ['build'],
  mdbook: ['build'],
  antora: [''],
  eleventy: [''],
  'sphinx-build': [''],
  docusaurus: ['build'],
  vuepress: ['build'],
  vitepress: ['build'],
  gatsby: ['build'],
  astro: ['build'],
  vite: ['build'],
  next: ['build', 'export'],
  nuxt: ['build', 'generate'],
  nuxi: ['build', 'generate'],
  ng: ['build', 'b'],
  'vue-cli-service': ['build'],
  'react-scripts': ['build'],
  storybook: ['build'],
  npm: ['run build', 'run docs:build', 'run generate'],
  yarn: ['build', 'run build', 'generate'],
  pnpm: ['build', 'run build', 'generate'],
  bun: ['run build'],
  make: ['html', 'docs', 'site'],
}
/** Generators that take the folder of the sources where others have a sub-command. */
const WITHOUT_VERB = /^(?:hugo|antora|eleventy|sphinx-build)$/

/** The site generator that a command runs (`mkdocs build`), if it does. */
export function siteGeneratorOf(command: SimpleCommand): string | undefined {
  const inner = launched(command)
  const program = programOf(inner)
  const verbs = Object.hasOwn(GENERATORS, program) ? GENERATORS[program]! : []
  if (WITHOUT_VERB.test(program)) {
    return developmentServerOf(command, () => undefined) ||
      /^(?:version|help|new)$/.test(inner.words[0]?.value ?? '')
      ? undefined
      : program
  }
  const [first, second] = operands(inner)
  const said = [`${first?.value} ${second?.value}`, first?.value ?? '']
  const verb = said.find((each) => verbs.includes(each))
  return verb === undefined ? undefined : `${program} ${verb}`
}

/** The value of a variable where the command runs; undefined: not set, `unknown`: nobody can tell. */
export type LookUp = (variable: string) => { readonly value: string } | 'unknown' | undefined

/** The development server that a command starts, if it does. */
export function developmentServerOf(command: SimpleCommand, lookUp: LookUp): FoundServer | undefined {
  const inner = launched(command)
  const program = programOf(inner)
  if (inner.words.some(({ value }) => /^(?:--version|--help)$/.test(value))) return undefined
  if (/^php[\d.]*$/.test(program)) return phpServer(inner, lookUp)
  if (BUILD_TOOL.test(program)) {
    const goal = inner.words.find(({ value }) => BUILD_GOAL.test(value))
    const instead = 'package the application while the image is built and start the JAR'
    return goal && { name: `${program} ${goal.value}`, instead }
  }
  for (const server of BY_PROGRAM.get(program) ?? []) {
    const words = matchedWords(server, inner, lookUp)
    if (words) return { name: [program, ...words].join(' ').trim(), instead: server.instead }
  }
  return undefined
}

/** Words that tell the server apart, for its name; undefined where the command is something else. */
function matchedWords(
  server: DevelopmentServer,
  command: SimpleCommand,
  lookUp: LookUp,
): string[] | undefined {
  const { verbs, exceptVerbs, flags, withValue, mode } = server
  const verb = operands(command, { withValue: withValue ?? [] })[0]?.value ?? ''
  const isTask = verbs?.includes('dev') && /^(?:run|run-many)$/.test(verb)
  if (verbs && !verbs.includes(verb) && !isTask) return undefined
  if (exceptVerbs?.includes(verb)) return undefined
  const flag = flags && command.words.find(({ value }) => flags.some((each) => isFlag(value, each)))
  if (flags && !flag) return undefined
  if (isTask && !command.words.some(({ value }) => /^(?:--targets?=)?(?:dev|serve)$/.test(value)))
    return undefined
  if (mode && isInProductionMode(mode, command, lookUp)) return undefined
  return [
    ...(verbs || /^(?:dev|serve|preview)$/.test(verb) ? [verb] : []),
    ...(flag ? [flag.value.split('=', 1)[0]!] : []),
  ]
}

function isFlag(word: string, flag: string): boolean {
  return flag.endsWith('=') ? word.startsWith(flag) : word === flag
}

/** True also where nobody can tell. */
function isInProductionMode(
  { variables, production, flags = [] }: NonNullable<DevelopmentServer['mode']>,
  { words, assignments }: SimpleCommand,
  lookUp: LookUp,
): boolean {
  for (const [index, { value }] of words.entries()) {
    const flag = flags.find((each) => value === each || value.startsWith(`${each}=`))
    if (flag)
      return isProduction(value === flag ? words[index + 1]?.value : value.slice(flag.length + 1), production)
  }
  for (const variable of variables) {
    const assigned = assignments.findLast(({ name }) => name === variable)
    if (assigned) return isProduction(assigned.value?.value, production)
    const known = lookUp(variable)
    if (known) return known === 'unknown' || isProduction(known.value, production)
  }
  return false
}

function isProduction(value: string | undefined, production: string): boolean {
  return value === undefined || value.includes('$') || value === production || value === 'staging'
}

/** `php -S`, or a script of a framework: `php artisan serve`. */
function phpServer(command: SimpleCommand, lookUp: LookUp): FoundServer | undefined {
  const instead = 'serve it with php-fpm behind nginx, or with Apache'
  const { words } = command
  if (words.some(({ value }) => /^-S/.test(value))) return { name: 'php -S', instead }
  const at = words.findIndex(({ value }) => !value.startsWith('-'))
  const script = words[at]
  if (!script) return undefined
  const inner = { ...command, name: script.value, nameSpan: script.span, words: words.slice(at + 1) }
  const found = /^(?:artisan|console)$/.test(programOf(inner)) && developmentServerOf(inner, lookUp)
  return found ? { ...found, name: `php ${found.name}` } : undefined
}
