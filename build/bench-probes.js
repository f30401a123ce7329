// How fast many endpoints are asked: the wall time of 200 slow ones beside the least it can be, and the cost of one
// request beside the same request by undici alone. The server has a thread of its own.
import { isMainThread, parentPort, Worker } from 'node:worker_threads'

const ENDPOINTS = 200
const AT_ONCE = 16
/** Milliseconds that the slow server takes for each answer. */
const DELAY = 50
/** What is asked one after the other: the page, the preflight, what stands beside it. */
const ROUNDS = 3

if (isMainThread) await measure()
else await serve()

async function serve() {
  const { createServer } = await import('node:http')
  let count = 0
  const server = createServer((request, response) => {
    count++
    const answer = () =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"ok"}')
    if (request.url.startsWith('/slow')) setTimeout(answer, DELAY)
    else answer()
  })
  server.listen(0, '127.0.0.1', () => parentPort.postMessage({ port: server.address().port }))
  parentPort.on('message', () => {
    parentPort.postMessage({ count })
    count = 0
  })
}

async function measure() {
  const [{ probe }, { Agent, request }] = await Promise.all([import('../dist/index.js'), import('undici')])
  const server = new Worker(new URL(import.meta.url))
  const message = () => new Promise((settle) => server.once('message', settle))
  const { port } = await message()
  const counted = () => {
    const answer = message()
    server.postMessage('count')
    return answer.then(({ count }) => count)
  }
  const timed = async (run) => {
    const start = performance.now()
    await run()
    return performance.now() - start
  }
  const endpoints = (path) =>
    Array.from({ length: ENDPOINTS }, (_, index) => `http://127.0.0.1:${port}${path}?${index}`)
  const asked = (path) =>
    timed(() => probe({ endpoints: endpoints(path), config: false, concurrency: AT_ONCE, env: {} }))
  // Each request by a connection of its own, as a probe has it.
  const raw = (count) =>
    timed(async () => {
      const dispatcher = new Agent({ connections: AT_ONCE })
      let left = count
      const work = async () => {
        while (left-- > 0) {
          const { body } = await request(`http://127.0.0.1:${port}/`, { dispatcher, reset: true })
          await body.text()
        }
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      await dispatcher.close()
    })
  await asked('/')
  await counted()
  const quick = await asked('/')
  const requests = await counted()
  await raw(requests)
  const alone = await raw(requests)
  const slow = await asked('/slow')
  const least = (ENDPOINTS * ROUNDS * DELAY) / AT_ONCE
  console.log(
    `plimsoll probe (${ENDPOINTS} endpoints of ${DELAY} ms, ${AT_ONCE} at once)`.padEnd(52),
    `${slow.toFixed(0)} ms, ${(slow / least).toFixed(2)} × the least it can be (${least.toFixed(0)} ms)`,
  )
  console.log(
    `plimsoll probe (${ENDPOINTS} quick endpoints, ${requests} requests)`.padEnd(52),
    `${quick.toFixed(0)} ms, ${(quick / alone).toFixed(1)} × the same requests by undici alone (${alone.toFixed(0)} ms)`,
  )
  await server.terminate()
}
