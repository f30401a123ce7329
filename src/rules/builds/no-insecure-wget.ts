import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-insecure-wget',
  on: 'disabledCheck',
  severity: 'warning',
  category: 'security',
  summary: '`wget` checks whom it downloads from.',
  why: 'Without the check anybody between the build and the server can put their own file into the image, and the build is green.',
  like: ['checkov:CKV2_DOCKER_3'],
  bad: [
    {
      Dockerfile: 'FROM debian:12\nRUN wget «--no-check-certificate» https://example.com/a.tgz\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN echo a && wget \\\n    «--no-check-certificate» \\\n    https://example.com\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nRUN wget https://example.com && echo "--no-check-certificate"\nRUN wget --ca-certificate=/ca.pem https://example.com\n',
    },
    {
      'compose.yaml':
        'services:\n  web:\n    image: nginx:1.29\n    healthcheck:\n      test: wget -q --no-check-certificate https://localhost/ -O /dev/null\n',
    },
  ],

  *check({ tool, name, at, isInBuild, removal }) {
    if (tool !== 'wget') return
    yield {
      at,
      message: `wget ${name} takes a file from whoever answers; remove it and, for a private CA, add its certificate or give --ca-certificate.`,
      like: isInBuild ? ['checkov:CKV2_DOCKER_3'] : [],
      ...(removal && { fix: { title: `Remove ${name}`, safe: false, edits: [removal] } }),
    }
  },
})
