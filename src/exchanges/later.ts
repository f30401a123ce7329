/** A promise that somebody else settles. */
interface Later<T> {
  readonly promise: Promise<T>
  settle(value: T): void
  fail(error: unknown): void
}

/** Makes one. That it fails while nobody waits for it is no error. */
export function later<T>(): Later<T> {
  let settle!: (value: T) => void
  let fail!: (error: unknown) => void
  const promise = new Promise<T>((resolve, reject) => {
    settle = resolve
    fail = reject
  })
  promise.catch(() => {})
  return { promise, settle, fail }
}
