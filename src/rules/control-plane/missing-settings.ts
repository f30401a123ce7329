import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import type { ProgramName } from '../../deployment/kubernetes/control-plane-source.ts'
import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import { nameList } from '../../deployment/name-list.ts'
import type { Problem } from '../../engine/rule.ts'

/** The check of a rule that wants settings of a program to be given; `advice` says what to write. */
export function missingSettings(
  name: ProgramName,
  settings: readonly string[],
  advice: string,
): (object: KubernetesObject) => Iterable<Problem> {
  return function* (object) {
    for (const program of programsOf(object, name)) {
      const missing = settings.filter((setting) => program.lacks(setting))
      if (missing.length === 0) continue
      const names = nameList(missing.map((setting) => program.spelling(setting)))
      yield {
        at: program.placeOf(missing[0]!),
        message: `${program.title} is given no ${names}; ${advice}.`,
      }
    }
  }
}
