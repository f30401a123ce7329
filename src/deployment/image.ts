import type {
  CommandInstruction,
  DockerfileDocument,
  FromInstruction,
  HealthcheckInstruction,
  Instruction,
  ShellInstruction,
  WordsInstruction,
} from '../documents/dockerfile/document.ts'
import type { Located } from '../span.ts'
import type { EnvironmentKind } from './environment.ts'
import type { ImageReference } from './image-reference.ts'
import type { Service } from './service.ts'
import type { Variable } from './variable.ts'

/** What a stage is built on. `unknown`: a variable in FROM has no value. */
export type Base =
  | { readonly kind: 'stage'; readonly stage: Stage }
  | { readonly kind: 'scratch' }
  | { readonly kind: 'external'; readonly reference: ImageReference }
  | { readonly kind: 'none' }

/** One stage of a Dockerfile, with what it inherits from the stages below it already worked out. */
export interface Stage {
  readonly image: Image
  readonly index: number
  /** `FROM … AS name`. */
  readonly name: Located<string> | undefined
  /** Undefined for the instructions of a file without FROM. */
  readonly from: FromInstruction | undefined
  readonly base: Base
  /** From the instruction after FROM to the last before the next FROM. */
  readonly instructions: readonly Instruction[]
  /** The effective instruction, this stage's own or inherited from a stage of this file; undefined where
   * none of them says it (an external base may). */
  readonly user: WordsInstruction | undefined
  readonly workdir: WordsInstruction | undefined
  readonly shell: ShellInstruction | undefined
  readonly command: CommandInstruction | undefined
  readonly entrypoint: CommandInstruction | undefined
  readonly healthcheck: HealthcheckInstruction | undefined
  /** Ports of EXPOSE, own and inherited, variables expanded where known. */
  readonly exposed: readonly Located<{ readonly port: number; readonly protocol: string }>[]
  /** ENV and ARG in order of writing, inherited ENV first. */
  readonly variables: readonly Variable[]
  /** The image below all stages of this file: the external reference at the end of the chain of bases. */
  readonly externalBase: ImageReference | undefined
}

/** A Dockerfile and the stages in it. */
export interface Image {
  readonly path: string
  readonly document: DockerfileDocument
  readonly mark: EnvironmentKind | undefined
  /** ARG before the first FROM. */
  readonly globalArguments: readonly Variable[]
  /** In order; a file without FROM has one stage. */
  readonly stages: readonly Stage[]
  /** What `docker build` without a target gives. */
  readonly finalStage: Stage
  /** Services that build it, over all environments. */
  readonly builtBy: readonly Service[]
}
