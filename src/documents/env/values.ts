import type { DocumentProblem } from '../document.ts'
import { expandTemplate, LONGEST_EXPANSION, parseTemplate } from '../template.ts'
import type { EnvDocument, EnvEntry } from './document.ts'
import { MOST_PROBLEMS, parseEnv } from './parse.ts'

/** UTF-16 units the values of one file may have together; beyond it references stay empty. */
const LONGEST_TOTAL = 8 * LONGEST_EXPANSION

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The values an env file gives, as Compose works them out: a later key wins; references see `env` first, then
 * the keys above; single quotes keep references as they are; a bare key takes its value from `env` and is left
 * out where that has none. The problems are those of expansion alone; those of reading are the document's.
 * A reference to a variable that is not set becomes empty and is no problem.
 */
export function envValues(
  document: EnvDocument,
  env: Environment,
): { values: Map<string, string>; problems: DocumentProblem[] } {
  const values = new Map<string, string>()
  const problems: DocumentProblem[] = []
  const lookup = (name: string) => (Object.hasOwn(env, name) ? env[name] : undefined) ?? values.get(name)
  let total = 0
  for (const entry of document.entries) {
    if (entry.quote === 'absent') {
      const inherited = Object.hasOwn(env, entry.key) ? env[entry.key] : undefined
      if (inherited !== undefined) values.set(entry.key, inherited)
      continue
    }
    const isExpanded = document.format === 'compose' && entry.quote !== 'single'
    let value = entry.value.value
    if (isExpanded && value.includes('$')) {
      value = total > LONGEST_TOTAL ? '' : expand(entry, lookup, problems)
      total += value.length
      if (total > LONGEST_TOTAL || value.length >= LONGEST_EXPANSION) {
        const message = 'Expanding the variables makes the value too long; it is cut off'
        problems.push({ at: entry.valueSpan, severity: 'error', message })
      }
    }
    values.set(entry.key, value)
  }
  return { values, problems: problems.slice(0, MOST_PROBLEMS) }
}

function expand(
  entry: EnvEntry,
  lookup: (name: string) => string | undefined,
  problems: DocumentProblem[],
): string {
  const template = parseTemplate(entry.value.value, 'compose')
  for (const { start, end, message } of template.problems) {
    problems.push({ at: entry.value.spanOf(start, end), severity: 'error', message })
  }
  return expandTemplate(template, lookup, {
    required: ({ name, start, end }, message) => {
      const why = message === '' ? '' : `: ${message}`
      const at = entry.value.spanOf(start, end)
      problems.push({
        at,
        severity: 'error',
        message: `The variable ${name} is required and has no value${why}`,
      })
    },
  })
}

/**
 * The values of an env file's text as Compose would give them to a container, and everything wrong with it.
 * `env` is the environment of the shell; without it bare keys are left out and references see the file only.
 * Never throws.
 */
export function readEnv(
  text: string,
  options: { env?: Record<string, string> } = {},
): { values: Record<string, string>; problems: DocumentProblem[] } {
  const document = parseEnv('.env', text)
  const { values, problems } = envValues(document, options.env ?? {})
  return { values: Object.fromEntries(values), problems: [...document.problems, ...problems] }
}
