import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-insecure-curl',
  on: 'disabledCheck',
  severity: 'warning',
  category: 'security',
  summary: '`curl` checks whom it downloads from.',
  why: 'Without the check anybody between the build and the server can put their own file into the image, and the build is green.',
  like: ['checkov:CKV2_DOCKER_2'],
  bad: [
    {
      Dockerfile: 'FROM alpine:3.22\nRUN curl «-k» https://example.com/a.sh | sh\n',
    },
    {
      Dockerfile:
        'FROM alpine:3.22\nRUN apk add curl && \\\n    sudo curl \\\n    «--insecure» \\\n    https://example.com\nRUN curl «-Lkv» https://example.com\n',
    },
    {
      Dockerfile: 'FROM alpine:3.22\nONBUILD RUN ["curl", «"-k"», "https://example.com"]\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: curlimages/curl:8.16.0\n    command: sh -c "curl «-fk» https://example.com/a.json"\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM alpine:3.22\nRUN curl https://example.com && curl -fsSLo k https://example.com && curl -ok https://example.com && curl https://example.com | grep -k lol\n',
    },
    {
      Dockerfile:
        'FROM alpine:3.22\nRUN curl --cacert /ca.pem https://example.com; echo --insecure\nHEALTHCHECK CMD curl -fk https://localhost:8443/health\nCMD ["sh", "-c", "curl -k https://localhost:8443/warm-up"]\n',
    },
    {
      'Dockerfile.example': 'FROM alpine:3.22\nRUN curl -k https://example.com\n',
    },
  ],

  *check({ tool, name, at, isInBuild, removal }) {
    if (tool !== 'curl') return
    yield {
      at,
      message: `curl ${name} takes a file from whoever answers; remove ${name} and, for a private CA, add its certificate or give --cacert.`,
      like: isInBuild ? ['checkov:CKV2_DOCKER_2'] : [],
      ...(removal && { fix: { title: `Remove ${name}`, safe: false, edits: [removal] } }),
    }
  },
})
