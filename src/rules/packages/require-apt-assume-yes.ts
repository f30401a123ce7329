import { isInPipeline } from '../../deployment/command.ts'
import { askingCommand } from '../../deployment/package-answers.ts'
import { placeForFlag } from '../../deployment/package-caches.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3014', 'trivy:DS-0021', 'kics:apt_get_missing_flags_to_avoid_manual_input']

export default defineRule({
  id: 'require-apt-assume-yes',
  on: 'command',
  severity: 'warning',
  category: 'correctness',
  summary: '`apt` does not ask a question where nobody answers.',
  why: 'A build and a container have no one at the keyboard: apt says "Abort." and the build ends, or only does so on the day there is something to ask.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get «install» curl\n' },
    { Dockerfile: 'FROM debian:12\nRUN ["apt-get", "-q", «"install"», "curl"]\n' },
    { Dockerfile: 'FROM debian:12\nRUN sudo apt «install» \\\n  curl\nRUN apt-get «upgrade»\n' },
    {
      'compose.yaml':
        'services:\n  web:\n    image: debian:12\n    command: sh -c "apt-get update && apt-get «install» curl"\n',
    },
    { 'dev.Dockerfile': 'FROM debian:12\nRUN apt-get --quiet «remove» curl\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get install -y curl && apt-get -fmy install git && apt-get install make --assume-yes\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get -qq install curl && apt-get -q -q install git && apt-get -q=2 install make\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN yes | apt-get install curl && apt-get -o APT::Get::Assume-Yes=true install git\n',
    },
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get update && apt-get clean && apt-get --yes --quiet install curl\n',
    },
    { 'Dockerfile.example': 'FROM debian:12\nRUN apt-get install curl\n' },
  ],

  *check(command) {
    if (isInPipeline(command)) return
    if (command.environment.kind === 'example') return
    const asked = askingCommand(command, 'apt')
    if (!asked) return
    // Twice quiet means yes (apt-get(8)).
    const { flags, program, action, actionWord } = asked
    if (flags.filter((flag) => flag === '-q' || flag === '--quiet').length > 1) return
    if (asked.command.words.some(({ value }) => /^(?:-q|--quiet)=[2-9]$/.test(value))) return
    const place = placeForFlag(command, '-y')
    yield {
      at: actionWord.span,
      message: `"${program} ${action}" asks whether to go on and nobody answers; write "${program} ${action} -y".`,
      like: program === 'apt-get' && action === 'install' ? peersOf(PEERS, command, asked.isBare) : [],
      ...(place && { fix: { title: 'Add -y', safe: true, edits: [place] } }),
    }
  },
})
