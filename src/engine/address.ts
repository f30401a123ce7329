import type { CaddyDirective, CaddyDocument } from '../documents/caddy/document.ts'
import type { DockerfileDocument } from '../documents/dockerfile/document.ts'
import type { DocumentBase } from '../documents/document.ts'
import type { EnvDocument } from '../documents/env/document.ts'
import type { NginxDirective, NginxDocument } from '../documents/nginx/document.ts'
import type { TomlDocument } from '../documents/toml/document.ts'
import type { YamlDocument, YamlNode } from '../documents/yaml/node.ts'

/**
 * Names what an offset lies in by the document's own structure (`services.api.ports.0`, `stage 1 RUN`, a
 * key), so that a fingerprint outlives lines that move.
 */
export function addressOf(document: DocumentBase, offset: number): string {
  switch (document.kind) {
    case 'yaml':
      return yamlAddress(document as YamlDocument, offset)
    case 'toml':
      return treeAddress((document as TomlDocument).root, offset, []).join('.')
    case 'dockerfile':
      return dockerfileAddress(document as DockerfileDocument, offset)
    case 'env':
      return envAddress(document as EnvDocument, offset)
    case 'nginx':
      return nginxAddress((document as NginxDocument).directives, offset)
    case 'caddy':
      return caddyAddress(document as CaddyDocument, offset)
    default:
      return ''
  }
}

function yamlAddress(document: YamlDocument, offset: number): string {
  const index = document.roots.findIndex(({ span }) => offset >= span.start && offset <= span.end)
  const start = document.roots.length > 1 ? [index] : []
  return treeAddress(document.roots[index]?.root, offset, start).join('.')
}

function treeAddress(
  root: YamlNode | undefined,
  offset: number,
  start: readonly (string | number)[],
): readonly (string | number)[] {
  const path = [...start]
  let node = root
  while (node) node = step(node)
  return path

  function step(at: YamlNode): YamlNode | undefined {
    if (at.kind === 'mapping') {
      const entry = at.entries.find(
        ({ span, merged }) => !merged && offset >= span.start && offset <= span.end,
      )
      if (entry) path.push(entry.key.text)
      return entry?.value
    }
    if (at.kind === 'sequence') {
      const item = at.items.findIndex(({ span }) => offset >= span.start && offset <= span.end)
      const found = at.items[item]
      // A list's items have no names; a mapping in it is known by its first entry, a scalar by itself.
      if (found) path.push(found.kind === 'scalar' ? '-' : item)
      return found
    }
    return undefined
  }
}

function dockerfileAddress(document: DockerfileDocument, offset: number): string {
  let stage = -1
  for (const instruction of document.instructions) {
    if (instruction.span.start > offset) break
    if (instruction.keyword === 'FROM') stage++
    if (offset <= instruction.span.end) return `stage ${stage} ${instruction.keyword}`
  }
  return `stage ${stage}`
}

function envAddress(document: EnvDocument, offset: number): string {
  const found = document.entries.find(({ span }) => offset >= span.start && offset <= span.end)
  return found?.key ?? ''
}

/** Directives have no names of their own; blocks are told apart by their words (`location /api`). */
function caddyAddress({ sites, snippets, options }: CaddyDocument, offset: number): string {
  const holder = [...sites, ...snippets].find(({ span }) => offset >= span.start && offset <= span.end)
  if (!holder) return nginxAddress(options, offset)
  const name = 'name' in holder ? holder.name : holder.addresses.map(({ value }) => value).join(' ')
  return `${name}.${nginxAddress(holder.directives, offset)}`
}

function nginxAddress(directives: readonly (NginxDirective | CaddyDirective)[], offset: number): string {
  const found = directives.find(({ span }) => offset >= span.start && offset <= span.end)
  if (!found) return ''
  const { name, words, block } = found
  if (!block) return name
  const head = [name, ...words.map(({ value }) => value)].join(' ')
  return `${head}.${nginxAddress(block, offset)}`
}
