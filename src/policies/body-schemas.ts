import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js'
import type { BodyExpectation, EndpointPolicy } from '../exchanges/endpoint-policy.ts'

/**
 * Compiles the schema that a policy demands of a body. A policy is the user's own, so code may be made of it; nothing
 * that an endpoint answers gets here. Whether the schema is one was asked when the policy was read.
 */
export function compileBodySchemas({ expect }: EndpointPolicy): void {
  const body = expect?.body as { -readonly [K in keyof BodyExpectation]: BodyExpectation[K] } | undefined
  if (body?.schema === undefined || body.faultsBySchema) return
  const ajv = new Ajv2020({ strict: false, allErrors: true, logger: false, validateFormats: false })
  try {
    const validate = ajv.compile(body.schema as object)
    body.faultsBySchema = (value) => (validate(value) ? [] : (validate.errors ?? []).map(sentence))
  } catch (error) {
    body.faultsBySchema = () => [`the schema itself cannot be used: ${(error as Error).message}`]
  }
}

/** Names the place, never the value: a body may hold what must not be shown. */
function sentence({ instancePath, message = 'is wrong' }: ErrorObject): string {
  const path = instancePath.slice(1).replaceAll('/', '.')
  return path === '' ? `it ${message}` : `${path} ${message}`
}
