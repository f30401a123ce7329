const GIVEN =
  /^(?:COMPOSE_\w+|DOCKER_\w+|BUILDKIT_\w+|BUILDX_\w+|PWD|OLDPWD|HOME|USER|USERNAME|LOGNAME|UID|GID|EUID|SHELL|PATH|HOSTNAME|TERM|TZ|LANG|LC_\w+|TMPDIR|TEMP|TMP|APPDATA|USERPROFILE|XDG_\w+|DISPLAY|SSH_AUTH_SOCK|CI|CI_\w+|GITHUB_\w+|GITLAB_\w+|BITBUCKET_\w+|CIRCLE_\w+|TRAVIS_\w+|BUILD_(?:NUMBER|ID|SOURCEVERSION)|RAILWAY_\w+|RENDER_\w+|FLY_\w+|VERCEL_\w+|HEROKU_\w+|COOLIFY_\w+|SERVICE_(?:FQDN|URL|USER|PASSWORD|BASE64)_\w+)$/

/** Variables that nobody of the project sets: Compose, the shell, or the platform that builds and runs it does. */
export function isGivenVariable(name: string): boolean {
  return GIVEN.test(name)
}
