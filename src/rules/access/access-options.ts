/** Of the rules on what a role allows. */
export interface AccessOptions {
  readonly acceptWildcards: boolean
}

export const accessOptions = {
  type: 'object',
  properties: {
    acceptWildcards: {
      description: 'Pass over rules on all resources (`*`), which no-wildcard-access reports.',
      type: 'boolean',
      default: false,
    },
  },
  additionalProperties: false,
} as const
