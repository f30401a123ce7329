/** A command line as a JSON list, where it is plain words that no shell needs to look at. */
export function execFormOf(script: string): string | undefined {
  const words = script.trim().split(/\s+/)
  const isPlain = words.every((word) => /^[\w./:@%+,-]+(?:=[\w./:@%+,-]*)?$/.test(word))
  // `NAME=value command` is an assignment; `cd` and its kind are part of the shell.
  if (!isPlain || words[0]!.includes('=') || BUILT_IN.has(words[0]!)) return undefined
  return `[${words.map((word) => JSON.stringify(word)).join(', ')}]`
}

const BUILT_IN = new Set(
  '. : alias cd command eval exec exit export read set source trap ulimit umask unset'.split(' '),
)
