// Writes what each minor of the Kubernetes API takes to src/generated/kubernetes-<minor>.json, out of the models
// that are generated from its OpenAPI document into @kubernetes/client-node. src/deployment/kubernetes/schemas/
// built-in.ts reads it; the shape of the file stands there.
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { FRACTIONS, QUANTITIES, RANGES, WORDS } from './kubernetes-fields.js'

/** Newest last; each is an npm alias `kubernetes-1-<minor>`. */
const MINORS = [30, 32, 34, 36]

const PRIMITIVES = { string: 's', boolean: 'b', Date: 't', IntOrString: 'x', any: '*', object: '*' }

/**
 * Kinds that are no objects of their own: they are posted to a part of another object's address, which shows
 * neither their group nor their version.
 */
const SUBRESOURCES = {
  Eviction: 'policy/v1',
  Scale: 'autoscaling/v1',
  TokenRequest: 'authentication.k8s.io/v1',
}

/** Writes a file for each minor unless it is newer than what it is made of; returns their paths. */
export function writeKubernetesSchemas(root = fileURLToPath(new URL('..', import.meta.url))) {
  const target = (minor) => `${root}/src/generated/kubernetes-1.${minor}.json`
  const targets = MINORS.map(target)
  const sources = [
    fileURLToPath(import.meta.url),
    `${root}/build/kubernetes-fields.js`,
    ...MINORS.map((minor) => `${folderOf(root, minor)}/package.json`),
  ]
  const newest = Math.max(...sources.map((path) => statSync(path).ctimeMs))
  if (targets.every((path) => existsSync(path) && statSync(path).mtimeMs > newest)) return targets
  mkdirSync(`${root}/src/generated`, { recursive: true })
  const gone = {}
  for (const minor of MINORS) {
    const { kinds, types } = readMinor(folderOf(root, minor))
    const lost = Object.entries(gone).filter(([id]) => !Object.hasOwn(kinds, id))
    const data = { minor, kinds, gone: Object.fromEntries(lost), types }
    writeFileSync(target(minor), `${JSON.stringify(data)}\n`)
    for (const id of Object.keys(kinds)) gone[id] = minor
  }
  return targets
}

function folderOf(root, minor) {
  return `${root}/node_modules/kubernetes-1-${minor}`
}

function readMinor(folder) {
  const gen = `${folder}/dist/gen`
  const models = readModels(existsSync(`${gen}/models`) ? `${gen}/models` : `${gen}/model`)
  const kinds = readKinds(apiTexts(gen), models)
  const types = {}
  const wanted = Object.values(kinds).map(([type]) => type)
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (types[name]) continue
    types[name] = {}
    for (const { field, spec, refers } of fieldsOf(name, models)) {
      types[name][field] = spec
      if (refers) wanted.push(refers)
    }
  }
  const sorted = (table) => Object.fromEntries(Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1)))
  return { kinds: sorted(kinds), types: sorted(types) }
}

/** Model name → its attributes, and which of them may be left out. */
function readModels(folder) {
  const models = new Map()
  for (const file of readdirSync(folder)) {
    if (!file.endsWith('.js')) continue
    const text = readFileSync(`${folder}/${file}`, 'utf8')
    const map = /^(\w+)\.attributeTypeMap = (\[[\s\S]*?\n?\]);/m.exec(text)
    if (!map) continue
    const declared = readFileSync(`${folder}/${file.slice(0, -3)}.d.ts`, 'utf8')
    const optional = new Set([...declared.matchAll(/^ {4}'([^']+)'\?:/gm)].map(([, name]) => name))
    models.set(map[1], { attributes: JSON.parse(map[2]), optional })
  }
  return models
}

/** The API classes that are in use; the packages hold files of earlier minors too. */
function apiTexts(gen) {
  const listed = existsSync(`${gen}/types/ObservableAPI.js`)
    ? [...readFileSync(`${gen}/types/ObservableAPI.js`, 'utf8').matchAll(/apis\/(\w+Api)\b/g)]
    : [...readFileSync(`${gen}/api/apis.js`, 'utf8').matchAll(/require\("\.\/(\w+Api)"\)/g)]
  const folder = existsSync(`${gen}/apis`) ? `${gen}/apis` : `${gen}/api`
  return [...new Set(listed.map(([, name]) => name))].map((name) =>
    readFileSync(`${folder}/${name}.js`, 'utf8'),
  )
}

/** `apps/v1/Deployment` → its model, and 1 where it lies in a namespace. */
function readKinds(texts, models) {
  const kinds = {}
  const requests =
    /'\/(?:api|apis\/([\w.-]+))\/(v\w+)\/(namespaces\/\{namespace\}\/)?[\w-]+(?:\/[^']*)?'|serialize\(body, "(\w+)"/g
  for (const text of texts) {
    let api
    let isNamespaced = false
    const posted = new Map()
    for (const [, group, version, namespaced, model] of text.matchAll(requests)) {
      if (version !== undefined) {
        api = group ? `${group}/${version}` : version
        isNamespaced = namespaced !== undefined
      } else if (isNamespaced || !posted.has(model)) posted.set(model, isNamespaced)
    }
    // What is only read: lists, and objects that nobody makes.
    const answered = [...text.matchAll(/"((?:[A-Z]\w*)?V\d\w*)"/g)].map(([, model]) => [model, false])
    for (const [model, lies] of [...answered, ...posted]) {
      const kind = kindOf(model)
      const names = models.get(model)?.attributes.map(({ name }) => name) ?? []
      if (
        !api ||
        kind === 'Status' ||
        !['apiVersion', 'kind', 'metadata'].every((key) => names.includes(key))
      )
        continue
      kinds[`${SUBRESOURCES[kind] ?? api}/${kind}`] = [model, lies ? 1 : 0]
    }
  }
  return kinds
}

/** `V1beta1CronJob` is a CronJob, `CoreV1Event` an Event. */
function kindOf(model) {
  return model.replace(/^(?:[A-Z][a-z]+)*?V\d+(?:(?:alpha|beta)\d+)?(?=[A-Z])/, '')
}

function fieldsOf(model, models) {
  const { attributes, optional } = models.get(model)
  return attributes.map(({ name, baseName, type, format }) => {
    const place = `${kindOf(model)}.${baseName}`
    const spec = specOf(type, format, WORDS[`${model}.${baseName}`] ?? WORDS[place], place)
    const refers = /(?:^|\]|\})(?=[A-Z])(\w+)$/.exec(spec)?.[1]
    return { field: baseName, spec: `${optional.has(name) ? '' : '!'}${spec}`, refers }
  })

  function specOf(type, format, words, place) {
    const list = /^Array<(.+)>$/.exec(type)
    if (list) return `[]${specOf(list[1], format, words, place)}`
    const map = /^\{ \[key: string\]: (.+); \}$/.exec(type)
    if (map) return `{}${specOf(map[1], format, words, place)}`
    if (QUANTITIES.has(place)) return 'q'
    if (type === 'number') {
      const range = RANGES[place]
      return FRACTIONS.has(place)
        ? 'n'
        : `${format === 'int64' ? 'l' : 'i'}${range ? `:${range.join(' ')}` : ''}`
    }
    if (type === 'string' && words) return `s:${words}`
    if (format === 'byte' && type === 'string') return 'y'
    if (type === 'V1MicroTime') return 't'
    const primitive = PRIMITIVES[type]
    if (primitive) return primitive
    if (!models.has(type)) throw new Error(`${place}: no model ${type}`)
    return type
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(writeKubernetesSchemas().join('\n'))
