import { floatingTag } from '../../deployment/image-tags.ts'
import { defineRule } from '../../engine/rule.ts'

export default defineRule({
  id: 'require-platform-image-tag',
  on: 'platformService',
  severity: 'warning',
  category: 'reliability',
  summary: 'An image that a hosting platform pulls has a version.',
  why: 'The platform pulls again with each deploy and each restart, and what runs is whatever was pushed last.',
  bad: [
    { 'fly.toml': 'app = "shop"\n[build]\n  image = «"ghcr.io/acme/shop:latest"»\n' },
    {
      'render.yaml':
        'services:\n  - type: pserv\n    name: search\n    runtime: image\n    image:\n      url: «docker.io/getmeili/meilisearch»\n',
    },
  ],
  good: [
    { 'fly.toml': 'app = "shop"\n[build]\n  image = "ghcr.io/acme/shop:2.4.1"\n' },
    { 'fly.dev.toml': 'app = "shop"\n[build]\n  image = "ghcr.io/acme/shop:latest"\n' },
  ],

  *check({ image, environment, name }) {
    if (!image || image.unresolved || image.digest || !environment.isProduction) return
    if (image.tag && floatingTag(image.tag, []) === undefined) return
    yield {
      at: image.span,
      message: `${name.value} runs whatever ${image.text} is on the day of the pull; write the version that is tested.`,
    }
  },
})
