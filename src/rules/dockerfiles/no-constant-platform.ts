import { removeFlag } from '../../deployment/instruction-edits.ts'
import { platformParts } from '../../deployment/platforms.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-constant-platform',
  on: 'stage',
  severity: 'warning',
  category: 'reliability',
  summary: 'FROM leaves the platform to the build.',
  why: 'A fixed platform makes an image that runs emulated, slowly or not at all, on every other machine, whatever platform the build asks for.',
  like: ['hadolint:DL3029', 'buildkit:FromPlatformFlagConstDisallowed', 'kics:using_platform_with_from'],
  bad: [
    { Dockerfile: 'FROM «--platform=linux/amd64» node:24\n' },
    { Dockerfile: 'FROM «--platform=arm64» node:24 AS build\n' },
  ],
  good: [
    { Dockerfile: 'FROM --platform=$BUILDPLATFORM node:24 AS build\nFROM node:24\n' },
    { Dockerfile: 'FROM --platform=linux/amd64 node:24 AS tools-amd64\n' },
    { Dockerfile: 'ARG PLATFORM=linux/amd64\nFROM --platform=${PLATFORM} node:24\n' },
  ],

  *check({ from, name, image }) {
    const flag = from?.flags.find((each) => each.name === 'platform')
    if (!flag?.value || flag.value.value.includes('$')) return
    // A stage that bears the platform in its name is meant to have it.
    const platform = platformParts(flag.value.value)
    if (platform.some((part) => name?.value.toLowerCase().includes(part))) return
    yield {
      at: flag.span,
      message: `The image is always built for ${flag.value.value}; leave --platform out and build with "docker build --platform", or write $BUILDPLATFORM for a stage that only compiles.`,
      fix: { title: 'Leave the platform to the build', safe: false, edits: [removeFlag(image, flag.span)] },
    }
  },
})
