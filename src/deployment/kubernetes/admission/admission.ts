import type { Cluster } from '../cluster.ts'
import { Fields } from '../fields.ts'
import type { KubernetesObject } from '../object.ts'
import { definitionOf } from '../schemas/api-catalogue.ts'
import { rulesFor, rulesIn } from './custom-rules.ts'
import { type ExpressionLibraries, Expressions } from './expressions.ts'
import { type ExpressionFault, findFaults } from './faults.ts'
import { isAdmissionPolicy, policiesOf, validationIn } from './policies.ts'
import { judgeByPolicy } from './policy-judgement.ts'
import { judgeByRule } from './schema-judgement.ts'
import type { Verdict } from './verdict.ts'

const POLICY_VARIABLES = {
  object: 'dyn',
  oldObject: 'dyn',
  params: 'dyn',
  request: 'dyn',
  namespaceObject: 'dyn',
  authorizer: 'dyn',
  variables: 'dyn',
}

/**
 * Judges objects as an API server with the project's own policies would when they are created: by
 * ValidatingAdmissionPolicies, and by the rules in the schemas of custom resources.
 */
export class Admission {
  readonly #isOwnGroup: (group: string) => boolean
  readonly #verdicts = new WeakMap<KubernetesObject, readonly Verdict[]>()
  readonly #unknown = new WeakMap<Cluster, readonly Verdict[]>()
  #ofPolicies: Expressions | undefined
  #ofSchemas: Expressions | undefined
  #libraries: ExpressionLibraries | undefined

  /** @param isOwnGroup whether an API group is Kubernetes' own */
  constructor(isOwnGroup: (group: string) => boolean) {
    this.#isOwnGroup = isOwnGroup
  }

  /** Whether there is anything to evaluate; until `useExpressions` was called nothing is. */
  wantsExpressions(clusters: readonly Cluster[]): boolean {
    return (
      this.#libraries === undefined &&
      clusters.some(
        (cluster) =>
          policiesOf(cluster).length > 0 ||
          cluster.ofKind('CustomResourceDefinition').some((each) => schemasIn(each).some(hasRules)),
      )
    )
  }

  useExpressions(libraries: ExpressionLibraries): void {
    this.#libraries = libraries
    this.#ofPolicies = new Expressions(libraries, POLICY_VARIABLES)
    this.#ofSchemas = new Expressions(libraries, { self: 'dyn', oldSelf: 'dyn' })
  }

  /** What the policies say that are deployed together with an object. */
  verdictsOn(object: KubernetesObject): readonly Verdict[] {
    const known = this.#verdicts.get(object)
    if (known) return known
    const verdicts =
      this.#ofPolicies && this.#ofSchemas
        ? [...this.#byPolicies(object, this.#ofPolicies), ...this.#bySchema(object, this.#ofSchemas)]
        : []
    this.#verdicts.set(object, verdicts)
    return verdicts
  }

  /** What could not be judged of the objects of a cluster. */
  unknownIn(cluster: Cluster): readonly Verdict[] {
    const known = this.#unknown.get(cluster)
    if (known) return known
    const found = cluster.objects.flatMap((object) =>
      this.verdictsOn(object).filter(({ kind }) => kind === 'unknown'),
    )
    this.#unknown.set(cluster, found)
    return found
  }

  /** What is wrong with the expressions of a policy or of a definition of custom resources. */
  faultsOf(object: KubernetesObject): readonly ExpressionFault[] {
    if (!this.#ofPolicies || !this.#ofSchemas || !isRead(object)) return []
    if (isAdmissionPolicy(object)) {
      const policy = policiesOf(object.cluster).find((each) => each.object === object)
      return policy ? findFaults(policy, this.#ofPolicies) : []
    }
    if (!object.is('CustomResourceDefinition')) return []
    const expressions = schemasIn(object).flatMap((schema) =>
      rulesIn(schema).flatMap(({ field }) => validationIn(field, 'rule')),
    )
    return findFaults({ validations: expressions }, this.#ofSchemas)
  }

  /** One that the API server does not take judges nothing. */
  #isSound(object: KubernetesObject): boolean {
    const known = this.#sound.get(object)
    if (known !== undefined) return known
    const isSound = isRead(object) && this.faultsOf(object).every(({ isUnsupported }) => isUnsupported)
    this.#sound.set(object, isSound)
    return isSound
  }
  readonly #sound = new WeakMap<KubernetesObject, boolean>()

  #byPolicies(object: KubernetesObject, expressions: Expressions): Verdict[] {
    const isOwn = this.#isOwnGroup(object.group)
    return policiesOf(object.cluster).flatMap((policy) =>
      // The API server does not ask policies about themselves.
      object.group === policy.object.group || !this.#isSound(policy.object)
        ? []
        : judgeByPolicy(policy, object, expressions, isOwn),
    )
  }

  #bySchema(object: KubernetesObject, expressions: Expressions): Verdict[] {
    const found = definitionOf(object)
    if (!found || !this.#isSound(found.definition)) return []
    const verdicts: Verdict[] = []
    for (const rule of rulesFor(object, new Fields(found.schema))) {
      const verdict = judgeByRule(rule, object, expressions)
      if (verdict) verdicts.push(verdict)
    }
    return verdicts
  }
}

/** What could not be read of a file may be just what is missing. */
function isRead({ document }: KubernetesObject): boolean {
  return !document.problems.some(({ severity }) => severity === 'error')
}

function schemasIn(definition: KubernetesObject): readonly Fields[] {
  return [
    ...definition.list('spec', 'versions').map((version) => version.at('schema', 'openAPIV3Schema')),
    definition.at('spec', 'validation', 'openAPIV3Schema'),
  ]
}

function hasRules(schema: Fields): boolean {
  return rulesIn(schema).length > 0
}
