import { markdownCode, markdownText } from '../reporters/markdown-text.ts'
import type { RuleDescription } from './explanation.ts'
import type { ShownExample } from './rule-book.ts'

const FIXES = {
  safe: '`plimsoll lint --fix` mends it.',
  unsafe: '`plimsoll lint --fix-unsafe` mends it. Look at the result.',
  none: 'There is none: it takes a decision.',
}

/** A rule as a page of documentation. */
export function markdownExplanation({ rule, examples, fix, presets, options }: RuleDescription): string {
  const ofKind = (wanted: ShownExample['kind']) => examples.filter(({ kind }) => kind === wanted)
  const blocks = [
    `# ${markdownText(rule.id)}`,
    proseText(rule.summary),
    proseText(rule.why),
    [
      '| | |',
      '| --- | --- |',
      `| Category | ${rule.category} |`,
      `| Judges | each ${rule.on} |`,
      `| Own severity | ${rule.severity} |`,
      ...Object.entries(presets).map(([name, severity]) => `| In \`plimsoll:${name}\` | ${severity} |`),
      ...(rule.like?.length ? [`| In other tools | ${rule.like.map(markdownCode).join(', ')} |`] : []),
    ].join('\n'),
    ...(options.length === 0
      ? []
      : [
          '## Options',
          [
            '| Option | What it says | Default |',
            '| --- | --- | --- |',
            ...options.map(({ name, schema, default: value }) => {
              const says =
                typeof schema.description === 'string' ? schema.description : String(schema.type ?? '')
              return `| ${markdownCode(name)} | ${proseText(says)} | ${markdownCode(JSON.stringify(value) ?? '')} |`
            }),
          ].join('\n'),
        ]),
    '## Bad',
    ...ofKind('bad').flatMap(exampleBlocks),
    '## Good',
    ...ofKind('good').flatMap(exampleBlocks),
    '## Fix',
    FIXES[fix],
  ]
  return `${blocks.join('\n\n')}\n`
}

/** Words of rules, which have code between backticks. */
export function proseText(text: string): string {
  return text
    .split(/(`[^`\n]+`)/)
    .map((part, index) => (index % 2 === 1 ? markdownCode(part.slice(1, -1)) : markdownText(part)))
    .join('')
}

function exampleBlocks({ files, findings }: ShownExample): string[] {
  const texts = Object.entries(files).map(([path, text]) => {
    const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length))
    const fence = '`'.repeat(longest + 1)
    return `${markdownCode(path)}\n\n${fence}${languageOf(path)}\n${text.replace(/\n$/, '')}\n${fence}`
  })
  const found = findings.map(
    ({ path, range, message }) =>
      `- ${markdownCode(`${path}:${range.start.line}:${range.start.column}`)} ${proseText(message)}`,
  )
  return found.length === 0 ? texts : [...texts, found.join('\n')]
}

function languageOf(path: string): string {
  if (/\.ya?ml$/.test(path)) return 'yaml'
  if (/dockerfile/i.test(path)) return 'dockerfile'
  if (/\.sh$/.test(path)) return 'sh'
  return /\.env|env$/.test(path) ? 'ini' : ''
}
