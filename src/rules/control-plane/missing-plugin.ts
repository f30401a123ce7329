import { programsOf } from '../../deployment/kubernetes/control-plane.ts'
import type { KubernetesObject } from '../../deployment/kubernetes/object.ts'
import type { Problem } from '../../engine/rule.ts'

/**
 * The check of a rule that wants the API server to enable a plugin of admission. Some peers judge a list of plugins
 * alone, and not that there is none: they are not named for the latter.
 */
export function missingPlugin(
  plugin: string,
  likeOfLists: readonly string[],
  like: readonly string[],
): (object: KubernetesObject) => Iterable<Problem> {
  return function* (object) {
    for (const program of programsOf(object, 'kube-apiserver')) {
      const list = program.setting('enable-admission-plugins')
      if (program.list('enable-admission-plugins').includes(plugin)) continue
      if (!list && !program.lacks('enable-admission-plugins')) continue
      yield {
        at: program.placeOf('enable-admission-plugins'),
        message: `${program.title} does not enable ${plugin}; add it to --enable-admission-plugins.`,
        like: list ? [...like, ...likeOfLists] : like,
      }
    }
  }
}
