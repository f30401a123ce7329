import type { Graph } from '../../graph.ts'
import { jsonText } from '../json-text.ts'

/** A graph as data: all of it, variables too. */
export function json({ groups, nodes, edges }: Graph): string {
  return jsonText({ schemaVersion: 1, groups, nodes, edges })
}
