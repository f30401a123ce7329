import { defineRule } from '../../engine/rule.ts'

const peersOf = { flag: [], setting: ['checkov:CKV2_DOCKER_13'], variable: ['checkov:CKV2_DOCKER_12'] }

export default defineRule({
  id: 'no-insecure-npm',
  on: 'disabledCheck',
  severity: 'warning',
  category: 'security',
  summary: '`npm` and `yarn` check whom they install from.',
  why: 'A package runs code while it is installed; without the check it comes from whoever answers, and the lock file is made of what they send.',
  like: ['checkov:CKV2_DOCKER_12', 'checkov:CKV2_DOCKER_13'],
  bad: [
    {
      Dockerfile:
        'FROM node:24\nRUN npm config set «strict-ssl false» && npm ci\nRUN npm c set «"strict-ssl"="false"»\nRUN yarn config set «strict-ssl false» --global\n',
    },
    {
      Dockerfile:
        'FROM node:24\nRUN set -eux && if [ -n "$PROXY" ]; then \\\n      npm set proxy $PROXY; \\\n      npm set «strict-ssl  false»; \\\n    fi\n',
    },
    {
      Dockerfile:
        'FROM node:24\nENV NPM_CONFIG_STRICT_SSL=«false»\nENV npm_config_strict_ssl «false»\nRUN A=1 npm_config_strict_ssl=«false» npm ci\nRUN npm ci «--strict-ssl=false»\n',
    },
  ],
  good: [
    {
      Dockerfile:
        'FROM node:24\nRUN npm config set strict-ssl true || false\nRUN npm config get strict-ssl || false\nRUN npm install strict-ssl false\nRUN yarn set audit false\n',
    },
    {
      Dockerfile:
        'FROM node:24\nENV NPM_CONFIG_STRICT_SSL=true\nENV MY_NPM_CONFIG_STRICT_SSL=false\nRUN npm ci\n',
    },
  ],

  *check({ tool, name, by, at, isInBuild, removal }) {
    if (tool !== 'npm') return
    yield {
      at,
      message: `${by === 'flag' ? name : `${name}=false`} lets the package manager install from whoever answers; remove it and, for a private CA, set cafile or NODE_EXTRA_CA_CERTS.`,
      like: isInBuild ? peersOf[by] : [],
      ...(removal && {
        fix: {
          title: by === 'flag' ? `Remove ${name}` : 'Switch the check on',
          safe: false,
          edits: [removal],
        },
      }),
    }
  },
})
