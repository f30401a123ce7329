import type { ASTNode } from '@marcbachmann/cel-js'
import type { Fields } from '../fields.ts'
import { nodesOf } from './expression-work.ts'
import type { Outcome } from './expressions.ts'

const MOST_ITEMS = 50

/** Evaluates a part of an expression, written out, with the variables of the whole. */
type Evaluate = (text: string) => Outcome | undefined

/**
 * The place of an object that an expression which does not hold is about, as far as that is cheap to find: the part of
 * it that is false, the item of a list for which it is, and the deepest field named there that is written.
 * @param names the variables that stand for places
 */
export function culpritOf(
  root: ASTNode,
  text: string,
  names: Readonly<Record<string, Fields>>,
  evaluate: Evaluate,
): Fields | undefined {
  const part = falsePart(root, text, evaluate)
  return itemOf(part, text, names, evaluate) ?? deepest(part, names)
}

function isFalse(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && 'value' in outcome && outcome.value === false
}

function falsePart(node: ASTNode, text: string, evaluate: Evaluate): ASTNode {
  if (node.op !== '&&') return node
  const [left, right] = node.args
  return falsePart(isFalse(evaluate(text.slice(left.start, left.end))) ? left : right, text, evaluate)
}

/** In `list.all(name, …)` the first item that fails it. */
function itemOf(
  node: ASTNode,
  text: string,
  names: Readonly<Record<string, Fields>>,
  evaluate: Evaluate,
): Fields | undefined {
  if (node.op !== 'rcall' || node.args[0] !== 'all' || node.args[2].length !== 2) return undefined
  const [, receiver, [name, predicate]] = node.args
  const list = placeOf(receiver, names)
  if (!list || name?.op !== 'id' || !predicate) return undefined
  const written = text.slice(receiver.start, receiver.end)
  const rest = text.slice(predicate.start, predicate.end)
  for (const [at, item] of list.list().slice(0, MOST_ITEMS).entries()) {
    if (isFalse(evaluate(`[${written}[${at}]].all(${name.args}, ${rest})`))) {
      return deepest(predicate, { [name.args]: item }) ?? item
    }
  }
  return undefined
}

function deepest(root: ASTNode, names: Readonly<Record<string, Fields>>): Fields | undefined {
  let best: { readonly place: Fields; readonly depth: number } | undefined
  for (const node of nodesOf(root)) {
    const place = placeOf(node, names)
    // Nothing is written there: the nearest that is says where it belongs.
    const depth = place ? depthOf(place) : 0
    // They come in the reverse order of writing.
    if (place && depth >= (best?.depth ?? 1)) best = { place, depth }
  }
  return best?.place
}

function depthOf(place: Fields): number {
  return (place.parent ? depthOf(place.parent) : 0) + (place.isWritten ? 2 : 1)
}

/** `object.spec.ports[0]` as a place of the object. */
function placeOf(node: ASTNode, names: Readonly<Record<string, Fields>>): Fields | undefined {
  if (node.op === 'id') return Object.hasOwn(names, node.args) ? names[node.args] : undefined
  if (node.op !== '.' && node.op !== '.?' && node.op !== '[]' && node.op !== '[?]') return undefined
  const [parent, step] = node.args
  const above = placeOf(parent, names)
  if (!above) return undefined
  if (typeof step === 'string') return above.at(unescaped(step))
  if (step.op !== 'value') return undefined
  const key: unknown = step.args
  return typeof key === 'bigint' ? above.at(Number(key)) : typeof key === 'string' ? above.at(key) : undefined
}

const ESCAPES: Readonly<Record<string, string>> = {
  __underscores__: '__',
  __dot__: '.',
  __dash__: '-',
  __slash__: '/',
}

/** How expressions write names that are none to CEL (`escaping` of k8s.io/apiserver/pkg/cel). */
function unescaped(name: string): string {
  return name
    .replace(/__(?:underscores|dot|dash|slash)__/g, (found) => ESCAPES[found]!)
    .replace(
      /^__(true|false|null|in|as|break|const|continue|else|for|function|if|import|let|loop|package|namespace|return)__$/,
      '$1',
    )
}
