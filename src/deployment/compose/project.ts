import { isPlainObject, type Plain } from './loaded-lists.ts'
import { LoadedService, type ProjectPlaces } from './loaded-service.ts'
import type { ComposeModel } from './model.ts'
import type { Notes } from './notes.ts'
import { activeServices, type Selection } from './selection.ts'
import { plainOf, setOwn } from './tree.ts'

/**
 * The model as plain JSON in one form, as `docker compose config` has it: short forms expanded, sizes in
 * bytes, environment as strings with the env files' values under it, implied dependencies, networks and
 * names. Paths stay relative to the project directory.
 */
export function projectOf(
  model: ComposeModel,
  selection: Selection,
  places: ProjectPlaces,
  notes: Notes,
): Plain {
  const project: Plain = {}
  const services: Plain = {}
  for (const [name, service] of activeServices(model, selection)) {
    setOwn(services, name, new LoadedService(name, service, model, places, notes).plain())
  }
  for (const { key, value } of model.root.entries) {
    if (key.text !== 'version' && key.text !== 'include') setOwn(project, key.text, plainOf(value))
  }
  if (model.projectName !== undefined) project.name = model.projectName
  if (model.root.entry('services')) project.services = services
  addDefaultNetwork(project, services)
  for (const section of ['networks', 'volumes', 'secrets', 'configs']) nameResources(project, section, model)
  project.environment = usedVariables(model)
  return project
}

/** The variables that the files refer to; the rest of the shell's environment is nobody's business. */
function usedVariables(model: ComposeModel): Plain {
  const used: Plain = {}
  for (const name of ['COMPOSE_PROJECT_NAME', ...model.references.map((reference) => reference.name)]) {
    const value = model.variables.get(name)
    if (value !== undefined) setOwn(used, name, value)
  }
  return used
}

/** A service with no network of its own joins `default`, which then exists. */
function addDefaultNetwork(project: Plain, services: Plain): void {
  const isUsed = Object.values(services).some(
    (service) => isPlainObject(service) && isPlainObject(service.networks) && 'default' in service.networks,
  )
  if (!isUsed) return
  const networks = isPlainObject(project.networks) ? project.networks : {}
  if (!('default' in networks)) networks.default = null
  project.networks = networks
}

/** Resources without a name get `<project>_<key>`, external ones their key. */
function nameResources(project: Plain, section: string, model: ComposeModel): void {
  const resources = project[section]
  if (!isPlainObject(resources)) return
  for (const [key, written] of Object.entries(resources)) {
    const resource: Plain = isPlainObject(written) ? written : {}
    const isExternal = resource.external === true
    if (!resource.name) {
      resource.name = isExternal || model.projectName === undefined ? key : `${model.projectName}_${key}`
    }
    // No driver means the engine's own.
    if (!isExternal && (section === 'networks' || section === 'volumes')) resource.driver ??= ''
    const isFile = section === 'configs' || section === 'secrets'
    if (isFile && typeof resource.environment === 'string') {
      const content = model.variables.get(resource.environment)
      if (content !== undefined) resource.content = content
    }
    setOwn(resources, key, resource)
  }
}
