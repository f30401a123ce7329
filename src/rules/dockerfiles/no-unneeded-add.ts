import { isArchiveName, isImageHistory } from '../../deployment/add-sources.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-unneeded-add',
  on: 'instruction',
  severity: 'warning',
  category: 'reliability',
  summary: 'Files and folders of the build context are copied by COPY.',
  why: 'ADD unpacks what happens to be an archive and fetches what looks like a URL; a reader cannot tell what ends up in the image.',
  like: ['hadolint:DL3020', 'trivy:DS-0005', 'checkov:CKV_DOCKER_4', 'kics:add_instead_of_copy'],
  bad: [
    { Dockerfile: 'FROM node:24\n«ADD» . /app\n' },
    { Dockerfile: 'FROM node:24\n«add» --chown=node:node package.json app.tar.gz /app/\n' },
    { Dockerfile: 'FROM eclipse-temurin:21\nARG JAR=target/*.jar\n«ADD» ${JAR} app.jar\n' },
    { Dockerfile: 'FROM node:24\nONBUILD «ADD» ["src", "/app/"]\n' },
  ],
  good: [
    { Dockerfile: 'FROM node:24\nADD rootfs.tar.xz /\nADD "app.tgz" /app\nADD app.jar.gz /app\n' },
    { Dockerfile: 'FROM node:24\nADD --checksum=sha256:24454f830c https://example.com/x /x\n' },
    {
      Dockerfile:
        'FROM node:24\nADD https://github.com/acme/app.git#v1 /src\nADD git@github.com:acme/app.git /src\n',
    },
    { Dockerfile: 'FROM node:24\nARG ARCHIVE\nADD ${ARCHIVE} /opt\n' },
    { Dockerfile: 'FROM node:24\nADD <<EOF /etc/motd\nhello\nEOF\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'ADD') return
    const { sources, destination, keywordSpan, onbuild, flags } = instruction
    if (sources.length === 0 || sources.some(({ value }) => isImageHistory(value))) return
    const known = new Map(instruction.stage?.variables.map(({ name, value }) => [name, value]))
    const plain = sources.find((source) => !isArchiveName(source, destination, known))
    if (!plain) return
    const text = [...sources, destination].map((word) => word?.value ?? '').join(' ')
    const peers: string[] = []
    if (!onbuild) {
      peers.push('hadolint:DL3020', 'checkov:CKV_DOCKER_4')
      if (!/\.tar|https?:\/\/|git@/.test(text)) peers.push('trivy:DS-0005')
      if (!text.includes('.tar')) peers.push('kics:add_instead_of_copy')
    }
    const word = instruction.image.document.text.slice(keywordSpan.start, keywordSpan.end)
    const isCopyable =
      sources.every((source) => !isArchiveName(source, destination, known)) &&
      flags.every(({ name }) => /^(?:chown|chmod|link|exclude)$/.test(name))
    yield {
      at: keywordSpan,
      message: `Nothing about ${plain.value} needs ADD; write COPY.`,
      like: peers,
      ...(isCopyable && {
        fix: {
          title: 'Write COPY',
          // What is an archive by its content alone would no longer be unpacked.
          safe: /\.\w+$|^\.?\/?$/.test(plain.value),
          edits: [{ span: keywordSpan, text: word === word.toLowerCase() ? 'copy' : 'COPY' }],
        },
      }),
    }
  },
})
