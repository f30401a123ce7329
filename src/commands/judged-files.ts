/** What plimsoll judges, for sentences. */
export const JUDGED_FILES =
  'Dockerfiles, Compose files, Kubernetes manifests, env files, proxy configuration, CI workflows and manifests of hosting platforms'
