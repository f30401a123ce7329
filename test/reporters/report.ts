import type { Finding, Report, RuleSummary, Severity } from '../../src/finding.ts'
import type { ReporterOptions } from '../../src/reporters/reporter.ts'
import { Lines, type Range } from '../../src/span.ts'

export const options: ReporterOptions = { color: false, width: 80, version: '1.2.3' }

/** Every kind of character that some output format would act on. */
export const hostile =
  'a\u001b[31mred\u009b1m \u202eback\u2066 nul\u0000 bell\u0007 non\ufffe half\ud800 ]]> %0A %25 <script>alert("1")</script> & | `x` \\| @everyone #1 [click](http://evil.example) *b* ::error::no ##[add-mask]x\r\nnext\tend'

export const paths = {
  compose: 'docker/production/compose.yaml',
  docker: 'images/web und mehr/Dockerfile.größe',
  env: 'evil/\u001b[31mred,a:b%0A<&"\'>|\u202e.env',
  clean: 'nginx/site.conf',
  long: 'long.yaml',
}

const texts: { readonly [path: string]: string } = {
  [paths.compose]: [
    'services:',
    '  web:',
    '    build: ../..',
    '    ports:',
    '      - 80:3000',
    '      - 81:3000',
    '    environment:',
    '      TITLE: 日本語の店 👩‍🚀 é wide',
    '\t\tLOG: all',
    '',
  ].join('\n'),
  [paths.docker]:
    'FROM node:20\nRUN apt-get update \\\n  && apt-get install -y curl \\\n  && rm -rf x\nEXPOSE 8080\n',
  [paths.env]: `KEY=${hostile.replace(/[\r\n]/g, '')}\nOTHER=1\n`,
  [paths.long]: `${'left '.repeat(60)}here${' right'.repeat(60)}\nshort\n`,
}

/** The range of the nth occurrence of a text in a file. */
function rangeOf(path: string, needle: string, nth = 1): Range {
  const text = texts[path]!
  let start = -1
  for (let times = 0; times < nth; times++) start = text.indexOf(needle, start + 1)
  if (start === -1) throw new Error(`${needle} is not in ${path}`)
  return new Lines(text).range({ start, end: start + needle.length })
}

const rules: RuleSummary[] = [
  {
    id: 'no-port-mismatch',
    category: 'correctness',
    severity: 'error',
    summary: 'A published port is one that the image listens on.',
    why: 'Traffic to any other port is refused, and the service looks down although it runs.',
    like: [],
  },
  {
    id: 'no-secret-in-env-file',
    category: 'security',
    severity: 'error',
    summary: `Brackets ["CMD"] and ${'a long summary '.repeat(100)}`,
    why: 'Whoever reads the repository has it.',
    like: ['trivy:secret'],
  },
  {
    id: 'no-unpinned-apt-packages',
    category: 'reliability',
    severity: 'warning',
    summary: 'A package that apt installs has a version.',
    why: '',
    like: ['hadolint:DL3008'],
  },
]

/** Findings of every shape: hostile text, wide characters, many lines, related places, fixes, equal texts. */
export function reportWithFindings(): Report {
  const findings: Finding[] = [
    {
      rule: 'no-port-mismatch',
      category: 'correctness',
      severity: 'error',
      message: 'The port 3000 of web is not the one its image exposes, 8080.',
      path: paths.compose,
      range: rangeOf(paths.compose, '3000'),
      related: [
        { path: paths.docker, range: rangeOf(paths.docker, '8080'), message: 'The image exposes 8080 here.' },
      ],
      fix: {
        title: 'Publish port 8080',
        safe: true,
        edits: [{ path: paths.compose, range: rangeOf(paths.compose, '3000'), text: '8080' }],
      },
      aliases: [],
      fingerprint: '00aa11bb22cc33dd:1',
      environment: 'production',
    },
    {
      rule: 'no-port-mismatch',
      category: 'correctness',
      severity: 'error',
      message: 'The port 3000 of web is not the one its image exposes, 8080.',
      path: paths.compose,
      range: rangeOf(paths.compose, '3000', 2),
      related: [],
      fix: {
        title: 'Publish port 8080',
        safe: false,
        edits: [
          { path: paths.compose, range: rangeOf(paths.compose, '3000', 2), text: '8080' },
          { path: paths.docker, range: rangeOf(paths.docker, '8080'), text: '3000' },
        ],
      },
      aliases: [],
      fingerprint: '00aa11bb22cc33dd:2',
    },
    {
      rule: 'no-decoration',
      category: 'style',
      severity: 'info',
      message: 'The title holds decoration.',
      path: paths.compose,
      range: rangeOf(paths.compose, 'é wide'),
      related: [],
      aliases: [],
      fingerprint: '11aa11bb22cc33dd:1',
    },
    {
      rule: 'no-tabs',
      category: 'syntax',
      severity: 'error',
      message: 'A tab cannot indent YAML.',
      path: paths.compose,
      range: rangeOf(paths.compose, 'LOG'),
      related: [],
      aliases: [],
      fingerprint: '22aa11bb22cc33dd:1',
    },
    {
      rule: 'no-secret-in-env-file',
      category: 'security',
      severity: 'error',
      message: hostile,
      path: paths.env,
      range: rangeOf(paths.env, '<script>'),
      related: [{ path: paths.env, range: rangeOf(paths.env, 'OTHER'), message: hostile }],
      fix: {
        title: hostile,
        safe: true,
        edits: [{ path: paths.env, range: rangeOf(paths.env, '<script>'), text: hostile }],
      },
      aliases: ['trivy:secret'],
      fingerprint: '33aa11bb22cc33dd:1',
    },
    {
      rule: 'no-unpinned-apt-packages',
      category: 'reliability',
      severity: 'warning',
      message: 'The package curl has no version.',
      path: paths.docker,
      range: rangeOf(paths.docker, 'apt-get update \\\n  && apt-get install -y curl'),
      related: [],
      aliases: ['hadolint:DL3008'],
      fingerprint: '44aa11bb22cc33dd:1',
    },
    {
      rule: 'no-long-lines',
      category: 'style',
      severity: 'info',
      message: 'The word stands far to the right.',
      path: paths.long,
      range: rangeOf(paths.long, 'here'),
      related: [],
      aliases: [],
      fingerprint: '55aa11bb22cc33dd:1',
    },
  ]
  return {
    findings,
    rules: [...rules, rules[0]!],
    excerpts: Object.entries(texts).map(([path, text]) => {
      const lines = new Lines(text)
      return {
        path,
        lines: new Map(
          Array.from({ length: lines.count }, (_, index) => [index + 1, lines.lineText(index + 1)]),
        ),
      }
    }),
    troubles: [
      { kind: 'unreadable', message: `No permission: ${hostile}`, path: 'secret/\u001b[2J.env' },
      { kind: 'internal', message: 'The rule no-x broke.' },
    ],
    files: [paths.compose, paths.env, paths.docker, paths.long, paths.clean],
    suppressed: 2,
  }
}

/** A run that found nothing in two files. */
export function emptyReport(): Report {
  return {
    findings: [],
    rules: [],
    excerpts: [],
    troubles: [],
    files: ['a.yaml', paths.clean],
    suppressed: 0,
  }
}

/** Many plain findings, one per line of one file. */
export function manyFindings(number: number, severity: Severity, first = 1): Finding[] {
  return Array.from({ length: number }, (_, index) => ({
    rule: `rule-${severity}`,
    category: 'style',
    severity,
    message: `The ${severity} with number ${first + index}`,
    path: 'many.yaml',
    range: { start: { line: first + index, column: 1 }, end: { line: first + index, column: 2 } },
    related: [],
    aliases: [],
    fingerprint: `${severity}${first + index}:1`,
  }))
}
