import { undefinedReferences } from '../../deployment/stage-scope.ts'
import { misspelt, nearest } from '../../engine/nearest-name.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'no-undefined-build-variable',
  on: 'stage',
  severity: 'warning',
  category: 'correctness',
  summary: 'An instruction uses only variables that its stage has.',
  why: 'The builder puts nothing in the place of others and goes on: files land in another folder, a configuration loses its variables.',
  like: ['buildkit:UndefinedVar'],
  bad: [
    { Dockerfile: 'FROM alpine:3.22\nCOPY app /opt/«$VERSION»/\n' },
    { Dockerfile: 'ARG VERSION=1\nFROM node:24\nLABEL version="«${VERSION}»"\n' },
    { Dockerfile: 'FROM node:24\nCOPY bin/app-«$TARGETARCH» /app\n' },
    {
      Dockerfile: 'FROM acme/base:1\nARG ASSETS_DIR=assets\nCOPY «$ASSET_DIR» /srv\nENV PATH=/app:«$PAHT»\n',
    },
    {
      Dockerfile:
        'FROM alpine:3.22\nCOPY <<EOF /etc/nginx/conf.d/site.conf\nproxy_set_header Host «$host»;\nEOF\n',
    },
    { Dockerfile: 'FROM alpine:3.22\nENV A=1 B=«$A»\n' },
  ],
  good: [
    {
      Dockerfile:
        'ARG VERSION=1\nFROM alpine:3.22\nARG VERSION TARGETARCH\nENV A=1\nCOPY $A-$VERSION-$TARGETARCH /opt\n',
    },
    { Dockerfile: 'FROM alpine:3.22 AS base\nARG DIR=src\nENV TO=/app\nFROM base\nCOPY $DIR $TO\n' },
    { Dockerfile: 'FROM php:8.4\nCOPY php.ini $PHP_INI_DIR/\n' },
    { Dockerfile: 'FROM alpine:3.22\nRUN echo $UNSET\nCMD echo $UNSET\nENV PATH=/app:$PATH\n' },
    { Dockerfile: "FROM alpine:3.22\nLABEL a='$UNSET' b=\\$UNSET\nCOPY <<'EOF' /x\n$UNSET\nEOF\n" },
    { Dockerfile: 'COPY $SOURCE /app\n' },
  ],

  *check(stage) {
    for (const { name, span, why, defined, instruction } of undefinedReferences(stage)) {
      // What a base image brings nobody here knows, but a name that is all but one of this file is that one.
      const meant = why === 'unknown' ? misspelt(name, defined) : nearest(name, defined)
      if (why === 'unknown' && meant === undefined) continue
      const advice =
        why === 'global'
          ? `the ARG before FROM is for FROM alone; write "ARG ${name}" in this stage too`
          : why === 'platform'
            ? `it is there only after "ARG ${name}" in this stage`
            : meant
              ? `did you mean ${meant}?`
              : `declare it by ARG or ENV before this ${instruction.keyword}`
      yield { at: span, message: `${name} is not defined here: ${advice}${advice.endsWith('?') ? '' : '.'}` }
    }
  },
})
