/** What a file is to us. Anything else is not judged, though it may be asked for (a script, a requirements file). */
export type FileKind = 'dockerfile' | 'compose' | 'env' | 'nginx' | 'kubernetes' | 'workflow'

const DOCKERFILE = /^(?:(?:dockerfile|containerfile)(?:[.-].+)?|.+\.(?:dockerfile|containerfile))$/i
const NOT_A_DOCKERFILE = /\.(?:dockerignore|md|txt|ya?ml|json|sh|py|js|ts|go|tpl|j2|erb|orig|bak|rej)$/i
const COMPOSE = /^(?:docker-)?compose(?:[._-].+)?\.ya?ml$|^.+[._-](?:docker-)?compose\.ya?ml$/i
const ENV = /^(?:\.env(?:[._-].+)?|.+\.env|env\.(?:example|sample|template|dist)|\.?env\.[\w.-]+)$/i
const NOT_AN_ENV_FILE =
  /\.(?:js|cjs|mjs|ts|mts|tsx|py|rb|go|rs|php|java|sh|bash|ps1|md|ya?ml|json|enc|gpg|age|vault|d\.ts)$/i
const YAML = /\.ya?ml$/i
const NGINX =
  /(?:^|[._-])nginx(?:[._-].*)?\.conf(?:\.template)?$|^.*\.nginx(?:\.template)?$|^default\.conf(?:\.template)?$/i
const NGINX_FOLDER =
  /(?:^|\/)(?:\.?nginx[^/]*|conf\.d|sites-(?:available|enabled))\/(?:.*\.(?:conf|vhost)(?:\.template)?$|[^./]+$)/i
const WORKFLOW_FOLDER = /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+$/

/** The kind a path's name shows by itself; `yaml` and `conf` where the content must decide. */
export function kindByName(path: string): FileKind | 'yaml' | 'conf' | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (DOCKERFILE.test(name) && !NOT_A_DOCKERFILE.test(name)) return 'dockerfile'
  if (ENV.test(name) && !NOT_AN_ENV_FILE.test(name)) return 'env'
  if (NGINX.test(name) || (NGINX_FOLDER.test(path) && !YAML.test(name))) return 'conf'
  if (!YAML.test(name)) return undefined
  if (WORKFLOW_FOLDER.test(path)) return 'workflow'
  return COMPOSE.test(name) ? 'compose' : 'yaml'
}

/** The kind of a YAML file by its top-level keys, or whether a `*.conf` is of nginx. */
export function kindByContent(text: string, named: 'yaml' | 'conf' = 'yaml'): FileKind | undefined {
  if (named === 'conf') return isNginxText(text) ? 'nginx' : undefined
  // A workflow has `services` too, so it is asked for first.
  if (/^jobs\s*:/m.test(text) && /^["']?on["']?\s*:/m.test(text)) return 'workflow'
  if (/^apiVersion\s*:/m.test(text) && /^kind\s*:/m.test(text)) return 'kubernetes'
  if (/^services\s*:\s*(?:#.*)?$/m.test(text) && /^\s+(?:image|build)\s*:/m.test(text)) return 'compose'
  return undefined
}

/** A `*.conf` in a folder of nginx may be of supervisord or logrotate as well. */
function isNginxText(text: string): boolean {
  return (
    /^[ \t]*(?:server|http|events|stream|upstream|location|map|types|geo|if)\b[^\n;]*\{/m.test(text) ||
    /^[ \t]*(?:listen|server_name|server_tokens|proxy_\w+|fastcgi_\w+|uwsgi_\w+|add_header|root|try_files|return|rewrite|resolver|allow|deny|include|error_page|limit_\w+|set_real_ip_from|ssl_\w+|gzip\w*|client_max_body_size|set)[ \t]+[^\n]*;/m.test(
      text,
    ) ||
    // Their values often go over several lines.
    /^[ \t]*(?:add_header|more_set_headers|valid_referers|proxy_set_header|log_format)\s[^;{}]{0,5000};/m.test(
      text,
    )
  )
}
