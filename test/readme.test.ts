import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { COMMANDS } from '../src/commands/index.ts'
import { formats } from '../src/reporters/index.ts'
import { ensureBuilt, plimsoll, writeProject } from './commands/command-line.ts'

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')

/** The texts of the fenced blocks of a language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm'))].map(
    ([, text]) => text!,
  )
}

beforeAll(ensureBuilt)

test('the output it shows is what is printed', async () => {
  const [block] = blocks('text')
  const [command, ...lines] = block!.trimEnd().split('\n')
  const { stdout } = await plimsoll(command!.replace('$ plimsoll ', '').split(' '))
  // The excerpt leaves out what stands between the name of the file and the finding.
  const [name, , ...finding] = lines
  const hint = 'README.md shows what is not printed any more; paste it anew'
  expect(stdout.split('\n'), hint).toContain(name)
  expect(stdout.includes(finding.join('\n')), `${hint}:\n${finding.join('\n')}`).toBe(true)
})

test('the policy it shows is one, and its check does what it says', async () => {
  const cwd = writeProject({ 'plimsoll.yaml': blocks('yaml')[0]! })
  expect(await plimsoll(['policy', 'check'], { cwd })).toMatchObject({ code: 0, stderr: '' })
  const tested = await plimsoll(['policy', 'test'], { cwd })
  expect(tested.stdout).toContain('2 examples, all hold.')
})

test('the program it shows runs', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module', '-e', blocks('js')[0]!],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      encoding: 'utf8',
    },
  )
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^docker\/production\/nginx\.conf:\d+ error /m)
  expect(stdout).toContain('RUN apt-get install -y curl')
  expect(status).toBe(0)
})

test('every flag it names exists, and every format is named', () => {
  const known = Object.values(COMMANDS).flatMap(({ flags }) => Object.keys(flags))
  // What a project's own files say is no flag of ours.
  const named = [...readme.replace(/^```text[\s\S]*?^```/gm, '').matchAll(/(?<![\w-])--([a-z][a-z-]+)/g)].map(
    ([, name]) => name!,
  )
  expect([...new Set(named)].filter((name) => !known.includes(name) && name !== 'help')).toEqual([])
  for (const format of formats) expect(readme).toContain(`\`${format}\``)
})
