import type { DocumentBase } from '../document.ts'
import type { Mapping } from '../yaml/node.ts'

/** A TOML file. Its tree is that of YAML, so that what reads one reads the other; dates are text. */
export interface TomlDocument extends DocumentBase {
  readonly kind: 'toml'
  readonly root: Mapping
}
