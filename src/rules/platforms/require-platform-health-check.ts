import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-platform-health-check',
  on: 'platformService',
  severity: 'warning',
  category: 'reliability',
  summary: 'A hosting platform is told where to ask whether a service is well.',
  why: 'Without it the platform sends customers to an instance as soon as its port is open, and to one that no longer answers.',
  bad: [
    {
      'render.yaml':
        'services:\n  - type: web\n    name: «api»\n    runtime: python\n    startCommand: gunicorn app:app\n  - type: web\n    name: site\n    runtime: static\n    staticPublishPath: dist\n  - type: worker\n    name: jobs\n    runtime: python\n    startCommand: celery -A app worker\n',
    },
    {
      'railway.json':
        '{\n  "build": { "builder": "RAILPACK" },\n  «"deploy"»: { "startCommand": "npm start" }\n}\n',
    },
    { 'api/railway.toml': '[«deploy»]\nstartCommand = "node server.js"\nrestartPolicyType = "ON_FAILURE"\n' },
    { 'fly.toml': 'app = «"shop"»\n\n[http_service]\n  internal_port = 8080\n' },
    {
      'fly.toml':
        'app = "shop"\n[processes]\n«web» = "bin/web"\nworker = "bin/worker"\n[[services]]\n  internal_port = 8080\n  processes = ["web"]\n',
    },
  ],
  good: [
    {
      'render.yaml':
        'services:\n  - type: web\n    name: api\n    runtime: docker\n    healthCheckPath: /healthz\n  - type: keyvalue\n    name: cache\n    ipAllowList: []\n',
    },
    { 'railway.json': '{ "deploy": { "startCommand": "npm start", "healthcheckPath": "/health" } }' },
    { 'railway.toml': '[deploy]\nstartCommand = "celery -A shop worker"\n' },
    { 'railway.toml': '[deploy]\nstartCommand = "node report.js"\ncronSchedule = "0 3 * * *"\n' },
    { 'railway.json': '{ "deploy": { "startCommand": "python bot_only.py" } }' },
    // What the dashboard says nobody here knows.
    { 'railway.json': '{ "build": { "builder": "DOCKERFILE" } }' },
    {
      'fly.toml':
        'app = "shop"\n[http_service]\n  internal_port = 8080\n  [[http_service.checks]]\n    method = "GET"\n    path = "/health"\n',
    },
    { 'fly.toml': 'app = "queue"\n[env]\n  MODE = "worker"\n' },
    {
      'fly.staging.toml':
        'app = "shop"\n[[services]]\n  internal_port = 1\n  [[services.tcp_checks]]\n    interval = "15s"\n',
    },
    { 'fly.dev.toml': 'app = "shop"\n[http_service]\n  internal_port = 8080\n' },
    // These platforms have no such thing.
    { Procfile: 'web: gunicorn app:app\n' },
  ],

  *check({ missingHealthCheck, environment, name, platform, path }) {
    if (missingHealthCheck === undefined || !environment.isProduction) return
    yield {
      at: name.span,
      message: `${platform} does not know where to ask whether ${name.value} is well; write ${missingHealthCheck} in ${path}, if it answers HTTP.`,
    }
  },
})
