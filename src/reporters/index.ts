import type { Reporter } from './reporter.ts'

export type { Reporter } from './reporter.ts'

/** Every output format, in the order in which help lists them. */
export const formats = [
  'pretty',
  'compact',
  'json',
  'sarif',
  'github',
  'gitlab',
  'junit',
  'checkstyle',
  'rdjson',
  'markdown',
] as const

export type Format = (typeof formats)[number]

// Dynamic imports let the bundler split: a run loads the one format that it prints.
const loaders: { readonly [F in Format]: () => Promise<Reporter> } = {
  pretty: async () => (await import('./pretty.ts')).pretty,
  compact: async () => (await import('./compact.ts')).compact,
  json: async () => (await import('./json.ts')).json,
  sarif: async () => (await import('./sarif.ts')).sarif,
  github: async () => (await import('./github.ts')).github,
  gitlab: async () => (await import('./gitlab.ts')).gitlab,
  junit: async () => (await import('./junit.ts')).junit,
  checkstyle: async () => (await import('./checkstyle.ts')).checkstyle,
  rdjson: async () => (await import('./rdjson.ts')).rdjson,
  markdown: async () => (await import('./markdown.ts')).markdown,
}

/** Loads the reporter of a format. */
export async function loadReporter(format: Format): Promise<Reporter> {
  return loaders[format]()
}
