import { listWords, unpinnedInstall } from '../../deployment/package-versions.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3013', 'kics:unpinned_package_version_in_pip_install']

export default defineRule({
  id: 'no-unpinned-pip-packages',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'A package that pip installs in an image has a version.',
  why: 'A release that breaks something breaks the next build, and a release that was taken over is in the image unseen.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM python:3.13\nRUN pip install «gunicorn» django==5.1\n' },
    {
      Dockerfile:
        'FROM python:3.13\nRUN python3 -m pip install --no-cache-dir --index-url https://example.com/simple \\\n  «gunicorn»\n',
    },
    { Dockerfile: 'FROM python:3.13\nRUN pip install «"celery[redis]"»\n' },
    {
      Dockerfile:
        'FROM python:3.13\nRUN pip install «git+ssh://git@github.com/psf/requests.git#egg=requests»\n',
    },
    { Dockerfile: 'FROM python:3.13\nRUN pip install -r requirements.txt «gunicorn»\n' },
    { Dockerfile: 'FROM python:3.13\nRUN pipx install «poetry»\n' },
    { Dockerfile: 'FROM python:3.13\nRUN pip install «requests=2.7.0»\n' },
  ],
  good: [
    {
      Dockerfile: 'FROM python:3.13\nRUN pip install "gunicorn>=23" django==5.1 celery~=5.4 \'flask!=3.0\'\n',
    },
    {
      Dockerfile:
        'FROM python:3.13\nRUN pip install -Ur requirements.txt && pip install . .[dev] ./lib own.whl dist/own.tar.gz\n',
    },
    { Dockerfile: 'FROM python:3.13\nRUN pip install -c constraints.txt gunicorn\n' },
    {
      Dockerfile:
        'FROM python:3.13\nRUN pip install -e . git+https://github.com/psf/requests.git@v2.32.3 "$PACKAGE" "uvicorn$UVICORN"\n',
    },
    { Dockerfile: 'FROM python:3.13\nRUN pipenv install black && pip --version\n' },
    { 'docker/local/Dockerfile': 'FROM python:3.13\nRUN pip install watchdog\n' },
  ],

  *check(command) {
    if (!command.environment.isProduction || command.phase !== 'build') return
    const unpinned = unpinnedInstall(command, 'pip')
    if (!unpinned) return
    const { packages, install } = unpinned
    const [first] = packages
    // hadolint takes a file of requirements for the versions of everything, KICS a single `=` for a version.
    const hasFile = install.flags.some((flag) => flag === '-r' || flag === '--requirement')
    const peers = PEERS.filter((peer) =>
      peer.startsWith('hadolint') ? !hasFile : /^pip3?$/.test(install.program),
    )
    yield {
      at: first.span,
      message: first.value.includes('+')
        ? `pip installs ${first.value} from whatever its branch holds; write "@<tag or commit>" behind the address.`
        : `pip installs ${listWords(packages)} in the version of the day; write "<name>==<version>", or list them in a requirements file.`,
      like: peersOf(peers, command, install.isBare),
    }
  },
})
