import { unwrap } from '../documents/shell/parse.ts'
import type { SimpleCommand } from '../documents/shell/script.ts'

/** How the tools for database migrations are called, matched against a whole command line. */
const MIGRATIONS: readonly RegExp[] = [
  // Django
  /(?:^|[/\s])manage\.py migrate\b|(?:^|[/\s])django-admin migrate\b/,
  // Alembic, Flask-Migrate
  /(?:^|[/\s])alembic (?:-\S+ \S+ )*upgrade\b|(?:^|[/\s])flask db upgrade\b/,
  // Node.js: Prisma, Knex, Sequelize, TypeORM, Drizzle, MikroORM, node-pg-migrate; scripts of package.json
  /\bprisma (?:migrate deploy|db push)\b|\bknex migrate:(?:latest|up)\b|\bsequelize(?:-cli)? db:migrate\b/,
  /\btypeorm(?:-ts-node-\w+)? migration:run\b|\bdrizzle-kit (?:migrate|push)\b|\bmikro-orm migration:up\b|\bnode-pg-migrate up\b/,
  /\b(?:npm|pnpm|yarn|bun)(?: run)? (?:\S+:)?(?:db[:-])?migrat(?:e|ions?)(?::(?:deploy|prod|production|latest|run|up))?(?:\s|$)/,
  // Ruby, PHP, Elixir
  /\b(?:rails|rake) db:(?:migrate|prepare)\b|\bartisan migrate\b|\bdoctrine:migrations:migrate\b|\bmix ecto\.migrate\b/,
  // Java, .NET
  /\bflyway (?:-\S+ )*migrate\b|\bliquibase (?:-\S+ )*update\b|\bdotnet[ -]ef database update\b/,
  // Go, Rust, plain SQL
  /(?:^|[/\s])goose (?:\S+ )*up\b|(?:^|[/\s])migrate (?:\S+ )*up\b|\bdbmate (?:\S+ )*(?:up|migrate)\b|\batlas (?:schema|migrate) apply\b/,
  /\bdiesel migration run\b|\bsqlx (?:migrate run|database setup)\b|\bsea-orm-cli migrate\b/,
]

/** Whether a command brings the schema of a database up to date. */
export function isMigration(command: SimpleCommand): boolean {
  const { name, words } = unwrap(command)
  // A word with blanks in it is a text, or a script whose commands are looked at one by one.
  const line = [name, ...words.flatMap(({ value }) => (/\s/.test(value) ? [] : value))].join(' ')
  return MIGRATIONS.some((pattern) => pattern.test(line))
}
