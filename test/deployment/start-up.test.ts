import { describe, expect, test } from 'vitest'
import { developmentServerOf, siteGeneratorOf } from '../../src/deployment/development-servers.ts'
import { launched } from '../../src/deployment/launchers.ts'
import { scriptCallOf } from '../../src/deployment/package-scripts.ts'
import { parseScript } from '../../src/documents/shell/parse.ts'
import { TracedText } from '../../src/span.ts'

function command(text: string) {
  const span = { path: 'a', start: 0, end: text.length }
  return parseScript(TracedText.verbatim(text, span)).commands[0]!
}

describe('what is launched', () => {
  test.each([
    ['python3 -u -m flask run', 'flask run'],
    ['python manage.py runserver', 'manage.py runserver'],
    ['exec sudo -u app poetry -C api run uvicorn app:app', 'uvicorn app:app'],
    ['bundle exec rails s', 'rails s'],
    ['npx --yes vite build', 'vite build'],
    ['cross-env NODE_ENV=production PORT=1 node .', 'node .'],
    ['dotenv -e .env -- next dev', 'next dev'],
    ['uv run --env-file .env python -m http.server 80', 'http.server 80'],
    ['./wait-for-it.sh db:5432 -t 30 -- npm start', 'npm start'],
    ['npm run build', 'npm run build'],
    ['python -c "import x"', 'python -c import x'],
    ['python', 'python'],
    ['npx', 'npx'],
  ])('by %s', (text, wanted) => {
    const { name, words } = launched(command(text))
    expect([name, ...words.map(({ value }) => value)].join(' ')).toBe(wanted)
  })
})

describe('development servers', () => {
  const found = (text: string, variables: Record<string, string> = {}) =>
    developmentServerOf(command(text), (name) => {
      const value = variables[name]
      return value === undefined ? undefined : { value }
    })?.name

  test.each([
    ['mkdocs -q serve -a 0.0.0.0:8000', 'mkdocs serve'],
    ['vite', 'vite'],
    ['vite --host 0.0.0.0', 'vite'],
    ['vite preview', 'vite preview'],
    ['next', 'next'],
    ['next dev -p 3000', 'next dev'],
    ['ng serve', 'ng serve'],
    ['webpack --mode development --watch', 'webpack --watch'],
    ['turbo run dev --filter=web', 'turbo run'],
    ['flask --app shop run', 'flask run'],
    ['python manage.py runserver 0.0.0.0:8000', 'manage.py runserver'],
    ['gunicorn app:app --reload', 'gunicorn --reload'],
    ['node --watch server.js', 'node --watch'],
    ['node --watch-path=src server.js', 'node --watch-path'],
    ['tsx watch src/index.ts', 'tsx watch'],
    ['php -S 0.0.0.0:80 -t public', 'php -S'],
    ['php artisan serve', 'php artisan serve'],
    ['rails server', 'rails server'],
    ['./gradlew :app:bootRun --args=x', 'gradlew :app:bootRun'],
    ['mvn spring-boot:run', 'mvn spring-boot:run'],
    ['go run ./cmd/app', 'go run'],
    ['air -c .air.toml', 'air'],
    ['dotnet watch run', 'dotnet watch'],
    ['mix phx.server', 'mix phx.server'],
    ['./node_modules/.bin/nodemon', 'nodemon'],
  ])('%s', (text, wanted) => {
    expect(found(text)).toBe(wanted)
  })

  test.each([
    'mkdocs build',
    'vite build',
    'vite --version',
    'next start',
    'next build',
    'flask db upgrade',
    'uvicorn app:app --reload-dir src',
    'node server.js',
    'tsx src/index.ts',
    'php artisan migrate',
    'php-fpm',
    'rails db:migrate',
    'rails server -e production',
    'RAILS_ENV=production rails s',
    'MIX_ENV=$ENV mix phx.server',
    'gradle build',
    'turbo run build',
    'caddy run',
    'watch ls',
  ])('%s is none', (text) => {
    expect(found(text)).toBe(undefined)
  })

  test('take their mode from a variable', () => {
    expect(found('rails s', { RAILS_ENV: 'production' })).toBe(undefined)
    expect(found('rails s', { RAILS_ENV: 'development' })).toBe('rails s')
    expect(developmentServerOf(command('rails s'), () => 'unknown')).toBe(undefined)
  })
})

describe('site generators', () => {
  test.each([
    ['mkdocs build --strict', 'mkdocs build'],
    ['hugo --minify', 'hugo'],
    ['hugo server', undefined],
    ['hugo version', undefined],
    ['npm run build', 'npm run build'],
    ['npm start', undefined],
  ])('%s', (text, wanted) => {
    expect(siteGeneratorOf(command(text))).toBe(wanted)
  })
})

describe('script calls', () => {
  test.each([
    ['npm start', 'start', ''],
    ['npm run dev -- --host', 'dev', ''],
    ['npm --prefix web run dev', 'dev', 'web'],
    ['yarn dev', 'dev', ''],
    ['yarn --cwd=web start', 'start', 'web'],
    ['yarn workspace web run dev', 'dev', undefined],
    ['pnpm --filter web dev', 'dev', undefined],
    ['bun run start', 'start', ''],
    ['deno task dev', 'dev', ''],
  ])('%s', (text, script, folder) => {
    const call = scriptCallOf(command(text))
    expect([call?.script.value, call?.folder]).toEqual([script, folder])
  })

  test.each([
    'npm ci',
    'npm run',
    'yarn',
    'yarn install',
    'pnpm add x',
    'bun run ./server.ts',
    'npm run $X',
    'node start',
  ])('%s is none', (text) => {
    expect(scriptCallOf(command(text))).toBe(undefined)
  })
})
