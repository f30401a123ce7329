import type { EnvironmentPolicy } from './deployment/environment.ts'
import { answersTo } from './exchanges/endpoint-policy.ts'
import type { Exchange } from './exchanges/exchange.ts'
import {
  type ExchangeDocument,
  makeExchangeDocuments,
  readExchangeDocuments,
} from './exchanges/exchange-document.ts'
import { kindByName } from './files/kinds.ts'

/**
 * Makes what endpoints answered ready to be judged: recorded exchanges, and transcripts in a virtual project. What
 * takes long to load is loaded only where there is something to judge by it.
 */
export async function openExchanges(
  {
    exchanges = [],
    files = {},
    environment: only,
  }: {
    readonly exchanges?: readonly Exchange[]
    readonly files?: Readonly<Record<string, string>>
    /** Only what is demanded of endpoints in this environment is judged; those of others are left out. */
    readonly environment?: string
  },
  environments: readonly EnvironmentPolicy[],
): Promise<readonly ExchangeDocument[]> {
  const texts = new Map(Object.entries(files).filter(([path]) => kindByName(path) === 'exchange'))
  if (exchanges.length === 0 && texts.size === 0) return []
  const all = [...makeExchangeDocuments(exchanges), ...readExchangeDocuments(texts)]
  for (const { name, kind, endpoints = [] } of environments) {
    for (const [document, endpoint] of answersTo(all, endpoints)) {
      document.contracts.push({ environment: name, kind, endpoint })
    }
  }
  const documents = only === undefined ? all : all.filter((document) => belongsTo(document, only))
  const endpoints = documents.flatMap(({ contracts }) => contracts.map(({ endpoint }) => endpoint))
  if (endpoints.some(({ expect }) => expect?.body?.schema !== undefined)) {
    const { compileBodySchemas } = await import('./policies/body-schemas.ts')
    for (const endpoint of endpoints) compileBodySchemas(endpoint)
  }
  if (documents.some(({ contentPolicies }) => contentPolicies.length > 0)) {
    const { adviseOnContentPolicy } = await import('./exchanges/content-policy-advice.ts')
    for (const document of documents) document.advice.push(...adviseOnContentPolicy(document))
  }
  return documents
}

/** What no policy speaks of belongs to every environment. */
function belongsTo({ contracts }: ExchangeDocument, environment: string): boolean {
  const own = contracts.filter(({ environment: name, kind }) => name === environment || kind === environment)
  const isOurs = contracts.length === 0 || own.length > 0
  contracts.splice(0, contracts.length, ...own)
  return isOurs
}
