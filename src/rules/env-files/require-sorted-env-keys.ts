import type { EnvDocument } from '../../documents/env/document.ts'
import { inKeyOrder, keyGroups } from '../../documents/env/key-groups.ts'
import { defineRule } from '../../engine/rule.ts'
import type { Edit, Fix } from '../../finding.ts'

export default defineRule({
  id: 'require-sorted-env-keys',
  on: 'envFile',
  severity: 'info',
  category: 'style',
  summary: 'The keys of each group of an env file are in alphabetical order.',
  why: 'A key is found and missed at a glance, two branches add keys at different places, and the files of two environments can be held side by side.',
  like: ['dotenv-linter:UnorderedKey'],
  bad: [
    { '.env': 'B=1\n«A»=2\n# the third\nC=$Z\nZ=1\n\nA=1\n' },
    { 'api.env': 'HOST=h\nURL=http://$HOST\nX=1\n«A»=1\n' },
  ],
  good: [
    { '.env': 'B=1\n\nA=1\nC=2\n# dotenv-linter:off LowercaseKey\nB=3\n' },
    { '.env': 'HOST=h\nPORT=1\nADDRESS=$HOST:$PORT\nA=1\n' },
  ],

  *check({ document }) {
    const fix = sorted(document)
    for (const { blocks } of keyGroups(document)) {
      let last = blocks[0]!.entry
      for (const { entry } of blocks) {
        if (entry.key >= last.key) {
          last = entry
          continue
        }
        yield {
          at: entry.keySpan,
          message: `${entry.key} stands behind ${last.key}. Sort the keys of the group.`,
          fix,
        }
      }
    }
  },
})

/** Sorts every group of the file; of what has to stay behind its group a comment says why. */
function sorted(document: EnvDocument): Fix {
  const { text } = document
  const edits: Edit[] = []
  // A quote that is never closed would be closed by one that comes to stand behind it.
  let safe = !document.problems.some(({ severity }) => severity === 'error')
  for (const { blocks, user } of keyGroups(document)) {
    const after = inKeyOrder(blocks)
    for (const [index, { span }] of blocks.entries()) {
      const { span: moved } = after[index]!
      if (moved !== span) edits.push({ span, text: text.slice(moved.start, moved.end) })
    }
    // A value may use a key that came later and comes first now.
    if (blocks.some(({ span }) => text.slice(span.start, span.end).includes('$'))) safe = false
    if (!user) continue
    const { path, end } = user.block.span
    if (document.comments.some(({ span }) => span.end > user.block.entry.span.end && span.end <= end))
      continue
    const note = ` # Unordered because ${user.block.entry.key} uses ${user.uses.join(', ')}`
    edits.push({ span: { path, start: end, end }, text: note })
    safe = false
  }
  return { title: 'Sort the keys of every group', safe, edits }
}
