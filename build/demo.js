// `npm start`: judges a bundled project that has the troubles of a real one, and says what to make of it.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

process.chdir(fileURLToPath(new URL('..', import.meta.url)))
const project = 'fixtures/ai-gateway/bad'

/** Runs a program in this terminal; undefined where it could not be started. */
function run(...args) {
  return spawnSync(process.execPath, args, { stdio: 'inherit' }).status
}

if (!existsSync('dist/cli.cjs') && run('build/build.js') !== 0) process.exit(1)

console.log(`$ plimsoll lint --cwd ${project}\n`)
const code = run('bin/run.js', 'lint', '--cwd', project)
if (code === 1) {
  console.log(
    '\nExit code 1: there are findings, as there should be in this project. A CI job would stop here.',
  )
  console.log('Next: node bin/run.js lint FOLDER, or node bin/run.js explain no-public-secret.')
} else {
  console.error(`\nThe project should have findings and exit code 1, but plimsoll ended with ${code}.`)
  process.exitCode = 1
}
