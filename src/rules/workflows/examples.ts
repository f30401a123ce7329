import type { Example } from '../../engine/rule.ts'

/** A workflow of one job, for examples; each line of `steps` is a step or a part of one. */
export function ci(steps: string, head = 'on: push'): Example {
  const lines = steps.replace(/^/gm, '      ')
  const text = `${head}\njobs:\n  build:\n    runs-on: ubuntu-24.04\n    steps:\n${lines}\n`
  return { '.github/workflows/ci.yml': text }
}

/** A whole workflow, for examples. */
export function workflow(text: string): Example {
  return { '.github/workflows/ci.yml': text }
}
