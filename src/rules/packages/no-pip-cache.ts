import { commandsAfter, placeForFlag, removesFolder } from '../../deployment/package-caches.ts'
import { packageCommand } from '../../deployment/package-managers.ts'
import { isPipCacheOff } from '../../deployment/pip-cache.ts'
import { isMountedAway } from '../../deployment/run-mounts.ts'
import { isBuilderOnly } from '../../deployment/stage-reach.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3042', 'kics:pip_install_keeping_cached_packages']

export default defineRule({
  id: 'no-pip-cache',
  on: 'command',
  severity: 'warning',
  category: 'performance',
  summary: 'What pip downloads is not kept in the image a second time.',
  why: 'The cache of downloads is of no use once the image is built, and is pulled with every deployment.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM python:3.13 AS test\nRUN pip «install» flask==3.1\nFROM test\nRUN true\n' },
    { Dockerfile: 'FROM python:3.13\nRUN pip «install» -r requirements.txt\n' },
    { Dockerfile: 'FROM python:3.13\nRUN ["pip3", «"install"», "flask==3.1"]\n' },
    {
      Dockerfile:
        'FROM python:3.13\nRUN pip install --no-cache-dir pip==25 && python -m pip «install» flask==3.1\n',
    },
    { Dockerfile: 'FROM python:3.13\nENV PIP_NO_CACHE_DIR=0\nRUN pip «install» flask==3.1\n' },
    { Dockerfile: 'FROM python:3.13\nRUN export PIP_NO_CACHE_DIR=off && pip «install» flask==3.1\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM python:3.13\nRUN pip install --no-cache-dir flask==3.1 && pip --no-cache-dir install django==5.1\n',
    },
    {
      Dockerfile: 'FROM python:3.13 AS base\nENV PIP_NO_CACHE_DIR=1\nFROM base\nRUN pip install flask==3.1\n',
    },
    { Dockerfile: 'FROM python:3.13\nARG PIP_NO_CACHE_DIR=on\nRUN pip install flask==3.1\n' },
    {
      Dockerfile:
        'FROM python:3.13\nRUN PIP_NO_CACHE_DIR=true pip install flask==3.1\nRUN export PIP_NO_CACHE_DIR=1; pip install django==5.1\n',
    },
    {
      Dockerfile:
        'FROM python:3.13\nRUN --mount=type=cache,target=/root/.cache/pip pip install flask==3.1\nRUN pip install django==5.1 && rm -rf ~/.cache\n',
    },
    { Dockerfile: 'FROM python:3.13\nRUN pipx install poetry==2.0 && pipenv install && pip list\n' },
    {
      Dockerfile:
        'FROM python:3.13 AS build\nRUN pip install flask==3.1\nFROM python:3.13\nCOPY --from=build /venv /venv\n',
    },
    {
      Dockerfile:
        'FROM python:3.13 AS base\nFROM base AS dev\nRUN pip install watchdog\nFROM base AS final\nRUN true\n',
    },
    { 'Dockerfile.dev': 'FROM python:3.13\nRUN pip install flask==3.1\n' },
  ],

  *check(command) {
    const { stage, instruction, environment, phase } = command
    if (!environment.isProduction || phase !== 'build' || (stage && isBuilderOnly(stage))) return
    const install = packageCommand(command)
    if (install?.manager !== 'pip' || install.program === 'pipx' || install.action !== 'install') return
    if (install.command.words.some(({ value }) => value === 'pipx')) return
    if (install.flags.includes('--no-cache-dir') || isPipCacheOff(command)) return
    if (isMountedAway(instruction, '/root/.cache/pip') || isMountedAway(instruction, '.cache/pip')) return
    const after = commandsAfter(command)
    if (removesFolder(after, '/root/.cache/pip', '.cache')) return
    const place = placeForFlag(command, '--no-cache-dir')
    yield {
      at: install.actionWord.span,
      message: `"${install.program} install" keeps what it downloads in the layer; write "${install.program} install --no-cache-dir".`,
      like: peersOf(PEERS, command, install.isBare),
      ...(place && { fix: { title: 'Add --no-cache-dir', safe: true, edits: [place] } }),
    }
  },
})
