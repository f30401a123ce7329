import type { CommandInstruction, Instruction } from '../documents/dockerfile/document.ts'
import type { Command } from './command.ts'
import type { Project } from './project.ts'

const commandsByProject = new WeakMap<Project, ReadonlyMap<Instruction, readonly Command[]>>()

/** Every simple command of a RUN, in order of writing. */
export function commandsOfRun(project: Project, run: CommandInstruction): readonly Command[] {
  const known = commandsByProject.get(project) ?? groupByRun(project)
  commandsByProject.set(project, known)
  return known.get(run) ?? []
}

function groupByRun({ commands }: Project): ReadonlyMap<Instruction, readonly Command[]> {
  const groups = new Map<Instruction, Command[]>()
  for (const command of commands) {
    const { phase, instruction } = command
    if (phase !== 'build' || !instruction) continue
    const group = groups.get(instruction)
    if (group) group.push(command)
    else groups.set(instruction, [command])
  }
  return groups
}
