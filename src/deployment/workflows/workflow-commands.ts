import type { Span } from '../../span.ts'
import type { Step } from './workflow.ts'

/** A command to the runner, printed in the old way: `::set-output name=…`. */
export interface OldWorkflowCommand {
  readonly name: 'set-output' | 'save-state' | 'set-env' | 'add-path'
  readonly at: Span
  /** The runner refuses it; the others it still obeys, and warns. */
  readonly isDisabled: boolean
  /** The file to write to instead. */
  readonly file: string
}

const FILES = {
  'set-output': 'GITHUB_OUTPUT',
  'save-state': 'GITHUB_STATE',
  'set-env': 'GITHUB_ENV',
  'add-path': 'GITHUB_PATH',
} as const

/** The old commands to the runner that a step prints. */
export function oldWorkflowCommands({ run }: Step): OldWorkflowCommand[] {
  if (!run) return []
  const found: OldWorkflowCommand[] = []
  for (const match of run.text.value.matchAll(
    /::(?:(set-output|save-state|set-env)\s+name=|(add-path)::)/g,
  )) {
    const name = (match[1] ?? match[2]) as OldWorkflowCommand['name']
    const line = run.text.value.slice(run.text.value.lastIndexOf('\n', match.index) + 1, match.index)
    if (/^\s*#/.test(line)) continue
    found.push({
      name,
      at: run.text.spanOf(match.index, match.index + 2 + name.length),
      isDisabled: name === 'set-env' || name === 'add-path',
      file: FILES[name],
    })
  }
  return found
}
