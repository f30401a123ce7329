import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-insecure-pip',
  on: 'disabledCheck',
  severity: 'warning',
  category: 'security',
  summary: '`pip` checks whom it installs from.',
  why: 'A package runs code while it is installed; from a trusted host it comes without a check of the certificate, from whoever answers.',
  like: ['checkov:CKV2_DOCKER_4', 'checkov:CKV2_DOCKER_16'],
  bad: [
    {
      Dockerfile: 'FROM python:3.13\nRUN pip install «--trusted-host» pypi.example checkov\n',
    },
    {
      Dockerfile:
        'FROM python:3.13\nRUN python3 -m pip «--trusted-host=pypi.example» «--trusted-host=files.example» install checkov\n',
    },
    {
      Dockerfile:
        'FROM python:3.13\nENV PIP_TRUSTED_HOST=«pypi.example»\nARG PIP_TRUSTED_HOST=«"pypi.example"»\nRUN export PIP_TRUSTED_HOST=«pypi.example» && pip install checkov\nRUN A=1 PIP_TRUSTED_HOST=«pypi.example» pip install checkov\n',
    },
    {
      Dockerfile: 'FROM python:3.13\nRUN pip config set «global.trusted-host pypi.example»\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM python:3.13\nARG PIP_TRUSTED_HOST\nENV PIP_TRUSTED_HOSTS=a\nRUN pip3 install checkov; grep "--trusted-host" && echo PIP_TRUSTED_HOST\n',
    },
    {
      'Dockerfile.dev': 'FROM python:3.13\nENV PIP_TRUSTED_HOST=pypi.example\n',
    },
  ],

  *check({ tool, name, by, at, isInBuild, removal }) {
    if (tool !== 'pip') return
    yield {
      at,
      message: `${name} lets pip install from a host whose certificate it does not check; remove it and, for a private CA, give --cert or PIP_CERT.`,
      like: isInBuild ? [by === 'variable' ? 'checkov:CKV2_DOCKER_16' : 'checkov:CKV2_DOCKER_4'] : [],
      ...(removal && { fix: { title: `Remove ${name}`, safe: false, edits: [removal] } }),
    }
  },
})
