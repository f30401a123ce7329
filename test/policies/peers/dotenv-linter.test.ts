import { describe, expect, test } from 'vitest'
import { lint } from '../../../src/lint.ts'

const TEXT = 'B=1\na =2 \n# dotenv-linter:off LowercaseKey\nc=3\n# dotenv-linter:on LowercaseKey\nD="x"\nB=4'

async function said(text: string, options: object = {}) {
  const { findings } = await lint({ files: { '.env': text }, as: 'dotenv-linter', config: false, ...options })
  return findings.map(({ range, rule, severity }) => `${range.start.line} ${rule} ${severity}`)
}

describe('in the place of dotenv-linter', () => {
  test('its names, and warnings all of them', async () => {
    expect((await said(TEXT)).sort()).toEqual([
      '2 LowercaseKey warning',
      '2 SpaceCharacter warning',
      '2 TrailingWhitespace warning',
      '6 QuoteCharacter warning',
      '7 DuplicatedKey warning',
      '7 EndingBlankLine warning',
      '7 UnorderedKey warning',
    ])
  })

  test('no other files, and nothing that it does not know', async () => {
    const files = { Dockerfile: 'FROM debian\n', '.env': 'DB_PASSWORD=changeme\n' }
    expect((await lint({ files, as: 'dotenv-linter', config: false })).findings).toEqual([])
  })

  test('a file that cannot be read is told', async () => {
    expect(await said('A="x\nB=1\n')).toContain('1 no-syntax-error error')
  })

  test('its comments may be ignored', async () => {
    expect(await said(TEXT, { ignoreSuppressions: true })).toContain('4 LowercaseKey warning')
  })
})
