import type { DocumentBase, DocumentProblem } from '../documents/document.ts'
import type { Command } from './command.ts'
import type { EnvFile } from './env-file.ts'
import type { Environment } from './environment.ts'
import type { Image } from './image.ts'
import type { NginxConfig } from './nginx-configs.ts'
import type { ProjectFiles } from './project-files.ts'
import type { Route } from './routes.ts'
import type { Service } from './service.ts'
import type { ShellProblem } from './shell-problem.ts'
import type { Stack } from './stack.ts'
import type { Variable } from './variable.ts'

/** Everything that runs in one environment. */
export interface Deployment {
  readonly environment: Environment
  readonly stacks: readonly Stack[]
  readonly services: readonly Service[]
  /** Files marked for this environment and files that bear no mark; examples are not among them. */
  readonly envFiles: readonly EnvFile[]
  /** Every assignment of the environment: env files, services, build arguments. */
  readonly variables: readonly Variable[]
  /** Where its reverse proxies lead. */
  readonly routes: readonly Route[]
  readonly project: Project
}

/** All that was read, and one deployment per environment. */
export interface Project {
  readonly files: ProjectFiles
  readonly documents: readonly DocumentBase[]
  readonly images: readonly Image[]
  /** The examples too. */
  readonly envFiles: readonly EnvFile[]
  readonly deployments: readonly Deployment[]
  /** What each nginx reads, one per environment; files that nobody is known to read are there by themselves. */
  readonly nginxConfigs: readonly NginxConfig[]
  /** Only some of its files were asked for: what the others bring looks missing. */
  readonly isPart: boolean
  /** False where only one environment or some files were asked for: what the others use looks unused. */
  readonly hasEveryDeployment: boolean
  readonly commands: readonly Command[]
  readonly variables: readonly Variable[]
  /** What could not be loaded or does not fit together, beyond the problems of single documents. */
  readonly problems: readonly DocumentProblem[]
  /** What ShellCheck says of RUN; empty until it was asked. */
  readonly shellProblems: readonly ShellProblem[]
}
