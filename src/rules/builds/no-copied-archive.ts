import { commandsOfRun } from '../../deployment/run-commands.ts'
import type { CopyInstruction, Word } from '../../documents/dockerfile/document.ts'
import { flagsOf, hasFlag, programOf, unwrap } from '../../documents/shell/parse.ts'
import type { SimpleCommand } from '../../documents/shell/script.ts'
import { defineRule } from '../../engine/rule.ts'

/** What ADD unpacks, and hadolint looks for. */
const ARCHIVE = /\.(?:tar|Z|bz2|gz|lz|lzma|tZ|tb2|tbz|tbz2|tgz|tlz|tpz|txz|xz)$/
const UNPACKERS = ['unzip', 'gunzip', 'bunzip2', 'unlzma', 'unxz', 'zgz', 'uncompress', 'zcat', 'gzcat']

const EXTRACT = ['x', 'extract', 'get']

export default defineRule({
  id: 'no-copied-archive',
  on: 'stage',
  severity: 'info',
  category: 'performance',
  summary: 'An archive that a build unpacks is added, not copied.',
  why: 'COPY puts the archive itself into a layer, where it stays after it was unpacked and even after it was deleted; ADD unpacks it and keeps nothing else.',
  like: ['hadolint:DL3010'],
  bad: [
    {
      Dockerfile:
        'FROM debian:12\nCOPY «app.tar» /usr/src/app\nWORKDIR /usr/src/app\nRUN a && tar -xf app.tar\n',
    },
    { Dockerfile: 'FROM debian:12\nCOPY readme «build/app.tgz» /tmp/\nRUN tar xzf /tmp/app.tgz -C /srv\n' },
    {
      Dockerfile:
        'FROM debian:12\nCOPY «app-1.tar.gz» /tmp/app.tar.gz\nRUN tar --extract --file=app.tar.gz\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nCOPY app.tar /app/\nRUN tar -cf b.tar /app && tar -xf b.tar\nFROM debian:12\nRUN tar -xf app.tar\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nCOPY --from=build app.tar /\nADD b.tar /\nRUN tar -xf app.tar && tar -xf b.tar\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN tar -xf app.tar\nCOPY app.tar /\n' },
  ],

  *check(stage, { project }) {
    if (stage.image.mark === 'example') return
    const unpacked = stage.instructions.flatMap((run) =>
      run.keyword === 'RUN'
        ? commandsOfRun(project, run)
            .filter(unpacks)
            .map((command) => ({
              words: command.words,
              at: command.span.start,
              hasDash: programOf(unwrap(command)) !== 'tar' || hasFlag(unwrap(command), ...EXTRACT),
            }))
        : [],
    )
    for (const copy of stage.instructions) {
      if (copy.keyword !== 'COPY' || copy.flags.some(({ name }) => name === 'from')) continue
      for (const { source, names } of archivesOf(copy)) {
        const by = unpacked.filter(
          ({ words, at }) => at > copy.span.end && words.some(({ value }) => names.includes(baseName(value))),
        )
        if (by.length === 0) continue
        yield {
          at: source.span,
          message: `${baseName(source.value)} is copied and then unpacked; write ADD, which unpacks it and leaves no archive behind.`,
          // hadolint knows tar's flags by their dash alone.
          ...(by.every(({ hasDash }) => !hasDash) && { like: [] }),
        }
      }
    }
  },
})

/** The archives that a COPY brings, with the names they may have then. */
function archivesOf({ sources, destination }: CopyInstruction): { source: Word; names: readonly string[] }[] {
  const target = baseName(destination?.value ?? '')
  return sources
    .filter(({ value }) => ARCHIVE.test(value))
    .map((source) => ({ source, names: ARCHIVE.test(target) ? [target] : [baseName(source.value)] }))
}

function unpacks(simple: SimpleCommand): boolean {
  const command = unwrap(simple)
  const program = programOf(command)
  if (UNPACKERS.includes(program)) return true
  // `tar xzf` needs no dash.
  const letters = /^[a-zA-Z]+$/.exec(command.words[0]?.value ?? '')?.[0] ?? ''
  return program === 'tar' && [...flagsOf(command), ...letters].some((flag) => EXTRACT.includes(flag))
}

function baseName(path: string): string {
  // `--file=app.tar` names a file too.
  return path.slice(path.search(/[^/\\=]*$/))
}
