import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { closedPort } from './servers.ts'

const started: { readonly server: ChildProcess; readonly folder: string }[] = []

afterAll(async () => {
  for (const { server, folder } of started) {
    if (server.exitCode === null && server.signalCode === null) {
      const ended = new Promise((settle) => server.once('close', settle))
      server.kill('SIGTERM')
      await ended
    }
    rmSync(folder, { recursive: true, force: true })
  }
})

/** A running nginx: where its ports 80 and 443 are on this machine. */
export interface RunningNginx {
  readonly plain: number
  readonly secure: number
}

/**
 * Runs a configuration as it would be deployed, only that its ports are others and on the loopback, its certificate
 * is the one given, and its upstreams are where they are said to be. It is gone after the tests of the file.
 * @param upstreams `api:8000` → a port of this machine
 */
export async function runNginx(
  config: string,
  certificate: { readonly cert: string; readonly key: string },
  upstreams: Readonly<Record<string, number>> = {},
): Promise<RunningNginx> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-nginx-'))
  // Its workers run as somebody else where it is started by root.
  chmodSync(folder, 0o755)
  writeFileSync(join(folder, 'site.pem'), certificate.cert)
  writeFileSync(join(folder, 'site.key'), certificate.key)
  const ports = { plain: await closedPort(), secure: await closedPort() }
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${name};`)
    .join(' ')
  let text = config
    .replace(/\blisten 80\b/g, `listen 127.0.0.1:${ports.plain}`)
    .replace(/\blisten 443\b/g, `listen 127.0.0.1:${ports.secure}`)
    .replace(/\bssl_certificate .*?;/g, 'ssl_certificate site.pem;')
    .replace(/\bssl_certificate_key .*?;/g, 'ssl_certificate_key site.key;')
    .replace(/^user .*?;/m, '')
    .replace(/\bhttp \{/, `http { access_log off; ${temporary}`)
  for (const [place, port] of Object.entries(upstreams)) text = text.replaceAll(place, `127.0.0.1:${port}`)
  writeFileSync(join(folder, 'nginx.conf'), text)
  const settings = 'daemon off; pid nginx.pid; error_log stderr;'
  const args = ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr', '-g', settings]
  const server = spawn('nginx', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  started.push({ server, folder })
  let said = ''
  server.stderr?.on('data', (chunk) => {
    said += chunk
  })
  while (!(await isListening(ports.secure))) {
    if (server.exitCode !== null) throw new Error(said)
    await new Promise((settle) => setTimeout(settle, 50))
  }
  return ports
}

function isListening(port: number): Promise<boolean> {
  return new Promise((settle) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      settle(true)
    }).on('error', () => settle(false))
  })
}
