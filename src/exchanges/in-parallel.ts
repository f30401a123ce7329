/**
 * Runs jobs, no more than some at once.
 * @returns their results in the order of the jobs
 */
export async function inParallel<T>(jobs: readonly (() => Promise<T>)[], atOnce: number): Promise<T[]> {
  const results: T[] = new Array(jobs.length)
  let next = 0
  const work = async () => {
    while (next < jobs.length) {
      const index = next++
      results[index] = await jobs[index]!()
    }
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(atOnce, jobs.length)) }, work))
  return results
}
