import type { Graph } from '../../graph.ts'
import type { PictureOptions } from './picture.ts'

export type GraphFormat = 'mermaid' | 'dot' | 'json' | 'svg'

type Drawer = (graph: Graph, options: PictureOptions) => string

// A run loads the one format that it prints.
const loaders: { readonly [F in GraphFormat]: () => Promise<Drawer> } = {
  mermaid: async () => (await import('./mermaid.ts')).mermaid,
  dot: async () => (await import('./dot.ts')).dot,
  json: async () => (await import('./json.ts')).json,
  svg: async () => (await import('./svg.ts')).svg,
}

/** A graph as text of a format. */
export async function drawGraph(graph: Graph, format: GraphFormat, options: PictureOptions): Promise<string> {
  const draw = await loaders[format]()
  return draw(graph, options)
}
