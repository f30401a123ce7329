// Writes src/rules/index.ts from the files in src/rules/*/. `--check` only compares.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const target = 'src/rules/index.ts'
const rules = readdirSync('src/rules', { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .flatMap(({ name }) =>
    readdirSync(`src/rules/${name}`)
      .filter((file) => /^(?:no|require)-.*\.ts$/.test(file))
      .map((file) => ({
        id: file.slice(0, -3),
        path: `./${name}/${file}`,
        place: `${name}/${file.slice(0, -3)}`,
      })),
  )
  .sort((a, b) => (a.id < b.id ? -1 : 1))
const variable = (id) => id.replace(/-(.)/g, (_, letter) => letter.toUpperCase())
const text = [
  '// Written by build/rules-index.js: `npm run rules`.',
  "import type { AnyRule } from '../engine/rule.ts'",
  // The formatter wants imports in the order of their paths.
  ...rules
    .toSorted((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ id, path }) => `import ${variable(id)} from '${path}'`),
  '',
  '/** Every rule that is written in TypeScript, by id. */',
  'export const rules: readonly AnyRule[] = [',
  ...rules.map(({ id }) => `  ${variable(id)},`),
  ']',
  '',
].join('\n')

if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  console.error(`${target} does not list the rules in its folder. Run: npm run rules`)
  process.exitCode = 1
}
