import { defineRule } from '../../engine/rule.ts'

const RPM = ['checkov:CKV2_DOCKER_10']

/** By the flag or setting, in lower case. */
const PEERS: Readonly<Record<string, readonly string[]>> = {
  '--allow-untrusted': ['checkov:CKV2_DOCKER_7'],
  '--allow-unauthenticated': ['checkov:CKV2_DOCKER_8'],
  '--nogpgcheck': ['checkov:CKV2_DOCKER_9'],
  '--nosignature': RPM,
  '--nodigest': RPM,
  '--noverify': RPM,
  '--nofiledigest': RPM,
  '--force-yes': ['checkov:CKV2_DOCKER_11'],
  sslverify: ['checkov:CKV2_DOCKER_15'],
}

export default defineRule({
  id: 'no-unsigned-packages',
  on: 'disabledCheck',
  severity: 'warning',
  category: 'security',
  summary: 'Packages of the system are installed only with a valid signature.',
  why: 'The signature is all that tells a package of the distribution from one that a broken mirror or somebody on the way made; it is installed as root.',
  like: [
    'checkov:CKV2_DOCKER_7',
    'checkov:CKV2_DOCKER_8',
    'checkov:CKV2_DOCKER_9',
    'checkov:CKV2_DOCKER_10',
    'checkov:CKV2_DOCKER_11',
    'checkov:CKV2_DOCKER_15',
  ],
  bad: [
    {
      Dockerfile: 'FROM alpine:3.22\nRUN apk add «--allow-untrusted» /tmp/a.apk\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get \\\n    «--force-yes» \\\n    install python3 && apt-get install «--allow-unauthenticated» git\nRUN apt-get -o «Acquire::https::Verify-Peer=false» update\n',
    },
    {
      Dockerfile:
        'FROM fedora:43\nRUN tdnf install -y ${package} shadow-utils «--nogpgcheck» && rpm -i «--nodigest» «--nosignature» a.rpm\nRUN yum-config-manager --save «--setopt=\\*.sslverify=No»\nRUN dnf config-manager --save «--setopt="main.sslverify"=0»\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM fedora:43\nRUN yum install python3 | grep "--nogpgcheck"\nRUN dnf update || echo "--nogpgcheck"\nRUN rpm -i a.rpm && dnf config-manager --save --setopt=sslverify=1\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get install python3 && echo --allow-unauthenticated\nRUN apk add a\n',
    },
  ],

  *check({ tool, name, by, at, isInBuild, removal, program }) {
    if (tool !== 'packages') return
    yield {
      at,
      message: `"${program}" with ${name} ${by === 'flag' ? '' : 'set so '}installs packages that nobody vouches for; remove it and add the key of the repository instead.`,
      like: isInBuild ? (PEERS[name.toLowerCase()] ?? []) : [],
      ...(removal && { fix: { title: `Remove ${name}`, safe: false, edits: [removal] } }),
    }
  },
})
