import { settingsUnder } from './contracts.ts'
import type { VariableContract } from './environment.ts'
import type { Deployment } from './project.ts'
import { settingsAreComplete } from './settings.ts'

/** Who has to do without a variable that the policy requires, as far as that is known; each ends a sentence. */
export function lacksOf(contract: VariableContract, deployment: Deployment): string[] {
  if (!settingsAreComplete(deployment)) return []
  const { services, envFiles } = deployment
  if (contract.services) {
    return services
      .filter((service) => contract.services?.includes(service.name.value))
      .filter((service) => !service.variables.has(contract.name))
      .map((service) => `the service ${service.name.value} does not get it`)
  }
  if (settingsUnder(contract, deployment).length > 0) return []
  const files = envFiles.map(({ path }) => path)
  return [`nothing sets it${files.length > 0 ? ` (looked in ${files.join(', ')})` : ''}`]
}
