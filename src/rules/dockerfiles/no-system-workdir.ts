import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-system-workdir',
  on: 'instruction',
  severity: 'error',
  category: 'security',
  summary: 'The working directory is not one that the kernel or the boot loader owns.',
  why: 'From /proc or /dev as working directory a process reaches open files of the host (CVE-2024-21626), and what is written there is not in the image.',
  like: ['trivy:DS-0030'],
  bad: [
    { Dockerfile: 'FROM alpine:3.22\nWORKDIR «/proc/self/fd/8»\n' },
    { Dockerfile: 'FROM alpine:3.22\nWORKDIR «"/dev/shm"»\n' },
    { Dockerfile: 'FROM alpine:3.22\nWORKDIR «/boot»\n' },
  ],
  good: [
    { Dockerfile: 'FROM alpine:3.22\nWORKDIR /development\nWORKDIR /app/dev/\nWORKDIR /procurement\n' },
    { Dockerfile: 'FROM alpine:3.22\nCOPY x /proc/\n' },
  ],

  *check(instruction) {
    if (instruction.keyword !== 'WORKDIR') return
    const [path] = instruction.words
    const folder = path && /^\/(?:proc|sys|dev|boot|initrd|lost\+found)(?:\/|$)/.exec(path.value)?.[0]
    if (!folder) return
    const isTrivys = !instruction.onbuild && folder.endsWith('/') && folder !== '/sys/'
    yield {
      at: path.span,
      message: `${path.value} belongs to the system, not to the image; work in a folder of its own, such as /app.`,
      like: isTrivys ? ['trivy:DS-0030'] : [],
    }
  },
})
