import type { DocumentBase, DocumentProblem } from '../documents/document.ts'
import type { ExchangeDocument } from '../exchanges/exchange-document.ts'
import type { CaddyConfig } from './caddy-configs.ts'
import type { Command } from './command.ts'
import type { EnvFile } from './env-file.ts'
import type { Environment } from './environment.ts'
import type { Image } from './image.ts'
import type { Admission } from './kubernetes/admission/admission.ts'
import type { Cluster } from './kubernetes/cluster.ts'
import type { ApiCatalogue } from './kubernetes/schemas/api-catalogue.ts'
import type { NginxConfig } from './nginx-configs.ts'
import type { PlatformService } from './platform-services/platform-service.ts'
import type { ProjectFiles } from './project-files.ts'
import type { Route } from './routes.ts'
import type { Service } from './service.ts'
import type { ShellProblem } from './shell-problem.ts'
import type { Stack } from './stack.ts'
import type { Variable } from './variable.ts'
import type { Workflow } from './workflows/workflow.ts'

/** Everything that runs in one environment. */
export interface Deployment {
  readonly environment: Environment
  readonly stacks: readonly Stack[]
  readonly services: readonly Service[]
  /** Files marked for this environment and files that bear no mark; examples are not among them. */
  readonly envFiles: readonly EnvFile[]
  /** Every assignment of the environment: env files, services, build arguments. */
  readonly variables: readonly Variable[]
  /** Its objects of Kubernetes. */
  readonly kubernetes: Cluster
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
  /** Caddyfiles with the services that read them. */
  readonly caddyConfigs: readonly CaddyConfig[]
  /** Workflows of CI, and composite actions. */
  readonly workflows: readonly Workflow[]
  /** What manifests of hosting platforms describe. */
  readonly platformServices: readonly PlatformService[]
  /** Only some of its files were asked for: what the others bring looks missing. */
  readonly isPart: boolean
  /** False where only one environment or some files were asked for: what the others use looks unused. */
  readonly hasEveryDeployment: boolean
  readonly commands: readonly Command[]
  readonly variables: readonly Variable[]
  /** What could not be loaded or does not fit together, beyond the problems of single documents. */
  readonly problems: readonly DocumentProblem[]
  /** Which kinds of objects the version of Kubernetes has, and what each must be. */
  readonly apis: ApiCatalogue
  /** What the cluster's own policies say of the objects that they are deployed with. */
  readonly admission: Admission
  /** What ShellCheck says of RUN; empty until it was asked. */
  readonly shellProblems: readonly ShellProblem[]
  /** What endpoints answered; empty unless somebody asked them. */
  readonly exchanges: readonly ExchangeDocument[]
}
