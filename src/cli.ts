// What bin/run.js starts. It is CommonJS when built: node sets up its loader of modules only where one is met.
import { join } from 'node:path'
import { loadProgram } from './load-program.ts'

const file = join(import.meta.dirname, 'program.cjs')
// It ends the process with the right code itself.
void loadProgram(file).program.main(process.argv.slice(2), file)
