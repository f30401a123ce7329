import { type Phase, Stopped } from './failure.ts'

const LATE: { readonly [P in Phase]: string } = {
  connect: 'No connection was made in time',
  tls: 'The TLS handshake did not end in time',
  headers: 'The server sent no complete headers in time',
  body: 'The body of the answer did not end in time',
}

/** The time that all requests of one target have together. */
export class Deadline {
  readonly #endsAt: number

  /** @param limit milliseconds from now */
  constructor(limit: number) {
    this.#endsAt = performance.now() + limit
  }

  /** Milliseconds. */
  get left(): number {
    return Math.max(0, this.#endsAt - performance.now())
  }

  /**
   * Runs one phase, which ends at its own limit or with the time of all, whatever comes first.
   * @param limit milliseconds
   * @param start is told by the signal that its time is over; what it then returns or throws is dropped
   * @throws Stopped where the time is over
   */
  async phase<T>(name: Phase, limit: number, start: (signal: AbortSignal) => Promise<T>): Promise<T> {
    const control = new AbortController()
    const time = Math.min(limit, this.left)
    const late = new Stopped(`timeout-${name}`, `${LATE[name]} (${seconds(time)}).`)
    if (time <= 0) throw late
    let timer: NodeJS.Timeout | undefined
    const over = new Promise<never>((_, fail) => {
      timer = setTimeout(() => {
        fail(late)
        control.abort(late)
      }, time)
    })
    try {
      return await Promise.race([start(control.signal), over])
    } finally {
      clearTimeout(timer)
    }
  }
}

function seconds(milliseconds: number): string {
  const rounded = Math.round(milliseconds / 100) / 10
  return rounded === 1 ? '1 second' : `${rounded} seconds`
}
