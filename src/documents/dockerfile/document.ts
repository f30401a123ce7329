import type { Comment, Located, Span, TracedText } from '../../span.ts'
import type { DocumentBase } from '../document.ts'

/**
 * A Dockerfile. The instructions are in order of writing; stages are a matter of meaning and made by
 * `deployment/`. A file need not hold a `FROM`.
 */
export interface DockerfileDocument extends DocumentBase {
  readonly kind: 'dockerfile'
  /** `# syntax=`, `# escape=`, `# check=` at the top, keys in lower case. */
  readonly directives: readonly Directive[]
  readonly escape: '\\' | '`'
  readonly instructions: readonly Instruction[]
}

export interface Directive {
  readonly name: string
  readonly value: Located<string>
  readonly span: Span
}

/**
 * One word of an instruction. `value` has quotes and escapes resolved and line continuations dropped, variables
 * left as written (`$NAME`, `${NAME:-"x"}` with the quotes inside). A dollar that stands for itself is `\$` in
 * it, so that the value is a template of the dialect `dockerfile`; only where `quote` is `single` nothing is
 * expanded and the value is verbatim. Words of an exec form are the JSON strings. `raw` is the source slice with
 * quotes and line continuations in it.
 */
export interface Word {
  readonly value: string
  readonly raw: string
  readonly quote: 'none' | 'single' | 'double' | 'mixed'
  readonly span: Span
  /** The value with the source of each character, where somebody has worked that out. */
  readonly traced?: TracedText
}

/** `--name=value`, `--name value` is not a flag's value in a Dockerfile. Names in lower case, without dashes. */
export interface Flag {
  readonly name: string
  readonly value: Word | undefined
  readonly span: Span
}

export interface Heredoc {
  /** The delimiter without quotes. */
  readonly name: string
  /** `<<"EOF"`: nothing in the body is expanded. */
  readonly quoted: boolean
  /** `<<-`: leading tabs are dropped. */
  readonly stripTabs: boolean
  /** The `<<EOF` on the instruction's line. */
  readonly span: Span
  /** The body as the program gets it (tabs stripped), traced. */
  readonly body: TracedText
  readonly bodySpan: Span
}

interface InstructionBase {
  /** Upper case. */
  readonly keyword: string
  /** The keyword as written. */
  readonly keywordSpan: Span
  /** From the keyword to the last character, heredoc bodies and their end mark included. */
  readonly span: Span
  /** Everything after keyword and flags up to the end of the logical line, heredoc bodies excluded. */
  readonly argumentsSpan: Span
  readonly flags: readonly Flag[]
  readonly heredocs: readonly Heredoc[]
  /** Comments on lines of their own directly above, no blank line between. */
  readonly above: readonly Comment[]
  /** Blank lines inside the continued instruction, which BuildKit warns of. */
  readonly emptyContinuations: readonly Span[]
  /** Wrapped by `ONBUILD`. */
  readonly onbuild: boolean
}

export interface FromInstruction extends InstructionBase {
  readonly keyword: 'FROM'
  readonly image: Word | undefined
  readonly asKeyword: Located<string> | undefined
  readonly name: Word | undefined
}

/**
 * A command line: exec form (`["a", "b"]`, valid JSON of strings), or shell form.
 * For the shell form `script` is the text as the shell gets it: line continuations, comment lines and blank
 * lines inside it are gone as BuildKit drops them (which matters within quotes and after a shell comment), and
 * every character is traced to its source. Heredocs follow with their bodies and end marks. `span` is the
 * arguments on the instruction's line.
 */
export type CommandLine =
  | { readonly form: 'exec'; readonly words: readonly Word[]; readonly span: Span }
  | { readonly form: 'shell'; readonly script: TracedText; readonly span: Span }

/** RUN, CMD, ENTRYPOINT. A RUN whose only argument is a heredoc has the heredoc's body as its script. */
export interface CommandInstruction extends InstructionBase {
  readonly keyword: 'RUN' | 'CMD' | 'ENTRYPOINT'
  readonly command: CommandLine | undefined
  /**
   * For `RUN <<EOF`: the program that the body's shebang names, for `RUN <<EOF python3` the word after the
   * delimiter, both without their folder (`python3`); else undefined. With a shebang, `command` holds the body,
   * which is shell text only if this is a shell; with a word, the whole line as the shell gets it.
   */
  readonly interpreter: Located<string> | undefined
}

/** `SHELL ["…"]`; `words` is empty where the form is wrong. */
export interface ShellInstruction extends InstructionBase {
  readonly keyword: 'SHELL'
  readonly words: readonly Word[]
}

/** COPY and ADD. Sources given as heredocs stand in `heredocs` alone. */
export interface CopyInstruction extends InstructionBase {
  readonly keyword: 'COPY' | 'ADD'
  readonly sources: readonly Word[]
  readonly destination: Word | undefined
}

export interface KeyValue {
  readonly key: Word
  readonly value: Word | undefined
  readonly span: Span
}

/** ENV, LABEL, ARG. `legacy`: `ENV KEY value` with a blank instead of `=`. */
export interface PairsInstruction extends InstructionBase {
  readonly keyword: 'ENV' | 'LABEL' | 'ARG'
  readonly pairs: readonly KeyValue[]
  readonly legacy: boolean
}

export interface HealthcheckInstruction extends InstructionBase {
  readonly keyword: 'HEALTHCHECK'
  /** `none` for `HEALTHCHECK NONE`. Options such as `--interval` are in `flags`. */
  readonly none: boolean
  readonly command: CommandLine | undefined
}

/**
 * USER, WORKDIR, EXPOSE, VOLUME, STOPSIGNAL, MAINTAINER, and anything not known (`keywordSpan` has its name).
 * USER, WORKDIR, STOPSIGNAL and MAINTAINER have one word, blanks included.
 */
export interface WordsInstruction extends InstructionBase {
  readonly keyword: 'USER' | 'WORKDIR' | 'EXPOSE' | 'VOLUME' | 'STOPSIGNAL' | 'MAINTAINER' | 'UNKNOWN'
  readonly words: readonly Word[]
}

export interface OnbuildInstruction extends InstructionBase {
  readonly keyword: 'ONBUILD'
  readonly instruction: Instruction | undefined
}

export type Instruction =
  | FromInstruction
  | CommandInstruction
  | ShellInstruction
  | CopyInstruction
  | PairsInstruction
  | HealthcheckInstruction
  | WordsInstruction
  | OnbuildInstruction
