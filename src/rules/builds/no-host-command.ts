import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

/** What each would act on, and is not there while an image is built. */
const COMMANDS: Readonly<Record<string, string>> = {
  free: 'shows the memory of the machine that builds',
  ifconfig: 'shows the network of the machine that builds',
  kill: 'ends a process, and none outlives the RUN it was started in',
  mount: 'is not allowed in a build, and what is mounted is not part of the image',
  nano: 'waits for somebody to type',
  ps: 'shows processes, and there are none but this RUN',
  service: 'starts a service that ends with this RUN',
  shutdown: 'has no machine to shut down',
  ssh: 'works on another machine, which the image does not record',
  top: 'waits for somebody to watch',
  vim: 'waits for somebody to type',
}
const ONLY_KICS = ['ifconfig', 'nano']

export default defineRule({
  id: 'no-host-command',
  on: 'command',
  severity: 'info',
  category: 'correctness',
  summary: 'RUN calls no command that makes sense only on a running machine.',
  why: 'A build keeps files and nothing else: a service that it starts, a mount, a process are gone with the line that made them.',
  like: ['hadolint:DL3001', 'kics:run_utilities_and_posix_commands'],
  bad: [
    {
      Dockerfile: 'FROM debian:12\nRUN «service» postgresql start\nRUN «top»\nRUN ["«ps»", "-d"]\n'.replace(
        '"«ps»"',
        '«"ps"»',
      ),
    },
    { Dockerfile: 'FROM debian:12\nONBUILD RUN make && («mount» /dev/sda /mnt || true)\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM debian:12\nRUN apt-get install -y nano vim && echo top && command -v ssh && ./service\n',
    },
    { Dockerfile: 'FROM debian:12\nCMD ["top", "-b"]\nHEALTHCHECK CMD ps aux | grep app\n' },
  ],

  *check(command) {
    const { name, nameSpan, phase, environment } = command
    if (phase !== 'build' || environment.kind === 'example' || !Object.hasOwn(COMMANDS, name)) return
    const peers = [
      ...(ONLY_KICS.includes(name) ? [] : ['hadolint:DL3001']),
      ...(name === 'ssh' ? [] : ['kics:run_utilities_and_posix_commands']),
    ]
    yield {
      at: nameSpan,
      message: `"${name}" ${COMMANDS[name]}; take it out of the build, or run it when the container starts.`,
      like: peersOf(peers, command),
    }
  },
})
