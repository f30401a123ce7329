// Reads the shipped policies as a run would, so that no run need parse their YAML: policies/<name>.yaml →
// data/<name>-policy.json beside the bundles.
import { readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { build } from 'esbuild'

const SOURCE = `
export { readPolicy } from './src/policies/read.ts'
export { preparePolicy } from './src/policies/prepared.ts'
`

/** What is kept of each shipped policy, by the name of its file in dist/. */
export async function preparePresets() {
  const { outputFiles } = await build({
    stdin: { contents: SOURCE, resolveDir: process.cwd() },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20.18',
    logLevel: 'warning',
    banner: {
      js: `import{createRequire as createRequireOfPresets}from'node:module';const require=createRequireOfPresets(${JSON.stringify(import.meta.url)});`,
    },
  })
  const code = Buffer.from(outputFiles[0].contents).toString('base64')
  const { readPolicy, preparePolicy } = await import(`data:text/javascript;base64,${code}`)
  const names = readdirSync('policies').filter((file) => file.endsWith('.yaml'))
  return new Map(
    names.flatMap((file) => {
      const name = basename(file, '.yaml')
      const { policy, problems } = readPolicy(
        `plimsoll:${name}`,
        readFileSync(`policies/${file}`, 'utf8'),
        `plimsoll:${name}`,
      )
      // The tests say of each what is wrong.
      const prepared = problems.length === 0 ? preparePolicy(policy) : undefined
      return prepared ? [[`data/${name}-policy.json`, JSON.stringify(prepared)]] : []
    }),
  )
}
