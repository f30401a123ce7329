import { unwrap } from '../documents/shell/parse.ts'
import type { SimpleCommand } from '../documents/shell/script.ts'
import type { Span } from '../span.ts'
import type { Instances } from './service.ts'
import { type EffectiveVariable, placeOfValue } from './variable.ts'

/** Options by which application servers start several processes of the same application. */
const WORKER_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  gunicorn: ['-w', '--workers'],
  uvicorn: ['--workers'],
  hypercorn: ['-w', '--workers'],
  granian: ['--workers'],
  uwsgi: ['-p', '--processes', '--workers'],
  puma: ['-w', '--workers'],
  unicorn: ['-w'],
  fastapi: ['--workers'],
  pm2: ['-i', '--instances'],
  'pm2-runtime': ['-i', '--instances'],
  sanic: ['-w', '--workers'],
  daphne: [],
}

/** How many worker processes a start command asks for, and the word that holds the number. */
export function countWorkers(command: SimpleCommand): { count: number; span: Span } | undefined {
  const { name, words } = unwrap(command)
  const program = name.slice(name.lastIndexOf('/') + 1)
  // `python -m gunicorn …`, `poetry run gunicorn …`: the server stands further on.
  const server = Object.hasOwn(WORKER_OPTIONS, program)
    ? program
    : words.find(({ value }) => Object.hasOwn(WORKER_OPTIONS, value))?.value
  if (server === undefined) return undefined
  for (const [index, word] of words.entries()) {
    for (const option of WORKER_OPTIONS[server]!) {
      const isApart = word.value === option
      const text = isApart ? words[index + 1]?.value : attachedValue(option, word.value)
      const count = text === 'max' ? Number.POSITIVE_INFINITY : Number(text)
      if (text !== undefined && (Number.isInteger(count) || count === Number.POSITIVE_INFINITY))
        return { count, span: isApart ? words[index + 1]!.span : word.span }
    }
  }
  return undefined
}

/** Servers that take the number of their workers from WEB_CONCURRENCY where no option gives it. */
const READS_WEB_CONCURRENCY = new Set(['gunicorn', 'uvicorn', 'puma'])

/** Whether a start command's server asks WEB_CONCURRENCY how many workers to start. */
function readsWebConcurrency(command: SimpleCommand): boolean {
  const { name, words } = unwrap(command)
  const programs = [name.slice(name.lastIndexOf('/') + 1), ...words.map(({ value }) => value)]
  return countWorkers(command) === undefined && programs.some((each) => READS_WEB_CONCURRENCY.has(each))
}

/** The value that stands in the same word as its option: `--workers=4`, `-w4`. */
function attachedValue(option: string, word: string): string | undefined {
  if (option.startsWith('--'))
    return word.startsWith(`${option}=`) ? word.slice(option.length + 1) : undefined
  return word.startsWith(option) && /^\d+$/.test(word.slice(option.length))
    ? word.slice(option.length)
    : undefined
}

/** The worker processes that start commands ask for, by an option or by WEB_CONCURRENCY. */
export function workerInstances(
  commands: readonly SimpleCommand[],
  variables: ReadonlyMap<string, EffectiveVariable>,
): Instances[] {
  const instances: Instances[] = commands.flatMap((command) => {
    const workers = countWorkers(command)
    return workers ? [{ ...workers, by: 'workers' as const }] : []
  })
  const concurrency = variables.get('WEB_CONCURRENCY')
  const count = Number(concurrency?.value)
  if (concurrency && count > 1 && Number.isInteger(count) && commands.some(readsWebConcurrency)) {
    instances.push({ count, span: placeOfValue(concurrency.origin), by: 'workers' })
  }
  return instances
}
