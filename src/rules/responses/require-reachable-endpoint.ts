import { defineRule } from '../../engine/rule.ts'
import type { FailureReason } from '../../exchanges/exchange.ts'

/** What to look at first, by what went wrong. */
const ADVICE: Readonly<Record<FailureReason, string>> = {
  dns: 'its name does not resolve; look at the DNS records of the host',
  'connect-refused': 'nothing listens on its port; look whether the service runs and publishes it',
  'connect-unreachable': 'no route leads to it; look at firewall and network',
  'timeout-connect': 'no connection came about in time; a firewall may drop the packets',
  'timeout-tls': 'the TLS handshake took too long',
  'timeout-headers': 'it took the request and did not begin to answer in time; look at what it waits for',
  'timeout-body': 'its answer began and did not end in time',
  reset: 'it closed the connection before it answered; look whether the process crashed',
  'tls-expired': 'its certificate has expired; renew it',
  'tls-not-yet-valid': 'its certificate is not valid yet; look at the clock of who issued it',
  'tls-name': 'its certificate is for another name; issue one that names this host',
  'tls-self-signed': 'its certificate is self-signed; take one from an authority that clients trust',
  'tls-untrusted': 'no authority that clients trust has signed its certificate',
  'tls-missing-intermediate': 'it does not send the intermediate certificate; serve the full chain',
  'tls-protocol': 'no version of TLS or cipher is common to both; offer TLS 1.2 and 1.3',
  truncated: 'its answer ends before the announced length',
  'too-large': 'its answer is larger than what is read of one',
  'headers-too-large': 'its headers are larger than what clients read',
  'bad-encoding': 'its body is not in the encoding it announces',
  'bad-response': 'its answer is not HTTP',
  'redirect-loop': 'its redirects go in a circle',
  'too-many-redirects': 'it redirects more often than browsers follow',
  'bad-redirect': 'it redirects without a usable Location',
  'blocked-address': 'its address is one that may not be asked; allow it where that is meant',
  internal: 'asking it failed in the program itself',
}

export default defineRule({
  id: 'require-reachable-endpoint',
  on: 'exchange',
  severity: 'error',
  category: 'reliability',
  summary: 'An endpoint answers, in time and to the end.',
  why: 'What does not answer from here does not answer for the people who use it.',
  bad: [
    {
      'https://shop.example/':
        '* «failed connect-refused: connect ECONNREFUSED»\n> GET https://shop.example/\n',
    },
    {
      'https://shop.example/':
        '* «failed timeout-body: after 10 s»\n> GET https://shop.example/\n< HTTP/1.1 200\n<\nhalf',
    },
    {
      'https://shop.example/':
        '* «failed tls-missing-intermediate: unable to verify»\n> GET https://shop.example/\n',
    },
  ],
  good: [
    { 'https://shop.example/': '> GET https://shop.example/\n< HTTP/1.1 200\n<\nok' },
    { 'https://shop.example/': '< HTTP/1.1 503\n<\n' },
  ],

  *check(exchange) {
    const { failure } = exchange.exchange
    if (!failure) return
    const advice = Object.hasOwn(ADVICE, failure.reason) ? ADVICE[failure.reason] : 'it did not answer'
    yield {
      at: exchange.noteSpan('failed'),
      message: `${exchange.path} cannot be reached (${failure.reason}): ${advice}.`,
    }
  },
})
