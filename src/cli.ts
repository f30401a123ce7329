// What bin/run.js starts.
import { fileURLToPath } from 'node:url'
import { loadProgram } from './load-program.ts'

const file = fileURLToPath(new URL('program.cjs', import.meta.url))
await loadProgram(file).program.main(process.argv.slice(2), file)
