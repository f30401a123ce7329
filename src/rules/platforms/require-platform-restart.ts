import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-platform-restart',
  on: 'platformService',
  severity: 'warning',
  category: 'reliability',
  summary: 'A hosting platform starts a service again after a crash.',
  why: 'One exception that nobody catches is an outage until somebody looks.',
  bad: [
    { 'railway.json': '{ "deploy": { "startCommand": "npm start", "restartPolicyType": «"NEVER"» } }' },
    { 'railway.toml': '[deploy]\nstartCommand = "npm start"\nrestartPolicyMaxRetries = «0»\n' },
    { 'fly.toml': 'app = "shop"\n[http_service]\n  internal_port = 80\n[[restart]]\n  policy = «"never"»\n' },
  ],
  good: [
    { 'railway.json': '{ "deploy": { "restartPolicyType": "ON_FAILURE", "restartPolicyMaxRetries": 10 } }' },
    { 'railway.json': '{ "deploy": { "restartPolicyType": "ALWAYS", "restartPolicyMaxRetries": 0 } }' },
    { 'railway.json': '{ "deploy": { "restartPolicyType": "NEVER", "cronSchedule": "0 3 * * *" } }' },
    { 'fly.toml': 'app = "shop"\n[[restart]]\n  policy = "on-failure"\n' },
    { 'fly.dev.toml': 'app = "shop"\n[[restart]]\n  policy = "never"\n' },
  ],

  *check({ noRestart, environment, name, platform }) {
    if (!noRestart || !environment.isProduction) return
    const value =
      platform === 'Fly' ? 'policy = "on-failure"' : 'restartPolicyType "ON_FAILURE", with retries'
    yield {
      at: noRestart,
      message: `${platform} does not start ${name.value} again after a crash; write ${value}.`,
    }
  },
})
