import { isLicence } from './spdx-licences.ts'

/** Forms that a policy may ask of the value of a label, with the words for them and hadolint's rule. */
export const LABEL_FORMS = {
  text: { words: 'text', hadolint: undefined, fits: () => true },
  url: { words: 'a URL', hadolint: 'DL3052', fits: isUri },
  rfc3339: { words: 'a time such as 2026-01-31T12:00:00Z', hadolint: 'DL3053', fits: isTime },
  spdx: { words: 'an SPDX licence such as Apache-2.0', hadolint: 'DL3054', fits: isLicence },
  hash: { words: 'a Git hash of 7 or 40 digits', hadolint: 'DL3055', fits: isGitHash },
  semver: { words: 'a version such as 1.4.0', hadolint: 'DL3056', fits: isSemanticVersion },
  email: { words: 'a mail address', hadolint: 'DL3058', fits: isMailAddress },
} as const satisfies Record<
  string,
  { words: string; hadolint: string | undefined; fits: (value: string) => boolean }
>

export type LabelForm = keyof typeof LABEL_FORMS

/** A URI with a scheme (RFC 3986). */
function isUri(value: string): boolean {
  return /^[a-z][a-z0-9+.-]*:(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/i.test(value)
}

/** Date and time with a zone, of days and hours that exist. */
function isTime(value: string): boolean {
  const match =
    /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:[Zz]|[+-]([01]\d|2[0-3]):?[0-5]\d)$/.exec(
      value,
    )
  if (!match) return false
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map(Number)
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return month >= 1 && month <= 12 && day >= 1 && day <= lastDay && hour < 24 && minute < 60 && second <= 60
}

function isGitHash(value: string): boolean {
  return /^(?:[0-9a-f]{7}|[0-9a-f]{40})$/.test(value)
}

/** https://semver.org, its own regular expression in other words. */
function isSemanticVersion(value: string): boolean {
  const number = '(?:0|[1-9]\\d*)'
  const before = `(?:${number}|\\d*[a-zA-Z-][0-9a-zA-Z-]*)`
  const version = `${number}\\.${number}\\.${number}`
  return new RegExp(
    `^${version}(?:-${before}(?:\\.${before})*)?(?:\\+[0-9a-zA-Z-]+(?:\\.[0-9a-zA-Z-]+)*)?$`,
  ).test(value)
}

function isMailAddress(value: string): boolean {
  return /^(?:[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*|"[^"\\]+")@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/i.test(
    value,
  )
}
