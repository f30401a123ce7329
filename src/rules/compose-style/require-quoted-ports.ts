import { writtenCollection, writtenServices } from '../../deployment/written-compose.ts'
import { inQuotes, isLiteral } from '../../documents/yaml/quotes.ts'
import { defineRule } from '../../engine/rule.ts'

interface Options {
  readonly quotes: 'any' | 'single' | 'double'
  readonly sections: readonly string[]
}

export default defineRule<'stack', Options>({
  id: 'require-quoted-ports',
  on: 'stack',
  severity: 'info',
  category: 'style',
  summary: 'Ports stand in quotes.',
  why: 'Tools that read YAML 1.1 take 22:22 for a number to the base of 60, and publish port 1342.',
  like: ['dclint:require-quotes-in-ports'],
  options: {
    type: 'object',
    properties: {
      quotes: {
        description: 'The quotes that are right.',
        enum: ['any', 'single', 'double'],
        default: 'any',
      },
      sections: {
        description: 'The keys of a service that are lists of ports.',
        type: 'array',
        items: { type: 'string' },
        default: ['ports', 'expose'],
      },
    },
    additionalProperties: false,
  },
  bad: [
    {
      'compose.yaml':
        'services:\n  git:\n    image: gitea/gitea:1.24\n    ports:\n      - «22:22»\n      - "3000:3000"\n      - «8080» # of any port\n    expose: [«9000»]\n',
    },
    {
      'compose.yaml':
        'services:\n  git:\n    image: gitea/gitea:1.24\n    ports: ["22:22", «\'23:23\'»]\n    expose: [9000]\n',
      'plimsoll.yaml':
        'rules:\n  require-quoted-ports: { severity: info, options: { quotes: double, sections: [ports] } }\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'x-port: &port 80:80\nservices:\n  git:\n    image: gitea/gitea:1.24\n    ports:\n      - \'22:22\'\n      - "3000:3000"\n      - *port\n      - target: 80\n        published: 8080\n',
    },
  ],

  *check(stack, { project, options }) {
    const { quotes, sections } = options
    for (const service of writtenServices(stack, project)) {
      for (const item of sections.flatMap((section) => itemsOf(writtenCollection(service, section)))) {
        if (item.kind !== 'scalar' || !isLiteral(service.document, item)) continue
        if (quotes === 'any' ? /quoted$/.test(item.style) : item.style === `${quotes}-quoted`) continue
        const text = inQuotes(item, quotes === 'single' ? 'single' : 'double')
        // With a leading zero it is a number of another base, and no longer one in quotes.
        const isSafe = item.value !== null && !/^0\d/.test(item.text)
        yield {
          at: item.span,
          message: `Write the port of ${service.name.value} in ${quotes === 'any' ? '' : `${quotes} `}quotes: ${text ?? 'as a string'}.`,
          ...(text &&
            isSafe && { fix: { title: 'Quote the port', safe: true, edits: [{ span: item.span, text }] } }),
        }
      }
    }
  },
})

function itemsOf(list: ReturnType<typeof writtenCollection>) {
  return list?.kind === 'sequence' ? list.items : []
}
