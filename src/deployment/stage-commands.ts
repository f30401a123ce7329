import type { Command } from './command.ts'
import type { Stage } from './image.ts'
import type { Project } from './project.ts'

const sorted = new WeakMap<Project, ReadonlyMap<Stage, readonly Command[]>>()

/** The commands that build a stage, in order of writing; those of stages below it are not among them. */
export function buildCommandsOf(stage: Stage | undefined, project: Project): readonly Command[] {
  let byStage = sorted.get(project)
  if (!byStage) {
    const lists = new Map<Stage, Command[]>()
    for (const command of project.commands) {
      if (command.phase !== 'build' || !command.stage) continue
      const list = lists.get(command.stage)
      if (list) list.push(command)
      else lists.set(command.stage, [command])
    }
    byStage = lists
    sorted.set(project, byStage)
  }
  return (stage && byStage.get(stage)) ?? []
}
