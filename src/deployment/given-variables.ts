const GIVEN =
  /^(?:COMPOSE_\w+|DOCKER_\w+|BUILDKIT_\w+|BUILDX_\w+|PWD|OLDPWD|HOME|USER|USERNAME|LOGNAME|UID|GID|EUID|SHELL|PATH|HOSTNAME|TERM|TZ|LANG|LC_\w+|TMPDIR|TEMP|TMP|APPDATA|USERPROFILE|XDG_\w+|DISPLAY|SSH_AUTH_SOCK|CI|CI_\w+|GITHUB_\w+|GITLAB_\w+|BITBUCKET_\w+|CIRCLE_\w+|TRAVIS_\w+|BUILD_(?:NUMBER|ID|SOURCEVERSION)|RAILWAY_\w+|RENDER_\w+|FLY_\w+|VERCEL_\w+|HEROKU_\w+|COOLIFY_\w+|SERVICE_(?:FQDN|URL|USER|PASSWORD|BASE64)_\w+)$/

/** Variables that nobody of the project sets: Compose, the shell, or the platform that builds and runs it does. */
export function isGivenVariable(name: string): boolean {
  return GIVEN.test(name)
}

const OF_FRAMEWORKS =
  /^(?:NODE_ENV|PORT|HOST|MODE|DEV|PROD|SSR|BASE_URL|NODE_OPTIONS|NEXT_RUNTIME|VITEST|JEST_WORKER_ID|PYTHON\w+|DJANGO_SETTINGS_MODULE|WERKZEUG_RUN_MAIN|npm_\w+|CARGO_\w+|OUT_DIR)$/

/** Variables that frameworks, build tools and platforms set for the code by themselves. */
export function isFrameworkVariable(name: string): boolean {
  return OF_FRAMEWORKS.test(name)
}

const READ_BY_LIBRARIES =
  /^(?:AWS_|AZURE_|GOOGLE_|GCP_|OTEL_|SENTRY_|DD_|NEW_RELIC_|ELASTIC_|PG[A-Z]+$|NODE_|NPM_|YARN_|PNPM_|UV_|PIP_|PYTHON|GUNICORN_|UVICORN_|WEB_CONCURRENCY|FLASK_|DJANGO_|CELERY_|RAILS_|RACK_|RUBY|BUNDLE_|SECRET_KEY_BASE|DATABASE_URL|REDIS_URL|SPRING_|JAVA_|JDK_|JVM_|MAVEN_|ASPNETCORE_|DOTNET_|PHP_|SYMFONY_|LARAVEL_|GO[A-Z]*$|GIN_MODE|RUST_|NEXT_|NUXT_|NITRO_|AUTH_|NEXTAUTH_|CLERK_|SSL_|CURL_|REQUESTS_|TZ$|LANG$|DEBUG$|LOG_LEVEL$|MALLOC_|LD_|HTTPS?_PROXY|NO_PROXY|NGINX_|CADDY_|TRAEFIK_|PRISMA_|HF_|TRANSFORMERS_|CUDA_|NVIDIA_|TF_|OMP_|TOKENIZERS_|OPENAI_|ANTHROPIC_|LANGCHAIN_|LANGSMITH_|STREAMLIT_|JUPYTER_|AIRFLOW_|DBT_|VAULT_|CONSUL_|KUBE)/i

/** Variables that libraries and runtimes read by themselves, so that no code of the project names them. */
export function isReadByLibraries(name: string): boolean {
  return READ_BY_LIBRARIES.test(name)
}
