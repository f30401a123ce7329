import { type Substitution, substitutionsIn, withClosedNames } from '../../documents/env/substitutions.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-plain-substitution',
  on: 'envFile',
  severity: 'info',
  category: 'correctness',
  summary: 'A reference in an env file is `$NAME` or `${NAME}` and nothing else.',
  why: 'Compose knows defaults and stops at what it cannot read; most other readers know neither, and put the rest of the text into the value.',
  like: ['dotenv-linter:SubstitutionKey'],
  bad: [
    { '.env': 'A=«${B»\nC="x«${B!}»"\nD=«$B}»\nE=«${B»-$C}\n' },
    { 'api.env': 'A=«${B:-d}»\nB=«${C»$D}\n' },
  ],
  good: [{ '.env': 'A=$B\nC="${B}/$D-x"\nE=\'${\'\nF=\\${B\nG=$$B}\nH={"a":"$B"}\nI=pa$$word\nJ={$B}\n' }],

  *check({ document }) {
    for (const entry of document.entries) {
      const odd = substitutionsIn(document, entry).find(({ form }) => form !== 'plain')
      if (!odd) continue
      const written = document.text.slice(odd.span.start, entry.valueSpan.end)
      // With a default that reads well somewhere there is nothing to close.
      const isDefault = /^\$\{\w+:?[-?+][^${}]*\}/.test(written)
      const edit = { span: entry.valueSpan, text: withClosedNames(document, entry) }
      yield {
        at: odd.span,
        message: says(odd),
        ...(!isDefault && {
          fix: { title: 'Close every reference behind its name', safe: false, edits: [edit] },
        }),
      }
    }
  },
})

function says({ form, name }: Substitution): string {
  if (form === 'open') return `The reference to ${name} is never closed. Write \${${name}}.`
  if (form === 'stray') return `A brace closes what none has opened. Write \${${name}}.`
  return `The braces hold more than the name ${name}, which few readers besides Compose know. Write \${${name}}, and set it above.`
}
