import * as Args from '@oclif/core/args'
import { Command } from '@oclif/core/command'
import * as Flags from '@oclif/core/flags'
import { colorFlags, placeFlags, readSharedFlags } from './shared-flags.ts'

const selection = { helpGroup: 'Selection' } as const

/** `plimsoll graph`. */
export class Graph extends Command {
  static override readonly summary = 'Draw a deployment: what runs, what it is made of, what reaches what.'
  static override readonly description =
    'Shows services with their images and stages, networks, volumes, ports, routes and env files, as one picture ' +
    'of each stack. What is named and not there is red. Names of variables and their origins are in json and with ' +
    '--focus; their values are nowhere.'
  static override readonly examples = [
    { description: 'A picture for a browser or a README', command: 'plimsoll graph -f svg > deployment.svg' },
    { description: 'A diagram for a Markdown file', command: 'plimsoll graph -f mermaid' },
    {
      description: 'One service, what is around it, and where its variables come from',
      command: 'plimsoll graph --focus api -f svg > api.svg',
    },
    {
      description: 'Only what leads nowhere',
      command: 'plimsoll graph --environment production --unresolved',
    },
  ]
  static override readonly args = {
    path: Args.string({
      ignoreStdin: true,
      description: 'The folder or file to draw. Default: the current folder.',
    }),
  }
  static override readonly flags = {
    environment: Flags.string({
      ...selection,
      aliases: ['env'],
      summary:
        'Draw only the deployment to this environment: production, staging, local, or one of the policy.',
      helpValue: 'NAME',
    }),
    focus: Flags.string({
      ...selection,
      summary: 'Draw only what is called so, with its neighbours: a service, a file, a network, a variable …',
      helpValue: 'NAME',
    }),
    unresolved: Flags.boolean({
      ...selection,
      summary: 'Draw only what does not resolve, and what leads to it.',
    }),
    'compose-file': Flags.string({
      ...selection,
      multiple: true,
      multipleNonGreedy: true,
      summary: 'A Compose file of the stack, in the order of merging. They are then the only stack.',
      helpValue: 'FILE',
    }),
    ...placeFlags,
    format: Flags.option({
      char: 'f',
      options: ['mermaid', 'dot', 'json', 'svg'] as const,
      default: 'mermaid' as const,
      summary: 'How to draw it.',
      helpGroup: 'Output',
    })(),
    color: colorFlags.color,
  }

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Graph)
    const place = await readSharedFlags(flags)
    const { printGraph } = await import('./print-graph.ts')
    process.exitCode = await printGraph(args.path, flags, place)
  }
}
