import type { Span } from '../../span.ts'
import type { DocumentBase } from '../document.ts'

/**
 * One word of a shell command. `value` has quotes resolved; variables stay in it as `${NAME}` whichever way
 * they were written (`${NAME:-x}` too); a command substitution is the placeholder `$()`, arithmetic `$(())`, a
 * process substitution `<()` or `>()`.
 */
export interface ShellWord {
  readonly value: string
  readonly span: Span
  /** No part of it is expanded by the shell: the value is what the program gets. */
  readonly literal: boolean
}

export interface ShellAssignment {
  readonly name: string
  readonly value: ShellWord | undefined
  readonly span: Span
}

/** What stands between a command and the one before it on its level. */
export type Joint = 'first' | '&&' | '||' | ';' | '|' | '&'

/**
 * A simple command, wherever in the script it stands: in a list, a pipe, a subshell, a loop, an `if`, a
 * function, a command substitution, or in a string given to `sh -c`, `bash -c`, `eval`.
 */
export interface SimpleCommand {
  /** The program's name as written (`/usr/bin/pip` stays so); empty for an assignment alone. */
  readonly name: string
  readonly nameSpan: Span
  /** The words after the name. */
  readonly words: readonly ShellWord[]
  /** `FOO=1 command`. */
  readonly assignments: readonly ShellAssignment[]
  readonly redirects: readonly {
    readonly operator: string
    readonly target: ShellWord | undefined
    readonly span: Span
  }[]
  readonly span: Span
  readonly joint: Joint
  /** Position in its pipe, from 0, and how many commands the pipe has. */
  readonly pipe: { readonly index: number; readonly length: number }
  /** Inside a loop, condition, function body, subshell or substitution: it may not run, or run in another shell. */
  readonly nested: boolean
}

/** A shell text: the body of a RUN, a script file, a `command:`. Never throws; what is not shell is a problem. */
export interface Script {
  /** Every simple command in order of writing, the nested ones too. */
  readonly commands: readonly SimpleCommand[]
  readonly problems: readonly { readonly at: Span; readonly message: string }[]
}

/** A shell script file of the project. */
export interface ShellDocument extends DocumentBase {
  readonly kind: 'shell'
  /** `/bin/sh`, `/usr/bin/env bash` …, without `#!`. */
  readonly shebang: string | undefined
  readonly script: Script
}
