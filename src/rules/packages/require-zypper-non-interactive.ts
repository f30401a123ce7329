import { isInPipeline } from '../../deployment/command.ts'
import { askingCommand } from '../../deployment/package-answers.ts'
import { placeForFlag } from '../../deployment/package-caches.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3034', 'kics:missing_zypper_non_interactive_switch']

export default defineRule({
  id: 'require-zypper-non-interactive',
  on: 'command',
  severity: 'warning',
  category: 'correctness',
  summary: '`zypper` does not ask a question where nobody answers.',
  why: 'A build and a container have no one at the keyboard: zypper waits, takes "no" for the answer, and the build ends.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper «install» httpd=2.4 && zypper clean\n' },
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper «rm» httpd && zypper --quiet «dup»\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM opensuse/leap:15.6\nRUN zypper install -y httpd && zypper --non-interactive in curl && zypper in --no-confirm git\n',
    },
    { Dockerfile: 'FROM opensuse/leap:15.6\nRUN zypper -n patch && zypper refresh && zypper clean --all\n' },
  ],

  *check(command) {
    if (isInPipeline(command)) return
    if (command.environment.kind === 'example') return
    const asked = askingCommand(command, 'zypper')
    if (!asked) return
    const { action, actionWord } = asked
    const place = placeForFlag(command, '-y')
    // KICS reads the last stage, hadolint knows nothing of updates.
    const isLast = command.stage === command.stage?.image.finalStage
    const isUpdate = /^(?:update|up|dist-upgrade|dup)$/.test(action)
    const peers = PEERS.filter((peer) => isLast || peer.startsWith('hadolint'))
    yield {
      at: actionWord.span,
      message: `"zypper ${action}" asks whether to go on and nobody answers; write "zypper ${action} -y".`,
      like: isUpdate ? [] : peersOf(peers, command, asked.isBare),
      ...(place && { fix: { title: 'Add -y', safe: true, edits: [place] } }),
    }
  },
})
