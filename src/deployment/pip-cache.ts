import type { Command } from './command.ts'

/** Whether PIP_NO_CACHE_DIR is on where a command runs: by ENV or ARG above it, or set before it on its line. */
export function isPipCacheOff(command: Command): boolean {
  const { stage, line, span, assignments } = command
  const inImage = (stage?.variables ?? [])
    .filter(({ name, span: { start } }) => name === 'PIP_NO_CACHE_DIR' && start < span.start)
    .map(({ value }) => value)
  const own = assignments.find(({ name }) => name === 'PIP_NO_CACHE_DIR')?.value?.value
  const exported = line.commands
    .filter(({ name, span: { start } }) => name === 'export' && start < span.start)
    .flatMap(({ words }) => words.map(({ value }) => value))
    .findLast((value) => value.startsWith('PIP_NO_CACHE_DIR='))
  const value = own ?? exported?.slice(exported.indexOf('=') + 1) ?? inImage.at(-1)
  // A value that nobody knows is more likely one that switches the cache off than not.
  const isKnown = value !== undefined && !value.includes('$')
  return isKnown ? !/^(?:0|n|no|f|false|off|)$/i.test(value) : inImage.length > 0 || value !== undefined
}
