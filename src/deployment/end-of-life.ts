import { type ImageReference, imageName, isOfficialImage } from './image-reference.ts'

interface Product {
  readonly label: string
  /** Parts of a version that name a release line: 1 for Node.js 20, 2 for Python 3.12. */
  readonly depth: 1 | 2
  /** The last day of each line, of long-term support where there is such a thing. */
  readonly ends: ReadonlyMap<string, string>
  /** The last day on which the project's own security team mends a line that has longer support. */
  readonly security?: ReadonlyMap<string, string>
  /** Everything older than the oldest line here had ended by this day. */
  readonly older?: string
  /** What to move to, as a message says it. */
  readonly supported: string
}

/**
 * Last days of support, from nodejs/Release (July 2026) and endoflife.date (August 2026). A line that is not
 * here, above all a newer one, is not known and never reported.
 */
const PRODUCTS: Readonly<Record<string, Product>> = {
  node: {
    label: 'Node.js',
    depth: 1,
    supported: 'Node.js 24 or 26',
    older: '2019-04-30',
    ends: days(
      '8 2019-12-31, 9 2018-06-30, 10 2021-04-30, 11 2019-06-01, 12 2022-04-30, 13 2020-06-01, 14 2023-04-30',
      '15 2021-06-01, 16 2023-09-11, 17 2022-06-01, 18 2025-04-30, 19 2023-06-01, 20 2026-04-30, 21 2024-06-01',
      '22 2027-04-30, 23 2025-06-01, 24 2028-04-30, 25 2026-06-01, 26 2029-04-30',
    ),
  },
  debian: {
    label: 'Debian',
    depth: 1,
    supported: 'Debian 13 (trixie)',
    older: '2022-07-01',
    ends: days('10 2024-06-30, 11 2026-08-31, 12 2028-06-30, 13 2030-06-30'),
    security: days('10 2022-09-10, 11 2024-08-14, 12 2026-07-11, 13 2028-08-09'),
  },
  alpine: {
    label: 'Alpine',
    depth: 2,
    supported: 'Alpine 3.23 or 3.24',
    older: '2021-05-01',
    ends: days(
      '3.11 2021-11-01, 3.12 2022-05-01, 3.13 2022-11-01, 3.14 2023-05-01, 3.15 2023-11-01, 3.16 2024-05-23',
      '3.17 2024-11-22, 3.18 2025-05-09, 3.19 2025-11-01, 3.20 2026-04-01, 3.21 2026-11-01, 3.22 2027-05-01',
      '3.23 2027-11-01, 3.24 2028-06-01',
    ),
  },
  ubuntu: {
    label: 'Ubuntu',
    depth: 2,
    supported: 'Ubuntu 24.04 or 26.04',
    older: '2019-04-25',
    ends: days(
      '16.04 2021-04-30, 18.04 2023-05-31, 19.10 2020-07-17, 20.04 2025-05-31, 20.10 2021-07-22, 21.04 2022-01-20',
      '21.10 2022-07-14, 22.04 2027-04-01, 22.10 2023-07-20, 23.04 2024-01-25, 23.10 2024-07-11, 24.04 2029-05-31',
      '24.10 2025-07-10, 25.04 2026-01-15, 25.10 2026-07-01, 26.04 2031-04-30',
    ),
  },
  python: {
    label: 'Python',
    depth: 2,
    supported: 'Python 3.13 or 3.14',
    older: '2020-09-30',
    ends: days(
      '3.6 2021-12-23, 3.7 2023-06-27, 3.8 2024-10-07, 3.9 2025-10-31, 3.10 2026-10-31, 3.11 2027-10-31',
      '3.12 2028-10-31, 3.13 2029-10-31, 3.14 2030-10-31',
    ),
  },
  postgres: {
    label: 'PostgreSQL',
    depth: 1,
    supported: 'PostgreSQL 17 or 18',
    older: '2021-11-11',
    ends: days('10 2022-11-10, 11 2023-11-09, 12 2024-11-21, 13 2025-11-13, 14 2026-11-12, 15 2027-11-11'),
  },
  nginx: {
    label: 'nginx',
    depth: 2,
    supported: 'nginx 1.30 or 1.31',
    older: '2026-04-14',
    ends: days('1.28 2026-04-14, 1.29 2026-05-13'),
  },
  php: {
    label: 'PHP',
    depth: 2,
    supported: 'PHP 8.4 or 8.5',
    older: '2021-12-06',
    ends: days('7.4 2022-11-28, 8.0 2023-11-26, 8.1 2025-12-31, 8.2 2026-12-31'),
  },
  golang: {
    label: 'Go',
    depth: 2,
    supported: 'Go 1.26 or 1.27',
    older: '2026-08-19',
    ends: days('1.25 2026-08-19'),
  },
  ruby: {
    label: 'Ruby',
    depth: 2,
    supported: 'Ruby 3.4 or 4.0',
    older: '2026-03-31',
    ends: days('3.2 2026-03-31, 3.3 2027-03-31'),
  },
  redis: {
    label: 'Redis',
    depth: 2,
    supported: 'Redis 8.2',
    // The dates of the lines before 7.2 were moved more than once, so those are left out.
    ends: days('7.2 2029-12-01, 7.4 2029-12-01, 8.0 2026-12-01, 8.2 2030-09-01'),
  },
}

/** `3.11 2021-11-01, 3.12 2022-05-01` as line → day. Keys of an object would make 3.2 of 3.20. */
function days(...rows: readonly string[]): ReadonlyMap<string, string> {
  const pairs = rows.join(', ').split(', ')
  return new Map(pairs.map((pair) => pair.split(' ') as [string, string]))
}

const CODE_NAMES: Readonly<Record<string, readonly [product: 'debian' | 'ubuntu', version: string]>> = {
  wheezy: ['debian', '7'],
  jessie: ['debian', '8'],
  stretch: ['debian', '9'],
  buster: ['debian', '10'],
  bullseye: ['debian', '11'],
  bookworm: ['debian', '12'],
  trixie: ['debian', '13'],
  trusty: ['ubuntu', '14.04'],
  xenial: ['ubuntu', '16.04'],
  bionic: ['ubuntu', '18.04'],
  focal: ['ubuntu', '20.04'],
  jammy: ['ubuntu', '22.04'],
  noble: ['ubuntu', '24.04'],
}

/** Whether a word of a tag is the code name of a release: `trixie` names a version as `13` does. */
export function isReleaseName(word: string): boolean {
  return Object.hasOwn(CODE_NAMES, word)
}

/** A part of an image, its program or the system below, whose support has ended or will. */
export interface DatedPart {
  /** `Node.js 20`. */
  readonly name: string
  /** `ended`: nobody mends it any more. `long-term`: only Debian's LTS team does. */
  readonly kind: 'ended' | 'long-term'
  /** The last day; where `isBefore`, that or a day before it. */
  readonly day: Date
  readonly isBefore: boolean
  /** Until when the LTS team mends it. */
  readonly until: Date | undefined
  readonly supported: string
  /** Where in the tag it is named. */
  readonly start: number
  readonly end: number
}

/**
 * The parts of an official image that its tag dates: `node:20-bullseye` has two. A tag that floats (`latest`,
 * `lts`, `3`) has none.
 * @param by parts whose support ends after this day are left out
 */
export function endedParts(reference: ImageReference, by: Date): DatedPart[] {
  const { tag } = reference
  const product = imageName(reference)
  if (tag === undefined || reference.unresolved || !isOfficial(reference)) return []
  const found: (DatedPart | undefined)[] = []
  for (const { word, start } of wordsOf(tag)) {
    const place = { start, end: start + word.length }
    const [named, version] = partOf(word, start === 0 ? product : undefined)
    if (named !== undefined && version !== undefined) found.push(datedPart(named, version, place, by))
  }
  return found.filter((part) => part !== undefined)
}

/** Docker Official Images, also where another registry mirrors them (`public.ecr.aws/docker/library/node`). */
function isOfficial(reference: ImageReference): boolean {
  return isOfficialImage(reference) || /(?:^|\/)library\/[^/]+$/.test(reference.repository)
}

function* wordsOf(tag: string): Iterable<{ word: string; start: number }> {
  for (const match of tag.matchAll(/[^-]+/g)) yield { word: match[0], start: match.index }
}

/** Product and version that a word of a tag names: the image's own in the first, a system's in any. */
function partOf(word: string, product: string | undefined): readonly (string | undefined)[] {
  const codeName = Object.hasOwn(CODE_NAMES, word) ? CODE_NAMES[word] : undefined
  if (codeName) return codeName
  const alpine = /^alpine(\d+\.\d+)$/.exec(word)?.[1]
  if (alpine) return ['alpine', alpine]
  const version = /^v?(\d+(?:\.\d+)*)(?:[a-z]+\d*)?$/.exec(word)?.[1]
  return product !== undefined && Object.hasOwn(PRODUCTS, product) ? [product, version] : []
}

function datedPart(
  name: string,
  version: string,
  place: { readonly start: number; readonly end: number },
  by: Date,
): DatedPart | undefined {
  const product = PRODUCTS[name]!
  const parts = version.split('.')
  // PostgreSQL counted by two parts up to 9.6; `python:3` floats.
  const depth = name === 'postgres' && Number(parts[0]) < 10 ? 2 : product.depth
  if (parts.length < depth) return undefined
  const line = parts.slice(0, depth).join('.')
  const end = product.ends.get(line)
  const isBefore = end === undefined && product.older !== undefined && isOlder(line, product.ends.keys())
  const last = lastDay(isBefore ? product.older : end)
  const secured = lastDay(product.security?.get(line))
  const isLongTerm = last !== undefined && last > by && secured !== undefined && secured <= by
  const day = isLongTerm ? secured : last
  if (day === undefined || day > by) return undefined
  return {
    name: `${product.label} ${line}`,
    kind: isLongTerm ? 'long-term' : 'ended',
    day,
    isBefore,
    until: isLongTerm ? last : undefined,
    supported: product.supported,
    ...place,
  }
}

/** Whether a line is older than every line of a list. */
function isOlder(line: string, lines: Iterable<string>): boolean {
  const [major = 0, minor = 0] = line.split('.').map(Number)
  return [...lines].every((each) => {
    const [otherMajor = 0, otherMinor = 0] = each.split('.').map(Number)
    return major < otherMajor || (major === otherMajor && minor < otherMinor)
  })
}

/** The end of a day, UTC: on its last day a line is still supported. */
function lastDay(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(`${text}T23:59:59Z`)
}
