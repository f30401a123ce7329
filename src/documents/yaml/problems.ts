import type { YAMLError } from 'yaml'

/** A name from the file in a message: in backquotes, and cut where it is long. */
export function quoted(name: string): string {
  return `\`${name.length > 60 ? `${name.slice(0, 59)}…` : name}\``
}

type Wording = string | readonly (readonly [RegExp, string])[]

/** By code of the `yaml` package; where a code has several meanings, its text tells them apart. */
const WORDING: Readonly<Partial<Record<YAMLError['code'], Wording>>> = {
  ALIAS_PROPS: 'An alias cannot have a tag or an anchor of its own',
  BAD_ALIAS: 'An anchor or alias needs a name',
  BAD_DIRECTIVE: 'YAML has no such directive',
  BAD_DQ_ESCAPE: 'Double quotes know no such escape; write `\\\\` for a backslash, or use single quotes',
  BAD_INDENT: [
    [/^All mapping items/, 'This key is not indented as the keys before it'],
    [/^All sequence items/, 'This list item is not indented as the items before it'],
    [/^Block scalar values/, 'The text of a block needs more indentation than its key'],
    [/^Block scalar lines/, 'This line of the block is indented less than the first one'],
    [/must be sufficiently indented and end with a \]/, 'The list is not closed: `]` is missing'],
    [/must be sufficiently indented and end with a \}/, 'The mapping is not closed: `}` is missing'],
    [/./, 'The indentation is wrong here'],
  ],
  BAD_PROP_ORDER: 'A tag or anchor comes after the indicator, not before it',
  BAD_SCALAR_START: [
    [/reserved character/, 'A plain value cannot begin with `@` or a backquote; put it in quotes'],
    [/directive indicator/, 'A plain value cannot begin with `%`; put it in quotes'],
    [/flow indicator/, 'A plain value cannot begin with a comma; put it in quotes'],
    [/./, 'A plain value cannot begin with this character; put it in quotes'],
  ],
  BLOCK_AS_IMPLICIT_KEY: [
    [
      /^Nested mappings/,
      'A second `key: value` stands on the line of the first; put the value in quotes, or on lines of its own',
    ],
    [/./, 'A list cannot be a key'],
  ],
  BLOCK_IN_FLOW: 'Between brackets, collections need brackets of their own',
  KEY_OVER_1024_CHARS: 'A key can have no more than 1024 characters before its colon',
  MISSING_CHAR: [
    [/closing .quote/, 'The quote is not closed'],
    [/must end with a \]/, 'The list is not closed: `]` is missing'],
    [/must end with a \}/, 'The mapping is not closed: `}` is missing'],
    [/^Implicit map keys/, 'A key needs a colon and a blank after it'],
    [/^Missing , between|^Missing , or :/, 'A comma is missing between two items'],
    [/^Missing space after :/, 'A blank is missing after the colon'],
    [/^Comments must be/, 'A comment needs a blank before its `#`'],
    [/^Tags and anchors/, 'A tag or anchor needs a blank after it'],
    [/^Sequence item without/, 'A list item needs its `-`'],
    [/doc-start|directives-end/, 'Between directives and content stands a line `---`'],
    [
      /more-indented leading empty lines/,
      'An empty line at the start of the block is indented deeper than its text',
    ],
    [/./, 'A character is missing here'],
  ],
  MULTILINE_IMPLICIT_KEY: 'A key and its colon stand on one line; is a colon missing, or a quote open?',
  MULTIPLE_ANCHORS: 'A node can have one anchor only',
  MULTIPLE_TAGS: 'A node can have one tag only',
  TAB_AS_INDENT: 'A tab indents this line; YAML allows blanks only',
  TAG_RESOLVE_FAILED: 'No directive says what the handle of this tag means',
  UNEXPECTED_TOKEN: [
    [/block-seq-ind on same line/, 'A list cannot begin on the line of its key'],
    [/^Unexpected ,|empty item/, 'A comma without an item before it'],
    [/flow-(seq|map)-end|Unexpected [\]}]/, 'A closing bracket without an opening one'],
    [/^Block scalar header/, 'After `|` or `>` may stand only `-`, `+`, a digit and a comment'],
    [/flow-error-end/, 'The brackets opened before are not closed, or their content is not indented'],
    [/./, 'This does not belong here'],
  ],
}

/** Our sentence for an error of the `yaml` package. */
export function describeError(error: YAMLError): string {
  const wording = WORDING[error.code]
  if (wording === undefined) return 'This is not YAML'
  if (typeof wording === 'string') return wording
  return wording.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'This is not YAML'
}
