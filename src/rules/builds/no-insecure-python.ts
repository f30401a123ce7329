import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-insecure-python',
  on: 'disabledCheck',
  severity: 'warning',
  category: 'security',
  summary: 'Python checks certificates.',
  why: 'The variable switches the check off for every request that the standard library makes, so that anybody on the way reads and changes them.',
  like: ['checkov:CKV2_DOCKER_5'],
  bad: [
    {
      Dockerfile:
        'FROM python:3.13\nENV PYTHONHTTPSVERIFY=«0»\nARG A=1\nENV B=2 \\\n    PYTHONHTTPSVERIFY=«"0"»\n',
    },
    {
      Dockerfile:
        "FROM python:3.13\nRUN A=1 PYTHONHTTPSVERIFY=«'0'» B=2 python get.py || export PYTHONHTTPSVERIFY=«0»\n",
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM python:3.13\nENV PYTHONHTTPSVERIFY=1 ANY_PYTHONHTTPSVERIFY=0\nRUN PYTHONHTTPSVERIFY=1 python get.py\n',
    },
    {
      Dockerfile:
        'FROM python:3.13\nARG VERIFY\nENV PYTHONHTTPSVERIFY=$VERIFY\nRUN PYTHONHTTPSVERIFY=$VERIFY python get.py\n',
    },
    {
      'Dockerfile.local': 'FROM python:3.13\nENV PYTHONHTTPSVERIFY=0\n',
    },
  ],

  *check({ tool, at, isInBuild, removal }) {
    if (tool !== 'python') return
    yield {
      at,
      message:
        'PYTHONHTTPSVERIFY=0 lets Python talk to whoever answers; remove it and, for a private CA, set SSL_CERT_FILE.',
      like: isInBuild ? ['checkov:CKV2_DOCKER_5'] : [],
      ...(removal && { fix: { title: 'Switch the check on', safe: false, edits: [removal] } }),
    }
  },
})
