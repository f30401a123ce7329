import { expect, it } from 'vitest'
import { lint } from '../../src/lint.ts'
import { compileChecks } from '../../src/policies/checks.ts'
import { readPolicy } from '../../src/policies/read.ts'
import { testChecks } from '../../src/policies/test.ts'

/** One check on each subject, with examples of everything that a place can be. */
const POLICY = `extends: []
checks:
  require-restart:
    on: service
    severity: warning
    summary: A service comes back after a crash.
    why: Without a restart policy one out-of-memory kill is an outage until somebody looks.
    when: environment.isProduction
    assert: has(service.restart) && service.restart in ["always", "unless-stopped"]
    at: restart
    message: "{name} does not restart by itself."
    bad:
      - compose.yaml: |
          services:
            «web»:
              image: nginx:1.29
      - compose.yaml: |
          services:
            web:
              image: nginx:1.29
              restart: «no»
    good:
      - compose.yaml: |
          services:
            web:
              image: nginx:1.29
              restart: always
      - compose.local.yaml: |
          services:
            web:
              image: nginx:1.29
  no-debug:
    on: variable
    summary: s
    why: w
    assert: variable.name != "DEBUG" || variable.value == "0"
    at: value
    message: "{name} is on"
    bad: [{ .env: "DEBUG=«1»\\n" }]
    good: [{ .env: "DEBUG=0\\n" }]
  no-node-18:
    on: stage
    summary: s
    why: w
    assert: "!has(stage.from) || stage.from.repository != 'node' || !stage.from.tag.startsWith('18')"
    at: from.tag
    message: "old node {from.tag}"
    bad: [{ Dockerfile: "FROM «node:18»\\nCMD [\\"a\\"]\\n" }]
    good: [{ Dockerfile: "FROM node:24\\n" }, { Dockerfile: "ARG V\\nFROM node:\${V}\\n" }]
  no-curl:
    on: command
    summary: s
    why: w
    assert: command.name != "curl"
    at: name
    message: "no curl"
    bad: [{ Dockerfile: "FROM node:18\\nRUN a && «curl» x\\n" }]
    good: [{ Dockerfile: "FROM node:24\\n" }]
  few-services:
    on: deployment
    summary: s
    why: w
    assert: deployment.services.filter(s, s.definition.exists(k, k == "logging")).size() == 0
    at: services
    message: "logging"
    bad: [{ compose.yaml: "services:\\n  «a»:\\n    image: b:1\\n    logging: { driver: x }\\n" }]
    good: [{ compose.yaml: "services:\\n  a:\\n    image: b:1\\n" }]
  no-untracked:
    on: envFile
    summary: s
    why: w
    assert: envFile.variables.all(k, k != "X") && (!envFile.isTracked || true)
    message: "{path}"
    bad: [{ .env: "«»X=1\\n" }]
    good: [{ .env: "Y=1\\n" }]
  one-stage:
    on: image
    summary: s
    why: w
    assert: image.stages.size() == 1
    at: finalStage.name
    message: "{path} has stages"
    bad: [{ Dockerfile: "FROM a:1 AS b\\nFROM c:1 AS «d»\\n" }]
    good: [{ Dockerfile: "FROM a:1\\n" }]
`
it('checks of a policy judge whole projects exactly where their examples are marked', async () => {
  const { policy, problems } = readPolicy('p.yaml', POLICY)
  const compiled = await compileChecks(policy.checks)
  expect([...problems, ...compiled.problems]).toEqual([])
  expect(new Set(policy.checks.map((check) => check.on)).size).toBe(7)
  const results = await testChecks(compiled.rules, async (files, rule) => {
    const report = await lint({ files: { ...files, 'plimsoll.yaml': POLICY }, only: [rule.id] })
    return report.findings
  })
  expect(results.filter(({ failures }) => failures.length > 0)).toEqual([])
})
