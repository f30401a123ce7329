import type { Image } from './image.ts'

/** Whether `# check=experimental=…` at the top of a Dockerfile asks BuildKit for one of its experimental checks. */
export function asksForExperiment({ document }: Image, check: string): boolean {
  const options = document.directives.findLast(({ name }) => name === 'check')?.value.value.split(';') ?? []
  return options.some((option) => {
    const [name = '', checks = ''] = option.split('=', 2)
    if (name.trim() !== 'experimental') return false
    return checks.split(',').some((each) => each.trim() === 'all' || each.trim() === check)
  })
}
