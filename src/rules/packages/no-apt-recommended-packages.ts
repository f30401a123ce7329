import { isInPipeline } from '../../deployment/command.ts'
import { placeForFlag } from '../../deployment/package-caches.ts'
import { packageCommand } from '../../deployment/package-managers.ts'
import { isBuilderOnly } from '../../deployment/stage-reach.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3015', 'trivy:DS-0029', 'kics:apt_get_not_avoiding_additional_packages']

export default defineRule({
  id: 'no-apt-recommended-packages',
  on: 'command',
  severity: 'info',
  category: 'performance',
  summary: '`apt` installs in an image what is asked for, and not what is recommended besides.',
  why: 'Recommended packages make the image larger, slower to start from a registry, and give every one of them a chance for a vulnerability.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM debian:12\nRUN apt-get update && apt-get «install» -y curl=7.88.1-10\n' },
    { Dockerfile: 'FROM debian:12\nRUN ["apt-get", "-y", «"install"», "curl"]\n' },
    { Dockerfile: 'FROM debian:12\nRUN sudo apt «install» -y curl\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get install -y --no-install-recommends curl && apt-get --no-install-recommends install git\n',
    },
    { Dockerfile: 'FROM debian:12\nRUN apt-get -o APT::Install-Recommends=false install -y curl\n' },
    {
      Dockerfile:
        'FROM debian:12\nRUN echo \'APT::Install-Recommends "0";\' > /etc/apt/apt.conf.d/90lean && apt-get install -y curl\n',
    },
    {
      Dockerfile:
        'FROM debian:12 AS build\nRUN apt-get install -y gcc\nFROM debian:12\nCOPY --from=build /app /app\n',
    },
    { 'Dockerfile.test': 'FROM debian:12\nRUN apt-get install -y curl\n' },
  ],

  *check(command) {
    if (isInPipeline(command)) return
    if (!command.environment.isProduction || (command.stage && isBuilderOnly(command.stage))) return
    const install = packageCommand(command)
    if (install?.manager !== 'apt' || install.action !== 'install') return
    if (install.flags.includes('--no-install-recommends') || install.flags.includes('--without-recommends'))
      return
    const texts = command.line.commands.flatMap(({ words }) => words.map(({ value }) => value))
    if (texts.some((text) => /apt::install-recommends[\s=]+"?(?:false|0|no)/i.test(text))) return
    const place = placeForFlag(command, '--no-install-recommends')
    yield {
      at: install.actionWord.span,
      message: `"${install.program} install" also installs what the packages recommend; write "${install.program} install --no-install-recommends" and name what is needed of it.`,
      like: install.program === 'apt-get' ? peersOf(PEERS, command, install.isBare) : [],
      ...(place && { fix: { title: 'Add --no-install-recommends', safe: false, edits: [place] } }),
    }
  },
})
