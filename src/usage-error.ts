/** A wrong option, a broken policy, a path that does not exist: the caller's to mend. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
