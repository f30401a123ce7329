import type { Transform } from 'node:stream'
import zlib from 'node:zlib'
import { Stopped } from './failure.ts'

/** What this node can decode, as a request says it. */
export const ACCEPTED_ENCODINGS = [
  'gzip',
  'deflate',
  'br',
  ...('createZstdDecompress' in zlib ? ['zstd'] : []),
]

/** A body after decoding. */
export interface Body {
  readonly text: string
  readonly bytes: number
  readonly isCut: boolean
}

/**
 * Takes the bytes of a body as they come and decodes them. Only what is kept takes memory, and it is no more than
 * the limit: of decoded bytes, and of those that came.
 */
export class BodyReader {
  readonly #limit: number
  readonly #encoding: string
  readonly #kept: Buffer[] = []
  readonly #onStop: (stopped: Stopped) => void
  #decoder: Transform | undefined
  #received = 0
  #bytes = 0
  #stopped: Stopped | undefined
  #isDone = false
  #wake: (() => void) | undefined

  /**
   * @param encoding of the header Content-Encoding
   * @param onStop is told at once why no more is read
   */
  constructor(encoding: string, limit: number, onStop: (stopped: Stopped) => void) {
    this.#limit = limit
    this.#onStop = onStop
    this.#encoding = encoding
      .trim()
      .toLowerCase()
      .replace(/^x-(?=gzip$)/, '')
  }

  /**
   * Takes a piece.
   * @param more is called when the next is wanted, where this says false
   * @returns whether more is wanted at once
   * @throws Stopped where no more is wanted
   */
  take(chunk: Buffer, more: () => void): boolean {
    if (this.#stopped) throw this.#stopped
    this.#received += chunk.length
    if (this.#encoding === '' || this.#encoding === 'identity') {
      this.#keep(chunk)
      if (this.#stopped) throw this.#stopped
      return true
    }
    // A body that decodes to nothing must not go on for ever either.
    if (this.#received > this.#limit) this.#stop(this.#tooLarge())
    this.#decoder ??= this.#open(chunk)
    if (this.#stopped) throw this.#stopped
    this.#wake = more
    return this.#decoder.write(chunk)
  }

  /**
   * Waits until all that came is decoded.
   * @throws Stopped where the body is not what its encoding says, or is longer than the limit
   */
  async end(): Promise<void> {
    const decoder = this.#decoder
    if (decoder && !this.#stopped) {
      await new Promise<void>((settle) => {
        decoder.once('close', settle)
        decoder.end()
      })
    }
    this.#isDone = true
    if (this.#stopped) throw this.#stopped
  }

  /** Drops what is not decoded yet. */
  close(): void {
    this.#decoder?.destroy()
  }

  /**
   * What came so far.
   * @param charset of the header Content-Type
   */
  body(charset: string | undefined): Body {
    const isCut = this.#bytes > this.#limit || !this.#isDone
    return { text: decodeText(Buffer.concat(this.#kept), charset), bytes: this.#bytes, isCut }
  }

  #keep(chunk: Buffer): void {
    const room = Math.max(0, this.#limit - this.#bytes)
    this.#bytes += chunk.length
    if (room > 0)
      this.#kept.push(chunk.length > room ? Buffer.from(chunk.subarray(0, room)) : Buffer.from(chunk))
    if (this.#bytes > this.#limit) this.#stop(this.#tooLarge())
  }

  #open(first: Buffer): Transform {
    const decoder = decoderFor(this.#encoding, first)
    if (!decoder) {
      const message = `The body is encoded as ${this.#encoding || 'nothing'}, which was not asked for.`
      this.#stopped = new Stopped('bad-encoding', message)
      throw this.#stopped
    }
    decoder.on('data', (chunk: Buffer) => this.#keep(chunk))
    decoder.on('drain', () => this.#wake?.())
    decoder.on('error', () =>
      this.#stop(
        new Stopped(
          'bad-encoding',
          `The body is not ${this.#encoding}, as Content-Encoding says, or ends too soon.`,
        ),
      ),
    )
    return decoder
  }

  #stop(stopped: Stopped): void {
    if (this.#stopped) return
    this.#stopped = stopped
    this.#decoder?.destroy()
    this.#onStop(stopped)
  }

  #tooLarge(): Stopped {
    return new Stopped('too-large', `The body is longer than ${this.#limit} bytes; the rest was not read.`)
  }
}

function decoderFor(encoding: string, first: Buffer): Transform | undefined {
  switch (encoding) {
    case 'gzip':
      return zlib.createGunzip()
    case 'deflate':
      // Servers send it with and without the frame of RFC 1950.
      return (first[0]! & 0x0f) === 8 ? zlib.createInflate() : zlib.createInflateRaw()
    case 'br':
      return zlib.createBrotliDecompress()
    case 'zstd':
      return (zlib as { createZstdDecompress?: () => Transform }).createZstdDecompress?.()
    default:
      return undefined
  }
}

function decodeText(bytes: Buffer, charset: string | undefined): string {
  try {
    return new TextDecoder(charset || 'utf-8').decode(bytes)
  } catch {
    return bytes.toString('utf8')
  }
}
