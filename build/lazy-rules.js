// What the bundles hold of the rules: a table of what is said of each, and its module, which is evaluated when it
// first judges something. Examples are no part of a bundle; they are read from data/ when somebody wants to see them.
import { readFileSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const TABLE = /[\\/]src[\\/]rules[\\/]index\.ts$/
const RULE = /[\\/]src[\\/]rules[\\/][^\\/]+[\\/](?:no|require)-[^\\/]+\.ts$/
/** What of a rule stands in the table or in data/ and not in its module. */
const SAID_ELSEWHERE = ['summary', 'why', 'like', 'bad', 'good']

/** Where the bundles find the examples, beside themselves. */
export const EXAMPLES = 'data/examples.json'

const SOURCE_OF_EXAMPLES = `
import { readFileSync } from 'node:fs'
let examples
export function lazyRule(said, load) {
  let rule
  return {
    ...said,
    get bad() { return examplesOf(said.id).bad },
    get good() { return examplesOf(said.id).good },
    check(subject, context) { return (rule ??= load()).check(subject, context) },
  }
}
function examplesOf(id) {
  examples ??= JSON.parse(readFileSync(new URL('${EXAMPLES}', import.meta.url), 'utf8'))
  return examples[id]
}
`

/** Every rule as it is written, with the path of its module as the table names it. */
export async function readRules() {
  const { outputFiles } = await build({
    entryPoints: ['src/rules/index.ts'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.18',
    logLevel: 'warning',
    banner: {
      js: `import{createRequire as createRequireOfRules}from'node:module';const require=createRequireOfRules(${JSON.stringify(pathToFileURL(resolve('build')).href)});`,
    },
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  const { rules } = await import(`data:text/javascript;base64,${code}`)
  const paths = [...readFileSync('src/rules/index.ts', 'utf8').matchAll(/ from '(\.\/[^']+)'/g)]
  const pathOf = new Map(paths.map(([, path]) => [basename(path, '.ts'), path]))
  return rules.map((rule) => ({ rule, path: pathOf.get(rule.id) }))
}

/** The examples of all rules as they are kept in data/. */
export function examplesOf(rules) {
  return JSON.stringify(Object.fromEntries(rules.map(({ rule: { id, bad, good } }) => [id, { bad, good }])))
}

/** Puts the table in the place of src/rules/index.ts, and leaves out of the modules what it says. */
export function lazyRules(rules) {
  const table = [
    "import { lazyRule } from 'lazy-rule'",
    'export const rules = [',
    ...rules.map(({ rule: { bad, good, check, ...said }, path }) => {
      const load = `() => require(${JSON.stringify(path)}).default`
      return `  lazyRule(${JSON.stringify(said)}, ${load}),`
    }),
    ']',
  ].join('\n')
  return {
    name: 'rules that are loaded when they judge',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^lazy-rule$/ }, ({ path }) => ({ path, namespace: 'lazy-rule' }))
      onLoad({ filter: /.*/, namespace: 'lazy-rule' }, () => ({ contents: SOURCE_OF_EXAMPLES }))
      onLoad({ filter: TABLE }, () => ({ contents: table, resolveDir: resolve('src/rules') }))
      onLoad({ filter: RULE }, ({ path }) => ({
        contents: SAID_ELSEWHERE.reduce(withoutProperty, readFileSync(path, 'utf8')),
        loader: 'ts',
      }))
    },
  }
}

/** A source without a property of the object that it exports, if it stands there on a line of its own. */
function withoutProperty(source, name) {
  const start = source.indexOf(`\n  ${name}:`, source.indexOf('export default defineRule'))
  if (start === -1) return source
  const end = endOfValue(source, start + name.length + 4)
  return source.slice(0, start) + source.slice(end)
}

/** Behind the comma that ends the value of a property. */
function endOfValue(source, start) {
  let depth = 0
  for (let at = start; at < source.length; at++) {
    const character = source[at]
    if (character === "'" || character === '"') at = endOfText(source, at)
    else if (character === '`') at = endOfTemplate(source, at)
    else if (source.startsWith('//', at)) at = source.indexOf('\n', at)
    else if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character)) depth--
    else if (character === ',' && depth === 0) return at + 1
  }
  throw new Error('A property of a rule has no end.')
}

function endOfText(source, start) {
  let at = start + 1
  while (source[at] !== source[start]) at += source[at] === '\\' ? 2 : 1
  return at
}

function endOfTemplate(source, start) {
  let at = start + 1
  while (source[at] !== '`') {
    if (source.startsWith('${', at)) at = endOfHole(source, at + 2)
    at += source[at] === '\\' ? 2 : 1
  }
  return at
}

/** The brace that closes what is put into a template. */
function endOfHole(source, start) {
  let depth = 1
  let at = start
  for (; ; at++) {
    const character = source[at]
    if (character === "'" || character === '"') at = endOfText(source, at)
    else if (character === '`') at = endOfTemplate(source, at)
    else if (character === '{') depth++
    else if (character === '}' && --depth === 0) return at
  }
}
