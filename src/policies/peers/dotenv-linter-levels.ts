import type { RuleLevel } from '../policy.ts'

/** dotenv-linter knows no levels: whatever it finds is a warning, and makes it fail. */
export const DOTENV_LINTER_LEVELS: Readonly<Record<string, RuleLevel>> = Object.fromEntries(
  [
    'DuplicatedKey',
    'EndingBlankLine',
    'ExtraBlankLine',
    'IncorrectDelimiter',
    'KeyWithoutValue',
    'LeadingCharacter',
    'LowercaseKey',
    'QuoteCharacter',
    'SchemaViolation',
    'SpaceCharacter',
    'SubstitutionKey',
    'TrailingWhitespace',
    'UnorderedKey',
    'ValueWithoutQuotes',
  ].map((name) => [`dotenv-linter:${name}`, 'warning' as const]),
)
