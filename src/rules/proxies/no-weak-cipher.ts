import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-weak-cipher',
  on: 'nginxLine',
  severity: 'error',
  category: 'security',
  summary: 'No list of ciphers takes in one that is broken.',
  why: 'RC4, 3DES, export and null ciphers can be read by others; whoever stands between can talk a client into them.',
  bad: [
    { 'nginx.conf': 'ssl_ciphers «"HIGH:RC4-SHA:!aNULL"»;\n' },
    { 'nginx.conf': 'ssl_ciphers «ECDHE-RSA-AES128-GCM-SHA256:DES-CBC3-SHA»;\n' },
    { 'nginx.conf': 'ssl_ciphers «ALL»;\n' },
  ],
  good: [
    { 'nginx.conf': 'ssl_ciphers HIGH:!aNULL:!MD5:!RC4:-3DES;\n' },
    { 'nginx.conf': 'ssl_ciphers ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES256-GCM-SHA384;\n' },
    { 'nginx.conf': 'ssl_ciphers "EECDH+AESGCM:EDH+AESGCM:ALL:!aNULL:!eNULL:!EXP:!LOW:!RC4:!3DES:!MD5";\n' },
  ],

  *check({ directive }) {
    const [word] = directive.words
    if (directive.name !== 'ssl_ciphers' || !word || word.value.includes('$')) return
    const parts = word.value.split(/[:, ]+/)
    const removed = parts.filter((part) => /^[!-]/.test(part)).map((part) => part.slice(1).toUpperCase())
    const weak = parts.find(
      (part) => !/^[!-]/.test(part) && isWeak(part.replace(/^\+/, '').toUpperCase(), removed),
    )
    if (!weak) return
    yield {
      at: word.span,
      message: `${weak} takes in ciphers that are broken; leave it out, or take a list of Mozilla's "intermediate" profile.`,
    }
  },
})

const WEAK =
  /^(?:RC4|3DES|DES|DES-CBC3?|MD5|NULL|ENULL|ANULL|ADH|AECDH|EXP|EXPORT\d*|EXPORT|LOW|SSLV2|COMPLEMENTOFDEFAULT|COMPLEMENTOFALL)$/

function isWeak(part: string, removed: readonly string[]): boolean {
  // ALL has the ciphers without a partner's proof in it.
  if (part === 'ALL') return !removed.includes('ANULL')
  // A name of one suite, or several conditions joined by a plus.
  const pieces = part.includes('+') ? part.split('+') : [part, ...part.split(/[-_]/)]
  return pieces.some((piece) => WEAK.test(piece) && !removed.includes(piece))
}
