import type { Located, Span } from '../../span.ts'
import type { Container } from './container.ts'

/** The programs that make a cluster: those of its control plane, and the kubelet of each node. */
export const PROGRAM_NAMES = [
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
  'etcd',
  'kubelet',
] as const

export type ProgramName = (typeof PROGRAM_NAMES)[number]

/** What one of these programs is told, by flags of a container's command or by a configuration object. */
export interface ProgramSource {
  readonly name: ProgramName
  /** As a message names it: `kube-apiserver of Pod api`, `KubeletConfiguration kubelet.yaml`. */
  readonly title: string
  /** Undefined for a configuration object. */
  readonly container: Container | undefined
  /** Where to point at what is not said: the program's name, or the object's kind. */
  readonly place: Span
  /** Whether a setting that is not written may come from a place that is not known: a file, a variable. */
  mayTake(flag: string): boolean
  /** How a setting is written there, for messages: `--anonymous-auth`, `authentication.anonymous.enabled`. */
  spelling(flag: string): string
  /** What a flag, by its name without dashes, or the field that is the same says; empty for a flag without value. */
  values(flag: string): readonly Located<string>[]
}
