import { describe, expect, test } from 'vitest'
import { graph } from '../../src/load-graph.ts'

async function drawn(files: Record<string, string>) {
  const { graph: drawing } = await graph({ files, config: { extends: [] } })
  const label = new Map(drawing.nodes.map((node) => [node.id, node.label]))
  return {
    edges: drawing.edges
      .filter(({ kind }) => kind === 'proxies-to')
      .map(({ from, to }) => `${label.get(from)} → ${label.get(to)}`),
    unresolved: drawing.nodes
      .filter((node) => node.kind === 'route' && node.unresolved)
      .map((node) => node.label),
  }
}

describe('what proxies lead to is drawn', () => {
  test('from a Caddyfile, through snippets', async () => {
    const files = {
      'compose.yaml':
        'services:\n  caddy:\n    image: caddy:2.10\n    volumes: [./Caddyfile:/etc/caddy/Caddyfile]\n  api:\n    image: acme/api:1\n  web:\n    image: acme/web:1\n',
      Caddyfile:
        '(app) {\n  handle {args[0]} {\n    reverse_proxy {args[1]}\n  }\n}\na.example.com, b.example.com {\n  import app /api/* api:3000\n  import app /x/* gone:1\n  reverse_proxy web:8080\n}\n',
    }
    expect(await drawn(files)).toEqual({
      edges: ['caddy → api:3000', 'api:3000 → api', 'caddy → gone:1', 'caddy → web:8080', 'web:8080 → web'],
      unresolved: ['gone:1'],
    })
  })

  test('from a Caddyfile that lies beside the only Caddy', async () => {
    const files = {
      'compose.yaml': 'services:\n  front:\n    build: ./front\n  api:\n    image: acme/api:1\n',
      'front/Dockerfile': 'FROM caddy:2.10\nCOPY Caddyfile /etc/caddy/Caddyfile\n',
      'front/Caddyfile': ':80\nreverse_proxy api:3000\n',
    }
    expect((await drawn(files)).edges).toEqual(['front → api:3000', 'api:3000 → api'])
  })

  test('from labels for Traefik', async () => {
    const files = {
      'compose.yaml':
        'services:\n  edge:\n    image: traefik:3.5\n  api:\n    image: acme/api:1\n    labels:\n      - traefik.http.services.api.loadbalancer.server.port=3000\n  off:\n    image: acme/api:1\n    labels:\n      traefik.enable: "false"\n      traefik.http.services.off.loadbalancer.server.port: "3000"\n',
    }
    expect((await drawn(files)).edges).toEqual(['edge → api:3000', 'api:3000 → api'])
  })
})
