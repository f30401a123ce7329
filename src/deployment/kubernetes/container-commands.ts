import type { Word } from '../../documents/dockerfile/document.ts'
import type { Command } from '../command.ts'
import { commandsOf, type Runner, startCommands, type WrittenLine } from '../start-commands.ts'
import type { Container } from './container.ts'
import type { Fields } from './fields.ts'

/** What `command` and `args` run. They take the place of the image's ENTRYPOINT and CMD. */
export function startCommandsOf(container: Container): readonly Command[] {
  const { files } = container.workload.cluster
  return startCommands(
    lineOf(container.at('command')),
    lineOf(container.at('args')),
    runner(container, 'start'),
    { workdir: container.text('workingDir')?.value ?? '/', copied: [], files, scriptAt: () => undefined },
  )
}

/** What its probes run in it. */
export function healthCommands(container: Container): readonly Command[] {
  const probes = ['livenessProbe', 'readinessProbe', 'startupProbe']
  return probes.flatMap((probe) => execOf(container.at(probe), runner(container, 'health')))
}

/** What runs after it starts and before it stops. */
export function hookCommands(container: Container): readonly Command[] {
  const hooks = ['postStart', 'preStop']
  return hooks.flatMap((hook) => execOf(container.at('lifecycle', hook), runner(container, 'hook')))
}

function runner(container: Container, phase: Runner['phase']): Runner {
  return { phase, environment: container.environment, service: undefined, stage: undefined, container }
}

function execOf(handler: Fields, runner: Runner): Command[] {
  const line = lineOf(handler.at('exec', 'command'))
  return line ? commandsOf(line, runner) : []
}

function lineOf(field: Fields): WrittenLine | undefined {
  const { node } = field
  if (node?.kind !== 'sequence' || node.items.length === 0) return undefined
  const words = node.items.flatMap((item): Word[] => {
    if (item.kind !== 'scalar') return []
    const traced = item.traced()
    const span = traced.spanOf(0, traced.value.length)
    return [{ value: item.text, raw: traced.value, quote: 'none', span, traced }]
  })
  return { line: { form: 'exec', words, span: node.span }, writtenIn: 'kubernetes', instruction: undefined }
}
