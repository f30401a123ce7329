// Compiles the schemas we validate with to modules, so that no schema is compiled when the linter runs:
// schemas/<name>.schema.json → src/generated/<name>-schema.js, its types beside it.
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Ajv2020 } from 'ajv/dist/2020.js'
import standalone from 'ajv/dist/standalone/index.js'

/** Schemas that are compiled where they exist. */
const NAMES = ['policy', 'report', 'compose']

const TYPES = `import type { ErrorObject } from 'ajv'

interface Validate {
  (data: unknown): boolean
  errors?: ErrorObject[] | null
}
declare const validate: Validate
export default validate
export { validate }
`

/** Writes the validators of all schemas that exist; returns their names. */
export async function compileSchemas(root = fileURLToPath(new URL('..', import.meta.url))) {
  const folder = `${root}/src/generated`
  await mkdir(folder, { recursive: true })
  const compiled = []
  for (const name of NAMES) {
    const text = await readFile(`${root}/schemas/${name}.schema.json`, 'utf8').catch(() => undefined)
    if (text === undefined) continue
    const ajv = new Ajv2020({
      allErrors: true,
      // A misspelt keyword is an error.
      strict: true,
      allowUnionTypes: true,
      // The Compose schema uses its definitions so often that copies of them would make it a quarter larger.
      inlineRefs: name !== 'compose',
      // A policy's errors carry the schema they come from: it tells which keys would have been right.
      verbose: name === 'policy',
      logger: false,
      code: { source: true, esm: true, lines: true },
    })
    const code = standalone.default(ajv, ajv.compile(JSON.parse(text)))
    await writeFile(`${folder}/${name}-schema.js`, withImports(code))
    await writeFile(`${folder}/${name}-schema.d.ts`, TYPES)
    compiled.push(name)
  }
  return compiled
}

/**
 * Ajv writes `require(…).default` for its run-time functions even in a module. Node gives an import the whole
 * of a CommonJS module, other loaders its `default`; both must do.
 */
function withImports(code) {
  const imports = []
  const body = code.replace(/\brequire\("([^"]+)"\)/g, (_, path) => {
    const name = `required${imports.length}`
    imports.push(
      `import imported${name} from '${path.endsWith('.js') ? path : `${path}.js`}'`,
      `const ${name} = imported${name}.default ? imported${name} : { default: imported${name} }`,
    )
    return name
  })
  return [...imports, body].join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await compileSchemas()).map((name) => `src/generated/${name}-schema.js`).join('\n'))
}
