/** What a file is to us. Anything else is not judged, though it may be asked for (a script, a requirements file). */
export type FileKind =
  | 'dockerfile'
  | 'compose'
  | 'env'
  | 'nginx'
  | 'caddy'
  | 'kubernetes'
  | 'workflow'
  | 'platform'
  | 'exchange'

const DOCKERFILE = /^(?:(?:dockerfile|containerfile)(?:[.-].+)?|.+\.(?:dockerfile|containerfile))$/i
const NOT_A_DOCKERFILE = /\.(?:dockerignore|md|txt|ya?ml|json|sh|py|js|ts|go|tpl|j2|erb|orig|bak|rej)$/i
const COMPOSE = /^(?:docker-)?compose(?:[._-].+)?\.ya?ml$|^.+[._-](?:docker-)?compose\.ya?ml$/i
const ENV = /^(?:\.env(?:[._-].+)?|.+\.env|env\.(?:example|sample|template|dist)|\.?env\.[\w.-]+)$/i
const NOT_AN_ENV_FILE =
  /\.(?:js|cjs|mjs|ts|mts|tsx|py|rb|go|rs|php|java|sh|bash|ps1|md|ya?ml|json|enc|gpg|age|vault|d\.ts)$/i
const YAML = /\.ya?ml$/i
const JSON_FILE = /\.json$/i
/** JSON of other programs, which may be large. */
const NOT_A_MANIFEST =
  /^(?:package|package-lock|npm-shrinkwrap|composer|tsconfig(?:\..+)?|jsconfig|angular|turbo|nx|lerna|biome|renovate|deno|bun|manifest\.webmanifest|\..+)\.json$/i
const NGINX =
  /(?:^|[._-])nginx(?:[._-].*)?\.conf(?:\.template)?$|^.*\.nginx(?:\.template)?$|^default\.conf(?:\.template)?$/i
const NGINX_FOLDER =
  /(?:^|\/)(?:\.?nginx[^/]*|conf\.d|sites-(?:available|enabled))\/(?:.*\.(?:conf|vhost)(?:\.template)?$|[^./]+$)/i
const CADDY = /^Caddyfile(?:[._-].+)?$|^.+\.(?:caddyfile|caddy)$|^.+\.Caddyfile$/
const NOT_A_CADDYFILE = /\.(?:md|txt|ya?ml|json|sh|tpl|j2|erb|orig|bak)$/i
const WORKFLOW_FOLDER = /(?:^|\/)\.(?:github|gitea|forgejo)\/workflows\/[^/]+$/
/** Its objects need not say what they are. */
const KUSTOMIZATION = /^[Kk]ustomization(?:\.ya?ml)?$/
/** What platforms that host applications read. */
const PLATFORM = /^(?:render\.ya?ml|railway\.(?:json|toml)|fly\.(?:.+\.)?toml|vercel\.json|Procfile)$/

/** A virtual project may hold what an endpoint answered: its path is the URL. */
const URL_PATH = /^https?:\/\//i

/** The kind a path's name shows by itself; `yaml`, `json` and `conf` where the content must decide. */
export function kindByName(path: string): FileKind | 'yaml' | 'json' | 'conf' | undefined {
  if (URL_PATH.test(path)) return 'exchange'
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (DOCKERFILE.test(name) && !NOT_A_DOCKERFILE.test(name)) return 'dockerfile'
  if (ENV.test(name) && !NOT_AN_ENV_FILE.test(name)) return 'env'
  if (PLATFORM.test(name)) return 'platform'
  if (CADDY.test(name) && !NOT_A_CADDYFILE.test(name)) return 'caddy'
  if (NGINX.test(name) || (NGINX_FOLDER.test(path) && !YAML.test(name))) return 'conf'
  if (KUSTOMIZATION.test(name)) return 'kubernetes'
  if (JSON_FILE.test(name)) return NOT_A_MANIFEST.test(name) ? undefined : 'json'
  if (!YAML.test(name)) return undefined
  if (WORKFLOW_FOLDER.test(path)) return 'workflow'
  return COMPOSE.test(name) ? 'compose' : 'yaml'
}

/** The kind of a YAML file by its top-level keys, or whether JSON is a manifest, or a `*.conf` of nginx. */
export function kindByContent(text: string, named: 'yaml' | 'json' | 'conf' = 'yaml'): FileKind | undefined {
  if (named === 'conf') return isNginxText(text) ? 'nginx' : undefined
  if (named === 'json')
    return isManifestJson(text) ? 'kubernetes' : isHerokuJson(text) ? 'platform' : undefined
  // A workflow has `services` too, so it is asked for first.
  if (/^jobs\s*:/m.test(text) && /^["']?on["']?\s*:/m.test(text)) return 'workflow'
  if (/^runs\s*:/m.test(text) && /^\s+using\s*:\s*["']?composite\b/m.test(text)) return 'workflow'
  if (isManifest(text)) return 'kubernetes'
  if (/^services\s*:\s*(?:#.*)?$/m.test(text) && /^\s+(?:image|build)\s*:/m.test(text)) return 'compose'
  return undefined
}

/**
 * Objects of Kubernetes, by the keys of their documents; one of `apiVersion` and `kind` may be missing by mistake.
 * Templates of Helm are no YAML before Helm has run.
 */
function isManifest(text: string): boolean {
  // A document may be indented as a whole, or be JSON.
  const indent = /^(?:\ufeff?(?:\s*\n|[ \t]*#.*\n|---.*\n|%.*\n))*([ ]*)/.exec(text)?.[1] ?? ''
  if (text.startsWith('{', indent.length)) return isManifestJson(text)
  const has = (key: string) => new RegExp(`^(?:${indent})?["']?${key}["']?[ \\t]*:`, 'm').test(text)
  const [hasVersion, hasKind] = [has('apiVersion'), has('kind')]
  if (!hasVersion && !hasKind) return false
  const isObject =
    (hasVersion && hasKind) || has('metadata') || /^(?:kind|apiVersion)[ \t]*:[^\n]*\s*$/.test(text)
  return isObject && !isHelmTemplate(text)
}

function isManifestJson(text: string): boolean {
  if (!/^\ufeff?\s*[[{]/.test(text) || !/"kind"\s*:\s*"[A-Za-z]+"/.test(text)) return false
  return (
    /"apiVersion"\s*:\s*"/.test(text) || (/"metadata"\s*:\s*\{/.test(text) && /"spec"\s*:\s*\{/.test(text))
  )
}

/** The `app.json` of Heroku; that of Expo has the same name. */
function isHerokuJson(text: string): boolean {
  return /"(?:formation|buildpacks|addons|env)"\s*:\s*[[{]/.test(text) && !/"expo"\s*:/.test(text)
}

/** Actions of Go templates that stand where YAML has none; within quotes `{{ }}` is a text like any other. */
function isHelmTemplate(text: string): boolean {
  return (
    text.includes('{{') &&
    /^[ \t]*\{\{|\{\{-?[ \t]*(?:\.(?:Values|Release|Chart|Capabilities|Template)\b|include\b|template\b|toYaml\b|if\b|range\b|with\b|end\b)/m.test(
      text,
    )
  )
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
