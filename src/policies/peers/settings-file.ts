import type { Entry, Mapping, YamlNode } from '../../documents/yaml/node.ts'
import type { Located } from '../../span.ts'
import type { PolicyProblem } from '../policy.ts'

/** Reads values of the kinds that are wanted, and notes those of others. A key without a value is not there. */
export class SettingsFile {
  readonly #root: Mapping | undefined
  readonly #problems: PolicyProblem[]

  constructor(root: Mapping | undefined, problems: PolicyProblem[]) {
    this.#root = root
    this.#problems = problems
  }

  complain({ span }: YamlNode, address: string, message: string): void {
    this.#problems.push({ at: span, address, message })
  }

  entry(key: string): Entry | undefined {
    const entry = this.#root?.entry(key)
    return entry && !isEmpty(entry.value) ? entry : undefined
  }

  texts(entry: Entry | undefined, address: string): Located<string>[] {
    if (!entry || isEmpty(entry.value)) return []
    if (entry.value.kind !== 'sequence') {
      this.complain(entry.value, address, 'Must be a list.')
      return []
    }
    return entry.value.items.flatMap((item, index) => {
      if (item.kind === 'scalar' && typeof item.value === 'string')
        return [{ value: item.value, span: item.span }]
      this.complain(item, `${address}[${index}]`, 'Must be a text.')
      return []
    })
  }

  mapping(entry: Entry | undefined, address: string): readonly Entry[] {
    if (!entry) return []
    if (entry.value.kind === 'mapping') return entry.value.entries
    this.complain(entry.value, address, 'Must be a mapping.')
    return []
  }

  flag(key: string): Located<boolean> | undefined {
    const value = this.entry(key)?.value
    if (!value) return undefined
    if (value.kind === 'scalar' && typeof value.value === 'boolean')
      return { value: value.value, span: value.span }
    this.complain(value, key, 'Must be true or false.')
    return undefined
  }
}

/** A key without a value. */
export function isEmpty(node: YamlNode): boolean {
  return node.kind === 'scalar' && node.value === null
}
