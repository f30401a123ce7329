import { defineRule } from '../../engine/rule.ts'
import { isHeadOfPart, peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3004', 'checkov:CKV2_DOCKER_1', 'trivy:DS-0010', 'kics:run_using_sudo']

export default defineRule({
  id: 'no-sudo',
  on: 'command',
  severity: 'error',
  category: 'security',
  summary: 'No command of an image or a container runs by `sudo`.',
  why: 'A build is root until USER says otherwise, so sudo is one more program with the setuid bit in the image; in a container it stands between the process and its signals.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN «sudo» apt-get update\n' },
    { Dockerfile: 'FROM debian:12\nRUN apt-get update \\\n && «sudo» -E apt-get install -y git\n' },
    { Dockerfile: 'FROM debian:12\nONBUILD RUN [«"sudo"», "make"]\n' },
    { 'compose.yaml': 'services:\n  web:\n    image: nginx:1.29\n    command: «sudo» nginx\n' },
  ],
  good: [
    { Dockerfile: 'FROM debian:12\nRUN apt-get install -y sudo && apt-get install -y sudoku && echo sudo\n' },
    {
      Dockerfile:
        'FROM debian:12\nUSER root\nRUN make\nUSER app\nCMD ["gosu", "app", "run"]\n# RUN sudo make\n',
    },
    { 'Dockerfile.example': 'FROM debian:12\nRUN sudo make\n' },
  ],

  *check(command) {
    const { name, nameSpan, words, phase, environment, line } = command
    // Runners of CI have an account of their own.
    if (name !== 'sudo' || phase === 'pipeline' || environment.kind === 'example') return
    const isHead = isHeadOfPart(command)
    const like = peersOf(PEERS, command).filter(
      (peer) =>
        (isHead && line.form === 'shell') ||
        (isHead && peer.startsWith('kics:')) ||
        !/^(?:trivy|kics):/.test(peer),
    )
    const first = words[0]
    const isPlain = line.form === 'shell' && first?.literal && !first.value.startsWith('-')
    yield {
      at: nameSpan,
      message:
        phase === 'build'
          ? 'RUN needs no sudo: it is root until USER names another; drop "sudo", and set USER root before this if need be.'
          : 'sudo keeps signals from the process it starts; drop it, and set USER, or use gosu to step down from root.',
      like,
      ...(isPlain && {
        fix: {
          title: 'Drop sudo',
          safe: false,
          edits: [{ span: { ...nameSpan, end: first.span.start }, text: '' }],
        },
      }),
    }
  },
})
