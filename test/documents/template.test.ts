import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import {
  expandTemplate,
  expandTraced,
  LONGEST_EXPANSION,
  parseTemplate,
  referencesOf,
  type TemplateDialect,
} from '../../src/documents/template.ts'
import { TracedText } from '../../src/span.ts'

const VARIABLES: Readonly<Record<string, string>> = {
  SET: 'value',
  EMPTY: '',
  OTHER: 'other',
  FILE: 'a/b/c.tar.gz',
}

function expand(text: string, dialect: TemplateDialect) {
  const events: string[] = []
  const template = parseTemplate(text, dialect)
  const value = expandTemplate(template, (name) => VARIABLES[name], {
    unset: (reference) => events.push(`unset ${reference.name}`),
    required: (reference, message) => events.push(`required ${reference.name}: ${message}`),
  })
  return {
    value,
    events,
    problems: template.problems.map((problem) => text.slice(problem.start, problem.end)),
  }
}

describe('compose', () => {
  test.each([
    ['no variable', 'no variable'],
    ['', ''],
    ['$SET-bar', 'value-bar'],
    ['${SET}${OTHER}', 'valueother'],
    ['$$SET $${SET}', '$SET ${SET}'],
    ['a $ b ^x$ $1', 'a $ b ^x$ $1'],
    ['\\$SET', '\\value'],
    ['${NONE:-d}|${NONE-d}|${EMPTY:-d}|${EMPTY-d}', 'd|d|d|'],
    ['${SET:+y}|${EMPTY:+y}|${EMPTY+y}|${NONE+y}', 'y||y|'],
    ['${SET:?m}${EMPTY?m}', 'value'],
    ['${NONE-a?b}', 'a?b'],
    ['${NONE:-a:-b}', 'a:-b'],
    ['${NONE:-{"a":{"b":1}}}!', '{"a":{"b":1}}!'],
    ['${NONE:-{}', '{'],
    ['${NONE:-${NEITHER:-<$SET>}}', '<value>'],
  ])('expands %j', (text, wanted) => {
    expect(expand(text, 'compose')).toEqual({ value: wanted, events: [], problems: [] })
  })

  it('says which variables are not set, and leaves them empty', () => {
    expect(expand('<$NONE>${NEITHER}', 'compose')).toEqual({
      value: '<>',
      events: ['unset NONE', 'unset NEITHER'],
      problems: [],
    })
  })

  it('says which required variables have no value, with their message expanded', () => {
    expect(expand('${NONE:?needs $SET}${EMPTY:?}${NONE?x-y}', 'compose').events).toEqual([
      'required NONE: needs value',
      'required EMPTY: ',
      'required NONE: x-y',
    ])
  })

  it('neither warns nor fails in a branch that is not taken', () => {
    expect(expand('${SET:-${NONE?no}$NONE}${NONE:+$NEITHER}', 'compose').events).toEqual([])
  })

  test.each(['${', '${}', '${ x}', '${x!}', '${V/a/b}', '${V:0:2}', '${{ x }}', '${V:}', '${1}', '${V'])(
    'reports %s and keeps it',
    (wrong) => {
      expect(expand(`$SET ${wrong}`, 'compose')).toEqual({
        value: `value ${wrong}`,
        events: [],
        problems: [wrong],
      })
    },
  )

  it('goes on behind a malformed reference', () => {
    expect(expand('${x!} $SET', 'compose').value).toBe('${x!} value')
  })

  it('reports what is wrong in an operand once, at its place', () => {
    const template = parseTemplate('${A:-${B!}} ${C:-c}', 'compose')
    expect(template.problems.map(({ start, end }) => [start, end])).toEqual([[5, 10]])
    const [first, , second] = template.parts
    expect(first?.kind === 'reference' && first.operand?.problems).toHaveLength(1)
    expect(second?.kind === 'reference' && second.operand?.problems).toHaveLength(0)
  })
})

describe('env', () => {
  test.each([
    ['\\$SET \\${SET} $$SET', '$SET ${SET} $SET'],
    ['\\\\$SET', '\\\\value'],
    ['a\\b', 'a\\b'],
  ])('expands %j', (text, wanted) => {
    expect(expand(text, 'env').value).toBe(wanted)
  })
})

describe('dockerfile', () => {
  test.each([
    ['\\$SET \\\\$SET', '$SET \\\\value'],
    ['${NONE:-d}${EMPTY-d}${SET:+y}', 'dy'],
    ['${NONE:-"a b"}${NONE:-\'$SET\'}${NONE:-a\\}b}', 'a b$SETa}b'],
    ['${FILE#*/} ${FILE##*/}', 'b/c.tar.gz c.tar.gz'],
    ['${FILE%.*} ${FILE%%.*}', 'a/b/c.tar a/b/c'],
    ['${FILE/a/z} ${FILE//?\\//-}', 'z/b/c.tar.gz --c.tar.gz'],
    ['${FILE#x} ${FILE%x} ${FILE/x/y}', 'a/b/c.tar.gz a/b/c.tar.gz a/b/c.tar.gz'],
    ['${NONE:-${FILE##*/}}', 'c.tar.gz'],
    ['${FILE/$NOTHING_SET/z}', 'za/b/c.tar.gz'],
  ])('expands %j', (text, wanted) => {
    expect(expand(text, 'dockerfile')).toMatchObject({ value: wanted, problems: [] })
  })

  test.each(['${SET:=d}', '${}', '${{x}}', '${SET', '${SET:-"x}', '${SET/a}'])(
    'reports %s and keeps it',
    (wrong) => {
      expect(expand(wrong, 'dockerfile')).toEqual({ value: wrong, events: [], problems: [wrong] })
    },
  )
})

describe('limits', () => {
  const dialects: TemplateDialect[] = ['compose', 'env', 'dockerfile']

  test.each(dialects)('reports references nested too deep: %s', (dialect) => {
    const template = parseTemplate('${A:-'.repeat(100_000) + '}'.repeat(100_000), dialect)
    expect(template.problems).toHaveLength(1)
    expect(
      expandTemplate(parseTemplate(`${'${A:-'.repeat(90)}x${'}'.repeat(90)}`, dialect), () => undefined),
    ).toBe('x')
  })

  it('cuts off what grows without end', () => {
    const text = expandTemplate(parseTemplate('$A$A$A', 'compose'), () => 'x'.repeat(LONGEST_EXPANSION))
    expect(text).toHaveLength(LONGEST_EXPANSION)
  })

  it('matches patterns in bounded time', () => {
    const value = 'a'.repeat(20_000)
    const template = parseTemplate('${A//*a*a*a*a*b/x}${A##*a*a*a*a*b}', 'dockerfile')
    expect(expandTemplate(template, () => value)).toBe(value + value)
  })
})

describe('references', () => {
  it('are listed with those in operands, in order', () => {
    const template = parseTemplate('${A:-${B:-$C}}$D ${E/$F/$G}', 'dockerfile')
    expect([...referencesOf(template)].map((reference) => reference.name)).toEqual([...'ABCDEFG'])
  })
})

describe('traced expansion', () => {
  const at = (start: number, end: number) => ({ path: 'f', start, end })

  it('keeps the source of literal text and gives an expanded variable the source of its reference', () => {
    const source = TracedText.verbatim('ab$SET$$cd', at(100, 110))
    const traced = expandTraced(source, parseTemplate(source.value, 'compose'), (name) => VARIABLES[name])
    expect(traced.value).toBe('abvalue$cd')
    expect(traced.spanOf(1, 2)).toEqual(at(101, 102))
    expect(traced.spanOf(3, 5)).toEqual(at(102, 106))
    expect(traced.spanOf(7, 8)).toEqual(at(106, 108))
    expect(traced.spanOf(9, 10)).toEqual(at(109, 110))
  })

  it('does not map character by character what happens to be as long as its reference', () => {
    const source = TracedText.verbatim('$SETX', at(0, 5))
    const traced = expandTraced(source, parseTemplate(source.value, 'compose'), () => 'value')
    expect(traced.spanOf(1, 2)).toEqual(at(0, 5))
  })
})

describe('any text', () => {
  const piece = fc.constantFrom(
    ...['$', '${', '}', '{', '\\', '"', "'", ':-', '?', '/', '#', '%', 'A', 'b c', '\n', '😀'],
  )
  const text = fc.oneof(
    fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join('')),
    fc.string(),
  )
  const dialect = fc.constantFrom<TemplateDialect>('compose', 'env', 'dockerfile')

  it('is read without a throw, into parts that cover it from end to end', () => {
    fc.assert(
      fc.property(text, dialect, (source, kind) => {
        const template = parseTemplate(source, kind)
        let at = 0
        for (const part of template.parts) {
          expect(part.start).toBe(at)
          expect(part.end).toBeGreaterThan(at)
          if (part.kind === 'literal' && part.value.length === part.end - part.start) {
            expect(part.value).toBe(source.slice(part.start, part.end))
          }
          at = part.end
        }
        expect(at).toBe(source.length)
        for (const problem of template.problems) {
          expect(problem.start).toBeGreaterThanOrEqual(0)
          expect(problem.end).toBeGreaterThan(problem.start)
          expect(problem.end).toBeLessThanOrEqual(source.length)
        }
        for (const reference of referencesOf(template)) {
          expect(source.slice(reference.start, reference.end)).toContain(reference.name)
        }
      }),
    )
  })

  it('expands to the same with and without a trace', () => {
    fc.assert(
      fc.property(text, dialect, fc.option(fc.string(), { nil: undefined }), (source, kind, value) => {
        const template = parseTemplate(source, kind)
        const traced = TracedText.verbatim(source, { path: 'f', start: 0, end: source.length })
        expect(expandTraced(traced, template, () => value).value).toBe(expandTemplate(template, () => value))
      }),
    )
  })

  it('stays as it is once its dollars are doubled', () => {
    fc.assert(
      fc.property(text, (source) => {
        const template = parseTemplate(source.replaceAll('$', '$$$$'), 'compose')
        expect(expandTemplate(template, () => 'never')).toBe(source)
      }),
    )
  })
})
