import type { Located, Span } from '../../span.ts'
import type { Container } from './container.ts'
import { configuredProgram } from './control-plane-configuration.ts'
import { flaggedProgram } from './control-plane-flags.ts'
import type { ProgramName, ProgramSource } from './control-plane-source.ts'
import type { KubernetesObject } from './object.ts'

/** One of these programs with what it is told. Settings are asked for by the flag's name without dashes. */
export class ControlPlaneProgram {
  readonly #source: ProgramSource

  constructor(source: ProgramSource) {
    this.#source = source
  }

  get name(): ProgramName {
    return this.#source.name
  }

  get title(): string {
    return this.#source.title
  }

  get container(): Container | undefined {
    return this.#source.container
  }

  get place(): Span {
    return this.#source.place
  }

  /** Whether the settings are fields of a configuration object and not flags. */
  get isConfiguration(): boolean {
    return this.#source.container === undefined
  }

  /** How a message writes a setting. */
  spelling(flag: string): string {
    return this.#source.spelling(flag)
  }

  /** What holds of a setting; the last of several flags wins. Undefined where nothing is said. */
  setting(flag: string): Located<string> | undefined {
    return this.#source.values(flag).at(-1)
  }

  /** The names in a setting that is a list, such as admission plugins. */
  list(flag: string): readonly string[] {
    return this.#source
      .values(flag)
      .flatMap(({ value }) => value.split(','))
      .map((item) => item.trim())
      .filter((item) => item !== '')
  }

  /** Whether a setting is missing or empty. Where it may stand in a place that is not known, it is not missing. */
  lacks(flag: string): boolean {
    const setting = this.setting(flag)
    return setting ? setting.value === '' : !this.#source.mayTake(flag)
  }

  /** Whether a switch is written and on; a flag alone is. */
  isOn(flag: string): boolean {
    const setting = this.setting(flag)
    return setting !== undefined && /^(?:|1|t|true)$/i.test(setting.value)
  }

  /** Whether a switch is written and off. */
  isOff(flag: string): boolean {
    return /^(?:0|f|false)$/i.test(this.setting(flag)?.value ?? '')
  }

  /** Whether a switch is said to be on, or may be in a place that is not known. */
  mayBeOn(flag: string): boolean {
    return this.isOn(flag) || (this.setting(flag) === undefined && this.#source.mayTake(flag))
  }

  /** The same of a switch that must be off. */
  mayBeOff(flag: string): boolean {
    return this.isOff(flag) || (this.setting(flag) === undefined && this.#source.mayTake(flag))
  }

  /** What a feature gate is set to; undefined where it is not. */
  gate(name: string): Located<string> | undefined {
    for (const { value, span } of this.#source.values('feature-gates')) {
      const pair = value.split(',').find((item) => item.trim().startsWith(`${name}=`))
      if (pair !== undefined) return { value: pair.slice(pair.indexOf('=') + 1).trim(), span }
    }
    return undefined
  }

  /** Where a finding about a setting points, whether it is written or not. */
  placeOf(flag: string): Span {
    return this.setting(flag)?.span ?? this.place
  }

  /** The minor version of Kubernetes that its image's tag names: 33 of `v1.33.2`; undefined where none is known. */
  get minorVersion(): number | undefined {
    const tag = this.container?.image?.tag
    const match = /^v?1\.(\d+)(?:\.|-|$)/.exec(tag ?? '')
    return match ? Number(match[1]) : undefined
  }
}

const programs = new WeakMap<KubernetesObject, readonly ControlPlaneProgram[]>()

/** The programs among some names that an object runs or configures. */
export function programsOf(
  object: KubernetesObject,
  ...names: readonly ProgramName[]
): readonly ControlPlaneProgram[] {
  let all = programs.get(object)
  if (all === undefined) {
    const workload = object.cluster.workloadOf(object)
    const sources = workload ? workload.containers.map(flaggedProgram) : [configuredProgram(object)]
    all = sources.flatMap((source) => (source ? [new ControlPlaneProgram(source)] : []))
    programs.set(object, all)
  }
  return all.filter(({ name }) => names.includes(name))
}
