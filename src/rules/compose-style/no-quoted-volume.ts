import { writtenCollection, writtenServices } from '../../deployment/written-compose.ts'
import { isLiteral, withoutQuotes } from '../../documents/yaml/quotes.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-quoted-volume',
  on: 'stack',
  severity: 'info',
  category: 'style',
  summary: 'A volume in the short form has no quotes, unless it needs them.',
  why: 'Quotes around what is a plain text anyway make a reader look for the reason.',
  like: ['dclint:no-quotes-in-volumes'],
  bad: [
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    volumes:\n      - «"data:/data"» # kept\n      - «\'./init:/init:ro\'»\n      - «"${DIR:-.}/logs:/logs"»\nvolumes:\n  data:\n',
    },
  ],
  good: [
    {
      'compose.yaml':
        'services:\n  db:\n    image: postgres:17\n    volumes:\n      - data:/data\n      - "./with blanks # and more:/a"\n      - "*:/b"\n      - type: volume\n        source: "data"\n        target: "/c"\nvolumes:\n  data:\n',
    },
  ],

  *check(stack, { project }) {
    for (const service of writtenServices(stack, project)) {
      const volumes = writtenCollection(service, 'volumes')
      if (volumes?.kind !== 'sequence') continue
      for (const item of volumes.items) {
        if (item.kind !== 'scalar' || item.style === 'plain' || !isLiteral(service.document, item)) continue
        const plain = withoutQuotes(item, volumes.flow)
        if (plain === undefined) continue
        yield {
          at: item.span,
          message: `The volume ${plain} of ${service.name.value} needs no quotes; leave them out.`,
          fix: { title: 'Remove the quotes', safe: true, edits: [{ span: item.span, text: plain }] },
        }
      }
    }
  },
})
