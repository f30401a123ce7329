import { isCredentialName } from './credential-names.ts'
import { isManagedElsewhere, isPlaceholder, isWellKnownDefault } from './secret-values.ts'
import { isPlainValue, type Secret, secretOf } from './secrets.ts'
import type { Variable } from './variable.ts'
import { isSecretName, publicPrefix } from './variable-names.ts'

/**
 * The secret that an ARG or ENV of a Dockerfile carries; undefined for every other place, and for names with a
 * public prefix: what a page shows is another matter.
 */
export function secretInImage(variable: Variable): Secret | undefined {
  const { name, place, value, written, environment } = variable
  if (place !== 'image-environment' && place !== 'image-argument') return undefined
  if (publicPrefix(name)) return undefined
  const secret = secretOf(name, value ?? written)
  if (secret?.isRecognised) return secret
  if (!isNamedSecret(variable)) return undefined
  if (!environment.isProduction && isForDevelopers(value)) return undefined
  return secret ?? { label: 'what its name calls a secret', isRecognised: false }
}

function isNamedSecret({ name, value, place, written }: Variable): boolean {
  if (!isSecretName(name) && !isCredentialName(name)) return false
  // An empty ENV only documents the name; an ARG is there to be filled.
  if (written === '' || value === '') return place === 'image-argument'
  return value === undefined || !(isManagedElsewhere(value) || isPlainValue(value))
}

function isForDevelopers(value: string | undefined): boolean {
  return value !== undefined && (isPlaceholder(value) || isWellKnownDefault(value))
}
