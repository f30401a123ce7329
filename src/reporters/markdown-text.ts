import { visibleText } from './visible-text.ts'

/**
 * Text as plain words inside a line of GitHub or GitLab Markdown. The empty comment keeps names from being
 * mentioned, and numbers and addresses from becoming links: those are looked for when backslashes are gone.
 */
export function markdownText(text: string): string {
  return visibleText(text)
    .replace(/[\\`*_{}[\]()|~$^=]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/[@#!](?=\S)/g, '$&<!-- -->')
    .replace(/:(?=\/\/)|\bwww(?=\.)/gi, '$&<!-- -->')
}

/** Text as code inside a line or table cell. */
export function markdownCode(text: string): string {
  const visible = visibleText(text)
  if (visible.trim() === '') return ''
  // A table is split at bars before code is looked for, and no escape inside a code span is safe from a
  // backslash that stands before the bar already. `##[` would be a workflow command in the log of a runner.
  if (/\||##\[/.test(visible)) return `<code>${markdownText(text)}</code>`
  const longest = Math.max(0, ...(visible.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest + 1)
  const space = longest > 0 || /^ .* $/.test(visible) ? ' ' : ''
  return `${fence}${space}${visible}${space}${fence}`
}
