import type { Command } from '../deployment/command.ts'
import type { Comparison } from '../deployment/declarations/compare.ts'
import type { DisabledCheck } from '../deployment/disabled-checks.ts'
import type { EnvFile } from '../deployment/env-file.ts'
import type { Image, Stage } from '../deployment/image.ts'
import type { Container } from '../deployment/kubernetes/container.ts'
import type { KubernetesObject } from '../deployment/kubernetes/object.ts'
import type { Workload } from '../deployment/kubernetes/workload.ts'
import type { NginxLevel, NginxLine } from '../deployment/nginx-levels.ts'
import type { NginxServer } from '../deployment/nginx-servers.ts'
import type { PlatformService } from '../deployment/platform-services/platform-service.ts'
import type { Deployment, Project } from '../deployment/project.ts'
import type { Route } from '../deployment/routes.ts'
import type { ServedName } from '../deployment/served-names.ts'
import type { Service } from '../deployment/service.ts'
import type { InstanceGroup } from '../deployment/shared-state.ts'
import type { ShellProblem } from '../deployment/shell-problem.ts'
import type { Stack } from '../deployment/stack.ts'
import type { Variable } from '../deployment/variable.ts'
import type { Step, Workflow } from '../deployment/workflows/workflow.ts'
import type { Instruction } from '../documents/dockerfile/document.ts'
import type { DocumentBase } from '../documents/document.ts'
import type { Cookie, ExchangeDocument, SentCertificate } from '../exchanges/exchange-document.ts'
import type { Category, Fix, Severity } from '../finding.ts'
import type { Span } from '../span.ts'
import type { Suppression } from './suppress.ts'

/** An instruction with the stage and image it stands in. */
export type PlacedInstruction = Instruction & {
  /** Undefined for what stands before the first FROM. */
  readonly stage: Stage | undefined
  readonly image: Image
}

/**
 * What a rule can look at. A subject is an idea, not a file format; to add one, add a line here and one in
 * the table of `run.ts`.
 */
export interface Subjects {
  /** Any parsed file, with what could not be read of it. */
  document: DocumentBase
  /** A simple command, wherever it is written: RUN, CMD, compose `command`, Kubernetes `args`, entrypoint script. */
  command: Command
  instruction: PlacedInstruction
  stage: Stage
  /** A Dockerfile and what is built from it. */
  image: Image
  service: Service
  /** The services that one set of compose files describes. */
  stack: Stack
  /** One assignment: env file line, compose `environment` entry, `env` of a container, build argument, ENV, ARG, label. */
  variable: Variable
  envFile: EnvFile
  /** One address that a reverse proxy passes requests on to. */
  route: Route
  /** A name under which a reverse proxy answers. */
  servedName: ServedName
  /** A `server` of nginx, with what it inherits. */
  server: NginxServer
  /** A block of an nginx configuration, or what stands around all of them. */
  nginxLevel: NginxLevel
  /** One directive of nginx in its place. */
  nginxLine: NginxLine
  /** Any object of a Kubernetes manifest. */
  object: KubernetesObject
  /** An object of Kubernetes that runs pods. */
  workload: Workload
  /** A container of a pod, of whatever workload. */
  container: Container
  /** A workflow of CI, or a composite action. */
  workflow: Workflow
  /** A step of a job or of a composite action. */
  step: Step
  /** A service as the manifest of a hosting platform describes it. */
  platformService: PlatformService
  /** A service of which several may run, wherever it is described. */
  instanceGroup: InstanceGroup
  /** Everything that belongs to one environment. */
  deployment: Deployment
  project: Project
  /** A place where a check of certificates or signatures is switched off. */
  disabledCheck: DisabledCheck
  /** What the program ShellCheck says of a RUN. It is asked only where a rule on this subject is on. */
  shellProblem: ShellProblem
  /** What an endpoint answered, with all that was asked for its sake. */
  exchange: ExchangeDocument
  /** A cookie that an endpoint sets. */
  cookie: Cookie
  /** A certificate that an endpoint sent. */
  certificate: SentCertificate
  /** What files say that an endpoint shows, beside what it shows. */
  declaration: Comparison
  /** A `plimsoll-ignore` comment; judged after all others, when it is known what it silenced. */
  suppression: Suppression
}

/** What a rule may ask besides its subject. */
export interface Context<Options> {
  readonly project: Project
  readonly options: Options
  /** "Today" for rules that know dates; set by `--now`. */
  readonly now: Date
}

export interface Problem {
  /** Exactly what is wrong, as small as it can be. */
  readonly at: Span
  /** What is wrong, with the user's own name in it, then what to write instead. Never a secret's value. */
  readonly message: string
  readonly fix?: Fix
  readonly related?: readonly { readonly at: Span; readonly message: string }[]
  /** Which of the rule's `like` hold for this problem; all of them where left out. */
  readonly like?: readonly string[]
}

/** A small project: path → text. In `bad`, « » mark exactly what each finding must point at. */
export type Example = Readonly<Record<string, string>>

/** JSON Schema of a rule's options, an object with `properties`, each with a `default`. */
interface OptionsSchema {
  readonly type: 'object'
  readonly properties: Readonly<Record<string, object>>
  readonly additionalProperties: false
}

/** The whole contract of a rule. See CONTRIBUTING.md. */
export interface Rule<K extends keyof Subjects = keyof Subjects, Options = Record<string, never>> {
  /** `no-<thing>` forbids, `require-<thing>` demands; the file has the same name. */
  readonly id: string
  readonly on: K
  /** Where a policy turns the rule on without naming a severity. */
  readonly severity: Severity
  readonly category: Category
  /** One sentence that is true of a good project. */
  readonly summary: string
  /** What breaks in production otherwise. */
  readonly why: string
  /** Other tools' names of the same check: `hadolint:DL3008`. */
  readonly like?: readonly string[]
  readonly options?: OptionsSchema
  /**
   * What it says of an answer is true of the server behind it: said in the same words of several addresses of one
   * origin, it is one finding, of the first. `plainOrigin` where it is about the way from plain http.
   */
  readonly oncePer?: 'origin' | 'plainOrigin'
  readonly bad: readonly Example[]
  readonly good: readonly Example[]
  check(subject: Subjects[K], context: Context<Options>): Iterable<Problem>
  /** Called before it judges anything; never where there is nothing to judge. */
  prepare?(): Promise<void>
}

/** A rule of any subject, as the engine and policies hold it. */
// biome-ignore lint/suspicious/noExplicitAny: rules of all subjects and options stand in one list
export type AnyRule = Rule<any, any>

/** Gives a rule's object its types; the rule stays plain data. */
export function defineRule<K extends keyof Subjects, Options = Record<string, never>>(
  rule: Rule<K, Options>,
): Rule<K, Options> {
  return rule
}
