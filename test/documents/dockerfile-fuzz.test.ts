import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseDockerfile } from '../../src/documents/dockerfile/parse.ts'

const REAL = [
  `# syntax=docker/dockerfile:1
ARG BASE=node:24-slim
FROM \${BASE} AS build
WORKDIR /app
COPY --chown=node:node package.json package-lock.json ./
RUN --mount=type=cache,target=/root/.npm npm ci \\
    # the cache is not part of the layer
    && npm cache clean --force
COPY . .
RUN npm run build

FROM nginx:1.29-alpine
LABEL org.opencontainers.image.title="shop" org.opencontainers.image.licenses='MIT'
ENV PORT=8080 GREETING="hello world"
COPY --from=build /app/dist /usr/share/nginx/html
EXPOSE 8080/tcp
HEALTHCHECK --interval=10s --timeout=3s CMD wget -qO- http://127.0.0.1:8080/ || exit 1
USER nginx
CMD ["nginx", "-g", "daemon off;"]
`,
  `# escape=\`
FROM mcr.microsoft.com/windows/servercore:ltsc2025
SHELL ["powershell", "-Command"]
RUN Write-Host 'one' \`
    ; Write-Host 'two'
ONBUILD COPY . C:\\app
`,
  `FROM debian:12
RUN <<EOF bash
set -e
apt-get update
EOF
COPY <<"one.conf" <<-two.conf /etc/
key = \${value}
one.conf
\tindented
two.conf
ENV LEGACY a b c
MAINTAINER someone@example.com
VOLUME ["/data", "/logs"]
STOPSIGNAL SIGTERM
ENTRYPOINT exec top -b
`,
]
const SPLINTERS = [
  '\\',
  '\n',
  '\r\n',
  '"',
  "'",
  '`',
  '$',
  '${',
  '}',
  '[',
  ']',
  '<<EOF',
  '<<-',
  '#',
  '--',
  '=',
  ',',
  '\t',
  '\0',
  '\ufeff',
  '😀',
  '\ud800',
  'FROM ',
  'ONBUILD ',
  'RUN ',
]

/** A real Dockerfile with pieces cut out, doubled, moved, or splinters put in. */
const mutated = fc
  .tuple(
    fc.constantFrom(...REAL),
    fc.array(
      fc.record({
        kind: fc.constantFrom('cut', 'double', 'insert', 'truncate'),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.integer({ min: 1, max: 30 }),
        splinter: fc.constantFrom(...SPLINTERS),
      }),
      { minLength: 1, maxLength: 6 },
    ),
  )
  .map(([text, mutations]) => mutations.reduce(mutate, text))

function mutate(
  text: string,
  change: { kind: string; at: number; length: number; splinter: string },
): string {
  const at = Math.floor(change.at * text.length)
  const end = at + change.length
  if (change.kind === 'cut') return text.slice(0, at) + text.slice(end)
  if (change.kind === 'double') return text.slice(0, end) + text.slice(at)
  if (change.kind === 'truncate') return text.slice(0, Math.max(1, text.length - change.length))
  return text.slice(0, at) + change.splinter + text.slice(at)
}

/** The first span that does not lie in the text, or word that is no slice of it. */
function fault(node: unknown, text: string): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  const { start, end, path, raw, span } = node as Record<string, unknown>
  if (typeof start === 'number' && typeof end === 'number' && path !== undefined) {
    if (start < 0 || end < start || end > text.length) return `span ${start}–${end} of ${text.length}`
  }
  if (typeof raw === 'string' && typeof span === 'object' && span !== null) {
    const place = span as { start: number; end: number }
    if (text.slice(place.start, place.end) !== raw) return `word ${JSON.stringify(raw)}`
  }
  for (const value of Object.values(node)) {
    const found = fault(value, text)
    if (found) return found
  }
  return undefined
}

test('20,000 mutated and random Dockerfiles are read, with every span in place', () => {
  const any = fc.oneof(
    { weight: 4, arbitrary: mutated },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 200 }) },
  )
  let read = 0
  fc.assert(
    fc.property(any, (text) => {
      read++
      return fault(parseDockerfile('Dockerfile', text), text) === undefined
    }),
    { numRuns: 20_000 },
  )
  expect(read).toBeGreaterThanOrEqual(20_000)
})
