import { inContainer, workdirAtEnd } from '../../deployment/copied-files.ts'
import { isCredentialFileName } from '../../deployment/credential-names.ts'
import type { Stage } from '../../deployment/image.ts'
import { isWithin } from '../../deployment/paths.ts'
import type { CopyInstruction } from '../../documents/dockerfile/document.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-credential-file-in-image',
  on: 'stage',
  severity: 'error',
  category: 'security',
  summary: 'No file with credentials is copied into an image.',
  why: 'A file of a layer stays in the image for good, also when a later layer removes it.',
  like: ['trivy:DS-0031'],
  bad: [
    {
      Dockerfile:
        'FROM python:3.14\nCOPY . .\nENV GOOGLE_APPLICATION_CREDENTIALS=«"./service-account.json"»\n',
    },
    {
      Dockerfile:
        'FROM python:3.14\nWORKDIR /app\nCOPY keys /app/keys/\nENV GOOGLE_APPLICATION_CREDENTIALS=«/app/keys/sa.json»\n',
    },
    { Dockerfile: 'FROM busybox:1.37\nCOPY ./config «$AWS_CONFIG_FILE»\n' },
  ],
  good: [
    {
      Dockerfile: 'FROM python:3.14\nCOPY . /app\nENV GOOGLE_APPLICATION_CREDENTIALS=/run/secrets/sa.json\n',
    },
    { Dockerfile: 'FROM python:3.14\nENV GOOGLE_APPLICATION_CREDENTIALS=/credentials/sa.json\n' },
    { Dockerfile: 'FROM python:3.14\nCOPY /src /src\nENV GOOGLE_APPLICATION_CREDENTIALS=./app/sa.json\n' },
  ],

  *check(stage) {
    const like = stage === stage.image.finalStage ? ['trivy:DS-0031'] : []
    const advice = 'Mount it when the container starts, as a secret or a volume.'
    for (const { destination } of copiesOf(stage)) {
      const name = destination && /^\$\{?(\w+)\}?$/.exec(destination.value)?.[1]
      if (!name || !isCredentialFileName(name)) continue
      yield {
        at: destination.span,
        message: `This copies what ${name} names into the image. ${advice}`,
        like,
      }
    }
    for (const { name, value, valueSpan, stage: own } of stage.variables) {
      if (own !== stage || !value || !isCredentialFileName(name) || !isCopied(stage, value)) continue
      yield {
        at: valueSpan,
        message: `The file that ${name} names is copied into the image. ${advice}`,
        like,
      }
    }
  },
})

function copiesOf({ instructions }: Stage): CopyInstruction[] {
  return instructions.filter(
    (each): each is CopyInstruction => each.keyword === 'COPY' || each.keyword === 'ADD',
  )
}

function isCopied(stage: Stage, file: string): boolean {
  const workdir = workdirAtEnd(stage)
  return copiesOf(stage).some(
    ({ destination }) =>
      destination &&
      isWithin(inContainer(workdir, file).slice(1), inContainer(workdir, destination.value).slice(1)),
  )
}
