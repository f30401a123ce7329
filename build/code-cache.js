// Runs the command line once and keeps what V8 compiled for it, so that later starts need not compile it again.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { cachePath, loadProgram } from '../dist/load-program.cjs'

const file = resolve('dist/program.cjs')
const folder = mkdtempSync(join(tmpdir(), 'plimsoll-'))
try {
  // It has one of everything and a policy of its own, so that what reads and judges it is compiled.
  cpSync('fixtures/ai-gateway/bad', folder, { recursive: true })
  mkdirSync(join(folder, '.git'))
  const { program, script } = loadProgram(file, true)
  await program.main(['lint', folder], file)
  if (process.exitCode === 3) throw new Error('The command line that was built does not run.')
  writeFileSync(cachePath(file), script.createCachedData())
} finally {
  rmSync(folder, { recursive: true, force: true })
}
process.exitCode = 0
