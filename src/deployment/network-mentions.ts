import type { Project } from './project.ts'

const TELLS_SETUP =
  /(?:^|\/)(?:makefile|justfile|jenkinsfile|taskfile[^/]*|package\.json|readme[^/]*|contributing[^/]*|install[^/]*)$|\.(?:sh|bash|zsh|ps1|bat|cmd|mk|md|rst|txt|ya?ml|toml|tf|py)$/i

/** Whether a script, a playbook or the notes of the project create a network by command. */
export function isCreatedByHand(network: string, { files }: Project): boolean {
  const name = network.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const command = new RegExp(
    `network\\s+create\\b[^\\n;&|]*?["'\\s]${name}(?![\\w.-])|docker_network:[^#]{0,80}\\bname:\\s*["']?${name}\\b`,
  )
  return files.paths.some((path) => TELLS_SETUP.test(path) && command.test(files.text(path) ?? ''))
}
