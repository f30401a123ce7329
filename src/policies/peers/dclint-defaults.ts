import type { RuleLevel } from '../policy.ts'

const BY_LEVEL: readonly (readonly [RuleLevel, readonly string[]])[] = [
  [
    'error',
    [
      'invalid-schema',
      'no-build-and-image',
      'no-duplicate-container-names',
      'no-duplicate-exported-ports',
      'no-unbound-port-interfaces',
      'no-version-field',
      'service-container-name-regex',
      'service-image-require-explicit-tag',
    ],
  ],
  [
    'warning',
    [
      'no-quotes-in-volumes',
      'require-project-name-field',
      'require-quotes-in-ports',
      'service-dependencies-alphabetical-order',
      'service-keys-order',
      'service-ports-alphabetical-order',
      'services-alphabetical-order',
      'top-level-properties-order',
    ],
  ],
]

/** dclint's severities where its settings name none, as of its version 3.1.0. */
export const DCLINT_LEVELS: Readonly<Record<string, RuleLevel>> = Object.fromEntries(
  BY_LEVEL.flatMap(([level, names]) => names.map((name) => [`dclint:${name}`, level])),
)

/** Options with which our rules do what dclint does unless it is told otherwise, where our defaults differ. */
export const DCLINT_OPTIONS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'dclint:require-quotes-in-ports': { quotes: 'single' },
}
