// Bundles the sources into dist/. Everything is bundled, so that an installation is one package and a start
// reads few files; splitting keeps what a command does not need out of its way.
import { execFileSync } from 'node:child_process'
import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { writeKubernetesSchemas } from './kubernetes-schemas.js'
import { EXAMPLES, examplesOf, lazyRules, readRules } from './lazy-rules.js'
import { preparePresets } from './presets.js'
import { compileSchemas } from './schemas.js'

/**
 * What oclif has for others: finding commands by file names, plugins, spinners, templates, debug logs. Our
 * commands are listed in one module and our help is our own, so none of it is called; evaluating it would take a
 * fifth of every start.
 */
const NEVER_CALLED = {
  'cli-spinners': 'module.exports = { dots: {}, dots2: {} }',
  debug: 'module.exports = () => Object.assign(() => {}, { enabled: false, extend: module.exports })',
  ejs: 'exports.render = (text) => text',
  lilconfig: 'exports.lilconfig = () => ({})',
  minimatch: 'exports.minimatch = () => false',
  tinyglobby: 'exports.glob = async () => []',
  typescript: 'module.exports = {}',
  'wsl-utils': 'exports.isWsl = false',
}

const leaveOut = {
  name: 'leave out what oclif never calls',
  setup({ onResolve, onLoad }) {
    const names = new RegExp(`^(?:${Object.keys(NEVER_CALLED).join('|')})$`)
    onResolve({ filter: names }, ({ path, importer }) =>
      /[\\/]@oclif[\\/]core[\\/]/.test(importer) ? { path, namespace: 'never-called' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'never-called' }, ({ path }) => ({ contents: NEVER_CALLED[path] }))
  },
}

/** Asking for the order of a language loads all of its rules, which takes longer than anything else oclif does. */
const compareIds = {
  name: 'compare ids of commands by their characters',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]@oclif[\\/]core[\\/]lib[\\/]config[\\/]plugin\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8')
      const contents = text.replace('a.id.localeCompare(b.id)', '(a.id < b.id ? -1 : 1)')
      if (contents === text) throw new Error(`${path} does not compare ids as it did; look again.`)
      return { contents }
    })
  },
}

/** Packages of which few runs call anything, and whose evaluation takes long, with the functions that are called. */
const SELDOM_CALLED = { tldts: ['getDomain', 'getPublicSuffix'] }

const loadLate = {
  name: 'evaluate packages when they are first called',
  setup({ onResolve, onLoad }) {
    onResolve(
      { filter: new RegExp(`^(?:${Object.keys(SELDOM_CALLED).join('|')})$`) },
      ({ path, namespace }) => (namespace === 'file' ? { path, namespace: 'seldom-called' } : undefined),
    )
    onLoad({ filter: /.*/, namespace: 'seldom-called' }, ({ path }) => ({
      contents: [
        'let loaded',
        `const load = () => (loaded ??= require(${JSON.stringify(path)}))`,
        ...SELDOM_CALLED[path].map(
          (name) => `export const ${name} = (...values) => load().${name}(...values)`,
        ),
      ].join('\n'),
      resolveDir: process.cwd(),
    }))
  },
}

/** Large packages that most runs never load, by the files beside the program that hold them. */
const BESIDE = {
  listr2: 'listr2',
  re2js: 're2js',
  'undici-client': 'undici/lib/dispatcher/client.js',
}

const leaveBeside = {
  name: 'leave large packages beside the program',
  setup({ onResolve }) {
    for (const [file, path] of Object.entries(BESIDE)) {
      onResolve({ filter: new RegExp(`^${path.replaceAll('.', '\\.')}$`) }, () => ({
        path: `./${file}.cjs`,
        external: true,
      }))
    }
  },
}

const shared = {
  outdir: 'dist',
  write: false,
  bundle: true,
  platform: 'node',
  target: 'node20.18',
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  // What the packages ask for stands in licenses.txt.
  legalComments: 'none',
  logLevel: 'warning',
}

/** The API: modules, of which a program loads what it uses. */
function buildLibrary(plugins) {
  return build({
    ...shared,
    plugins,
    entryPoints: { index: 'src/index.ts' },
    format: 'esm',
    splitting: true,
    // Packages that are CommonJS ask for node's own modules by require.
    banner: {
      js: "import{createRequire as createRequireOfPlimsoll}from'node:module';const require=createRequireOfPlimsoll(import.meta.url);",
    },
  })
}

/** What bin/run.js starts; it loads the program. */
function buildStart() {
  return build({
    ...shared,
    entryPoints: { cli: 'src/cli.ts', 'load-program': 'src/load-program.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    define: { 'import.meta.dirname': '__dirname' },
  })
}

/** The command line: one script, which code-cache.js can keep compiled. */
function buildProgram(plugins) {
  return build({
    ...shared,
    entryPoints: { program: 'src/commands/index.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    define: { 'import.meta.url': 'programUrl' },
    // A script that is compiled as code-cache.js does may only require what lies beside it.
    supported: { 'dynamic-import': false },
    banner: { js: "const programUrl=require('node:url').pathToFileURL(__filename).href;" },
    plugins: [...plugins, leaveBeside, leaveOut, compareIds],
  })
}

function buildBeside() {
  return build({
    ...shared,
    entryPoints: BESIDE,
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    plugins: [leaveOut],
  })
}

/** esbuild leaves regular expressions as they are. A text that is ASCII throughout is read without decoding. */
function inAscii(text) {
  return text.replace(/[^\x00-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** The licenses of the packages that are in the bundles, as they ask to be passed on. */
function licensesOf(results) {
  const paths = results.flatMap(({ metafile }) =>
    Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs)),
  )
  const packages = paths.flatMap((path) => /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [])
  return [...new Set(packages)].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    const file = readdirSync(folder).find((each) => /^licen[cs]e(?:\.\w+)?$/i.test(each))
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
    return `${name} ${version} (${license})\n\n${text}\n`
  })
}

/** Writes dist/ without the declarations. It is replaced when all is made, so that no start finds half of it. */
export async function bundle() {
  await compileSchemas()
  const apiData = writeKubernetesSchemas()
  const rules = await readRules()
  const presets = await preparePresets()
  const plugins = [lazyRules(rules), loadLate]
  const results = await Promise.all([
    buildLibrary(plugins),
    buildStart(),
    buildProgram(plugins),
    buildBeside(),
  ])
  const folder = `.dist-${process.pid}`
  try {
    mkdirSync(join(folder, 'data'), { recursive: true })
    for (const { path, text } of results.flatMap(({ outputFiles }) => outputFiles))
      writeFileSync(join(folder, basename(path)), inAscii(text))
    writeFileSync(join(folder, EXAMPLES), examplesOf(rules))
    for (const [path, text] of presets) writeFileSync(join(folder, path), text)
    // Read when a manifest is judged, so no part of the code.
    mkdirSync(join(folder, 'generated'))
    for (const path of apiData) copyFileSync(path, join(folder, 'generated', basename(path)))
    writeFileSync(join(folder, 'licenses.txt'), licensesOf(results).join('\n---\n\n'))
    rmSync('dist', { recursive: true, force: true })
    renameSync(folder, 'dist')
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  // A process of its own: it runs the command line, which prints.
  execFileSync(process.execPath, ['build/code-cache.js'], { stdio: ['ignore', 'ignore', 'inherit'] })
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await bundle()
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.types.json'], {
    stdio: 'inherit',
  })
}
