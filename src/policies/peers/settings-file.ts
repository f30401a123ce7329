import type { Entry, Mapping, YamlNode } from '../../documents/yaml/node.ts'
import { parseYaml } from '../../documents/yaml/parse.ts'
import type { Located } from '../../span.ts'
import type { Policy, PolicyOverride, PolicyProblem, RuleSetting } from '../policy.ts'
import type { PeerReading } from './peer-policy.ts'

/** What the settings of a tool say, in terms of a policy. */
interface Said {
  readonly rules: readonly RuleSetting[]
  readonly overrides?: readonly PolicyOverride[]
  readonly failOn?: Policy['failOn']
  readonly voidsComments?: boolean
}

/** Makes a policy of the settings of another tool. Never throws; what is wrong is in `problems`. */
export function readSettings(
  peer: string,
  path: string,
  text: string,
  read: (file: SettingsFile) => Said,
): PeerReading {
  const document = parseYaml(path, text)
  const problems: PolicyProblem[] = document.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ at, message }) => ({ at, address: '', message }))
  const root = document.roots[0]?.root
  const file = new SettingsFile(root?.kind === 'mapping' ? root : undefined, problems)
  if (root && root.kind !== 'mapping' && !isEmpty(root)) file.complain(root, '', 'Must be a mapping.')
  const { rules, overrides = [], failOn, voidsComments = false } = read(file)
  const policy: Policy = {
    name: path,
    path,
    text,
    extends: [],
    root: false,
    environments: [],
    environmentSpans: new Map(),
    rules,
    overrides,
    checks: [],
    ignore: [],
    failOn,
  }
  return { peer, policy, problems: problems.sort((a, b) => a.at.start - b.at.start), voidsComments }
}

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
