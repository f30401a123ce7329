import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-insecure-git',
  on: 'disabledCheck',
  severity: 'warning',
  category: 'security',
  summary: '`git` checks whom it fetches from.',
  why: 'Source that comes from whoever answers is compiled and shipped; an access token in the request goes to them as well.',
  like: ['checkov:CKV2_DOCKER_14'],
  bad: [
    {
      Dockerfile:
        'FROM alpine:3.22\nENV GIT_SSL_NO_VERIFY=«1»\nENV A=1 GIT_SSL_NO_VERIFY=«"0"»\nARG GIT_SSL_NO_VERIFY=«true»\n',
    },
    {
      Dockerfile:
        'FROM alpine:3.22\nRUN ABC=1 echo a;GIT_SSL_NO_VERIFY=«0» git clone https://example.com/a.git&& B=2 echo b\n',
    },
    {
      Dockerfile:
        'FROM alpine:3.22\nRUN git config --global «http.sslVerify false» && git -c «http.sslVerify=false» clone https://example.com/a.git\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM alpine:3.22\nARG GIT_SSL_NO_VERIFY\nENV MY_GIT_SSL_NO_VERIFY=1\nRUN git config --global http.sslVerify true && git clone https://example.com/http.sslVerify false\n',
    },
    {
      'Dockerfile.dev': 'FROM alpine:3.22\nENV GIT_SSL_NO_VERIFY=1\n',
    },
  ],

  *check({ tool, name, by, at, isInBuild, removal }) {
    if (tool !== 'git') return
    yield {
      at,
      message:
        by === 'variable'
          ? `${name} switches the check off, whatever its value; remove it and, for a private CA, set GIT_SSL_CAINFO.`
          : `${name} is off, so git talks to whoever answers; remove it and, for a private CA, set http.sslCAInfo.`,
      like: isInBuild ? (by === 'variable' ? ['checkov:CKV2_DOCKER_14'] : []) : [],
      ...(removal && { fix: { title: `Remove ${name}`, safe: false, edits: [removal] } }),
    }
  },
})
