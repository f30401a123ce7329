// Bundles the sources into dist/. Everything is bundled, so that an installation is one package and a start
// reads few files; splitting keeps what a command does not need out of its way.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
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
function buildLibrary() {
  return build({
    ...shared,
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
  const entryPoints = { cli: 'src/cli.ts', 'load-program': 'src/load-program.ts' }
  return build({ ...shared, entryPoints, format: 'esm', splitting: true })
}

/** The command line: one script, which code-cache.js can keep compiled. */
function buildProgram() {
  return build({
    ...shared,
    entryPoints: { program: 'src/commands/index.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    define: { 'import.meta.url': 'programUrl' },
    banner: { js: "const programUrl=require('node:url').pathToFileURL(__filename).href;" },
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
  const results = await Promise.all([buildLibrary(), buildStart(), buildProgram()])
  const folder = `.dist-${process.pid}`
  try {
    mkdirSync(folder)
    for (const { path, text } of results.flatMap(({ outputFiles }) => outputFiles))
      writeFileSync(join(folder, basename(path)), inAscii(text))
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
