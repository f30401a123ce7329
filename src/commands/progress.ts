/** A run that ends sooner shows nothing. In milliseconds. */
const PATIENCE = 400

/**
 * One line on a terminal that says what a long run does, and is gone when it ends. The work holds the thread, so
 * the line changes between the steps only.
 */
export class Progress {
  readonly #stream: NodeJS.WriteStream
  readonly #isShown: boolean
  readonly #startedAt = performance.now()
  #width = 0

  constructor(stream: NodeJS.WriteStream, isWanted: boolean, env: NodeJS.ProcessEnv = process.env) {
    this.#stream = stream
    this.#isShown = isWanted && stream.isTTY === true && !env.CI && env.TERM !== 'dumb'
  }

  /**
   * Says what comes next.
   * @param isLong the step will take its time, so it need not be waited for
   */
  step(text: string, isLong = false): void {
    if (!this.#isShown || (!isLong && this.elapsed < PATIENCE)) return
    this.erase()
    const line = `${text}…`.slice(0, (this.#stream.columns || 80) - 1)
    this.#stream.write(line)
    this.#width = line.length
  }

  /** Takes the line away; nothing else may be printed before. */
  erase(): void {
    if (this.#width > 0) this.#stream.write('\r\u001b[K')
    this.#width = 0
  }

  /** Milliseconds since the run began. */
  get elapsed(): number {
    return performance.now() - this.#startedAt
  }
}
