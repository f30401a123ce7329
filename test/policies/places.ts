import { type AnyRule, defineRule } from '../../src/engine/rule.ts'
import type { PolicySource, PolicySources } from '../../src/policies/chain.ts'
import type { PolicyProblem } from '../../src/policies/policy.ts'
import { Lines } from '../../src/span.ts'

/** `line:column text`, the marked text in between, so that a test sees exactly what is pointed at. */
export function shown(
  problems: readonly PolicyProblem[],
  texts: string | ReadonlyMap<string, string>,
): string[] {
  return problems.map(({ at, message }) => {
    const text = typeof texts === 'string' ? texts : (texts.get(at.path) ?? '')
    const { line, column } = new Lines(text).position(at.start)
    const prefix = typeof texts === 'string' ? '' : `${at.path}:`
    return `${prefix}${line}:${column} «${text.slice(at.start, at.end)}» ${message}`
  })
}

/** A rule that never finds anything. */
export function quietRule(id: string, more: Partial<AnyRule> = {}): AnyRule {
  return defineRule({
    id,
    on: 'service',
    severity: 'warning',
    category: 'reliability',
    summary: '',
    why: '',
    bad: [],
    good: [],
    check: () => [],
    ...more,
  })
}

/** Policies out of a map: `plimsoll:x` are presets, everything else files by the path they end in. */
export function sourcesOf(
  files: Readonly<Record<string, string>>,
): PolicySources & { readonly reads: string[] } {
  const reads: string[] = []
  const presets = { 'plimsoll:recommended': '', ...files }
  const find = (name: string): PolicySource | undefined => {
    reads.push(name)
    const text = (presets as Record<string, string>)[name]
    return text === undefined ? undefined : { path: name, text }
  }
  return {
    reads,
    presets: Object.keys(presets)
      .filter((name) => name.startsWith('plimsoll:'))
      .map((name) => name.slice('plimsoll:'.length)),
    preset: async (name) => find(`plimsoll:${name}`),
    read: async (specifier, from) => {
      if (!specifier.startsWith('.')) return find(specifier)
      const folders = from.split('/').slice(0, -1)
      for (const part of specifier.split('/')) {
        if (part === '..') folders.pop()
        else if (part !== '.') folders.push(part)
      }
      return find(folders.join('/'))
    },
  }
}
