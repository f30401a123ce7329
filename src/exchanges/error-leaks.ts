/** What a body tells of the inside, and where. */
export interface ErrorLeak {
  readonly what: string
  /** Offsets in the body. */
  readonly start: number
  readonly end: number
}

/** Signs of what runs inside, by the programs that leave them. All patterns are linear. */
const SIGNS: readonly (readonly [what: string, pattern: RegExp])[] = [
  [
    'a debug page of Django',
    /<code>DEBUG\s*=\s*True<\/code>|<title>[^<]{0,200} at \/[^<]{0,200}<\/title>(?=[\s\S]{0,2000}Django)/,
  ],
  ['a debug page of Flask', /<title>[^<]{0,200}\/\/ Werkzeug Debugger<\/title>|EVALEX = true/],
  [
    'a debug page of Laravel',
    /<title>[^<]{0,80}Whoops!|Illuminate\\[A-Z][\w\\]{2,80}|"exception":\s*"[A-Z]\w*\\\\/,
  ],
  ['a debug page of Symfony', /Symfony Exception|Symfony\\Component\\[\w\\]{2,80}/],
  [
    'a debug page of Rails',
    /<title>Action Controller: Exception caught<\/title>|ActionController::\w+Error|ActiveRecord::\w+/,
  ],
  [
    'an error page of ASP.NET',
    /<title>Server Error in '[^<]{0,100}' Application|Microsoft\.AspNetCore\.Diagnostics|\[HttpException/,
  ],
  ['a debug page of Next.js or Vite', /__NEXT_DATA__[^>]{0,200}"err":|vite-error-overlay/],
  ['a debug page of Phoenix', /<title>[^<]{0,120}at (?:GET|POST|PUT|DELETE) \/[^<]{0,120}<\/title>/],
  ['a stack trace of Python', /Traceback \(most recent call last\)|^ {2}File "[^"\n]{1,300}", line \d+/m],
  [
    'a stack trace of Java',
    /\bat [\w$.]{3,200}\([\w$]{1,80}\.java:\d{1,6}\)|\b(?:java|javax|jakarta|org|com|io|net)\.[\w.]{3,150}(?:Exception|Error)\b/,
  ],
  [
    'a stack trace of JavaScript',
    /\bat (?:async )?(?:[\w$.<>[\] ]{1,120} )?\(?(?:file:\/\/)?(?:\/|[A-Z]:\\)[^\s():"']{1,300}:\d{1,6}:\d{1,6}\)?/,
  ],
  [
    'a stack trace of PHP',
    /(?:Fatal error|Parse error|Warning|Notice)(?:<\/b>)?:\s[^\n]{0,300} in (?:<b>)?\/[^\s<]{1,200}|#0 \/[^\s(]{1,200}\(\d{1,6}\)/,
  ],
  ['a stack trace of Go', /\bgoroutine \d{1,6} \[running\]|panic: runtime error/],
  ['a stack trace of Ruby', /\/[\w./-]{1,200}\.rb:\d{1,6}:in [`']/],
  ['a stack trace of .NET', /\bat [\w.<>`]{3,200}\([^)\n]{0,200}\) in [A-Z/][^\n]{1,200}:line \d+/],
  [
    'an error of the database',
    /\b(?:psycopg2?|asyncpg|sqlalchemy|pymysql|sqlite3|MySQLdb)\.(?:[a-z]+\.)?[A-Z]\w{2,60}|SQLSTATE\[\w{5}\]|\bORA-\d{5}\b|PG::\w{3,40}|You have an error in your SQL syntax|SqlException|PrismaClient\w{0,40}Error|SequelizeDatabaseError|Sequelize\w{3,40}Error|MongoServerError|QueryFailedError|ER_[A-Z]{3}_[A-Z_]{3,40}/,
  ],
  [
    'a SQL statement',
    /\b(?:SELECT\s[\w*"`., ()]{1,200}\sFROM\s|INSERT\s+INTO\s+["`]?\w{1,60}["`]?\s*\(|UPDATE\s+["`]?\w{1,60}["`]?\s+SET\s|DELETE\s+FROM\s+["`]?\w)/,
  ],
  [
    'a file path of the server',
    /(?:^|[\s"'(=])((?:\/(?:app|srv|var\/www|home\/\w{1,40}|usr\/src|opt|root)\/[\w./@-]{2,200}\.(?:py|js|ts|mjs|cjs|rb|php|go|java|cs|ex|rs))|(?:[A-Z]:\\\\?(?:inetpub|Users|app)[\\\w.-]{2,200}))/,
  ],
]

/** A page that tells of an error tells it early. In characters. */
const LONGEST = 200_000

/** The first sign in a text that it tells of the inside; for answers that are errors. */
export function findErrorLeak(whole: string): ErrorLeak | undefined {
  const body = whole.slice(0, LONGEST)
  for (const [what, pattern] of SIGNS) {
    const found = pattern.exec(body)
    if (!found) continue
    // Of a path the character before it is no part.
    const start = found[1] === undefined ? found.index : found.index + found[0].length - found[1].length
    return { what, start, end: found.index + found[0].length }
  }
  return undefined
}
