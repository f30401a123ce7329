import { hasGoModule } from '../../deployment/go-modules.ts'
import { listWords, unpinnedInstall } from '../../deployment/package-versions.ts'
import { defineRule } from '../../engine/rule.ts'
import { peersOf } from './peers.ts'

const PEERS = ['hadolint:DL3062']

export default defineRule({
  id: 'no-unpinned-go-packages',
  on: 'command',
  severity: 'warning',
  category: 'reliability',
  summary: 'What `go install`, `go get` and `go run` fetch for an image has a version.',
  why: 'Without a version, or with @latest, the next build may fetch other code than the one that was tested.',
  like: PEERS,
  bad: [
    { Dockerfile: 'FROM golang:1.24\nRUN go install «github.com/swaggo/swag/cmd/swag@latest»\n' },
    { Dockerfile: 'FROM golang:1.24\nRUN go get -u «github.com/gin-gonic/gin»\n' },
    {
      Dockerfile:
        'FROM golang:1.24\nCOPY go.mod go.sum ./\nRUN go install -ldflags "-s -w" «golang.org/x/tools/gopls@latest»\n',
    },
    { Dockerfile: 'FROM golang:1.24\nRUN go run «example.com/tool» ./input\n' },
  ],
  good: [
    {
      Dockerfile:
        'FROM golang:1.24\nRUN go install github.com/swaggo/swag/cmd/swag@v1.16.4 && go install golang.org/x/tools/gopls@$GOPLS\n',
    },
    {
      Dockerfile:
        'FROM golang:1.24\nRUN go run ./cmd/generate && go run main.go && go install . ./... && go get -d ./...\n',
    },
    { Dockerfile: 'FROM golang:1.24\nRUN go run example.com/tool@v1.2.3 other@latest\n' },
    { Dockerfile: 'FROM golang:1.24\nCOPY . .\nRUN go install example.com/own/cmd/server\n' },
  ],

  *check(command) {
    if (!command.environment.isProduction || command.phase !== 'build') return
    const unpinned = unpinnedInstall(command, 'go')
    if (!unpinned) return
    const { install } = unpinned
    // In a module go.mod says the version of what has none.
    const isInModule = install.action !== 'get' && hasGoModule(command)
    const packages = unpinned.packages.filter(({ value }) => !isInModule || value.includes('@'))
    const [first] = packages
    if (!first) return
    yield {
      at: first.span,
      message: `"go ${install.action}" fetches ${listWords(packages)} in the version of the day; write "${first.value.replace(/@.*/, '')}@v<version>".`,
      like: peersOf(PEERS, command, install.isBare),
    }
  },
})
