import { listWords, unpinnedInstall } from '../../deployment/package-versions.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3028', 'kics:gem_install_without_version']

export default defineRule({
  id: 'no-unpinned-gems',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'A gem that is installed in an image by its name has a version.',
  why: 'A release that breaks something breaks the next build, and a release that was taken over is in the image unseen.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM ruby:3.4\nRUN gem install «bundler»\n' },
    { Dockerfile: 'FROM ruby:3.4\nRUN gem i bundler:2.6.2 «rake» -- --with-opt-dir /opt\n' },
    { Dockerfile: 'FROM ruby:3.4\nRUN gem install --no-document «rails»\n' },
    { Dockerfile: 'FROM ruby:3.4\nRUN gem install grpc -v 1.68.1 «rake»\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM ruby:3.4\nRUN gem install bundler:2.6.2 && gem install rake -v 13.2.1 && gem i grpc --version=1.68.1\n',
    },
    { Dockerfile: 'FROM ruby:3.4\nRUN gem install own.gem -- --use-system-libraries true\n' },
    {
      Dockerfile:
        'FROM ruby:3.4\nRUN gem install "bundler:$BUNDLER" && gem install "$GEM" && gem update --system\n',
    },
    { Dockerfile: 'FROM ruby:3.4\nRUN bundle install\n' },
  ],

  *check(command) {
    if (!command.environment.isProduction || command.phase !== 'build') return
    const unpinned = unpinnedInstall(command, 'gem')
    if (!unpinned) return
    const { packages, install } = unpinned
    const hasVersion = install.flags.some((flag) => flag === '-v' || flag === '--version')
    const peers = PEERS.filter((peer) =>
      peer.startsWith('hadolint') ? !hasVersion : install.action === 'install',
    )
    yield {
      at: packages[0].span,
      message: `gem installs ${listWords(packages)} in the version of the day; write "${packages[0].value}:<version>".`,
      like: peersOf(peers, command, install.isBare),
    }
  },
})
