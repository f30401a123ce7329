import type { Span } from '../span.ts'
import { folderOf, isWithin } from './paths.ts'
import type { Project } from './project.ts'
import { publicPrefix } from './variable-names.ts'

/** A place in source code that reads an environment variable. */
export interface SourceReference {
  readonly name: string
  /** The name alone, without quotes. */
  readonly span: Span
  /** The program fails here where the variable is not set. False too where that is not known. */
  readonly isRequired: boolean
}

/** What is scanned at most; beyond it a project is no longer read at a glance. */
const MOST_FILES = 4000
const LARGEST_FILE = 512 * 1024
const MOST_REFERENCES = 20_000

const SCRIPT =
  /\b(?:process\.env|import\.meta\.env|Bun\.env)(?:\.([A-Za-z_]\w*)|\[\s*['"`]([A-Za-z_]\w*)['"`]\s*\])|\b(?:Deno\.env\.get|env\.get)\(\s*['"`]([A-Za-z_]\w*)['"`]/g
/** `const { A, B: b = 1 } = process.env`, `import { PUBLIC_A } from '$env/static/public'`. */
const UNPACKED =
  /\{([^{}]{1,2000})\}\s*(?:=\s*(?:process\.env|import\.meta\.env)\b(?!\.|\[)|from\s*['"]\$env\/(?:static|dynamic)\/(?:public|private)['"])/g
const PYTHON =
  /\b(?:os\.)?(?:environ(?:\.get|\.setdefault)?|getenv)\s*[([]\s*['"]([A-Za-z_]\w*)['"]|\b(?:env|config)(?:\.\w+)?\(\s*['"]([A-Z_][A-Z0-9_]*)['"]/g
const RUBY = /\bENV(?:\.fetch|\.dig)?\s*[([]\s*['"]([A-Za-z_]\w*)['"]/g
const GO = /\bos\.(?:Getenv|LookupEnv)\(\s*"([A-Za-z_]\w*)"/g
const PHP = /\b(?:getenv|env)\(\s*['"]([A-Za-z_]\w*)['"]|\$_(?:ENV|SERVER)\[\s*['"]([A-Z_][A-Z0-9_]*)['"]/g
const RUST = /\benv::var(?:_os)?\(\s*"([A-Za-z_]\w*)"/g
const JAVA = /\bSystem\.getenv\(\s*"([A-Za-z_]\w*)"/g
const CSHARP = /\bEnvironment\.GetEnvironmentVariable\(\s*"([A-Za-z_]\w*)"/g

/** What stands behind the name of a read that fails without a value, by the way the read is written. */
const REQUIRED: readonly (readonly [read: RegExp, behind: RegExp])[] = [
  [/\benviron\[\s*['"]$/, /^['"]\s*\](?!\s*=[^=])/],
  [/\bENV\.fetch\(\s*['"]$/, /^['"]\s*\)(?!\s*(?:\{|do\b))/],
  [/\benv::var\(\s*"$/, /^"\s*\)\s*\.(?:unwrap|expect)\(/],
]
/** `os.environ['A'] = …` is no read. */
const WRITTEN = /^['"]\s*\]\s*=(?!=)/

const PATTERNS: Readonly<Record<string, readonly RegExp[]>> = {
  js: [SCRIPT],
  jsx: [SCRIPT],
  ts: [SCRIPT],
  tsx: [SCRIPT],
  mjs: [SCRIPT],
  cjs: [SCRIPT],
  mts: [SCRIPT],
  vue: [SCRIPT],
  svelte: [SCRIPT],
  astro: [SCRIPT],
  py: [PYTHON],
  rb: [RUBY],
  go: [GO],
  php: [PHP],
  rs: [RUST],
  java: [JAVA],
  kt: [JAVA],
  kts: [JAVA],
  scala: [JAVA],
  cs: [CSHARP],
}

/** Files that are not shipped, and bundles that nobody wrote. */
const NOT_SHIPPED =
  /(?:^|\/)(?:node_modules|vendor|dist|build|coverage|tests?|__tests__|__mocks__|e2e|cypress|spec|\.next)\/|\.(?:test|spec|stories|min|d)\.\w+$|(?:^|\/)test_\w+\.py$/

const referencesByProject = new WeakMap<Project, readonly SourceReference[]>()

/**
 * Where the source code that images are built from reads environment variables: the files inside build
 * contexts, and beside env files that hold browser-public variables. Read only when first asked for. A text
 * is searched, not parsed, so only the names count.
 */
export function sourceReferences(project: Project): readonly SourceReference[] {
  const known = referencesByProject.get(project)
  if (known) return known
  const folders = sourceFolders(project)
  const references: SourceReference[] = []
  let scanned = 0
  const { files } = project
  for (const path of files.paths) {
    if (!isSource(path) || NOT_SHIPPED.test(path) || !folders.some((folder) => isWithin(path, folder)))
      continue
    scanned += 1
    if (scanned > MOST_FILES || references.length > MOST_REFERENCES) break
    const text = files.textIfReadable ? files.textIfReadable(path) : files.text(path)
    if (text === undefined || text.length > LARGEST_FILE || !/env/i.test(text)) continue
    references.push(...referencesIn(path, text))
  }
  referencesByProject.set(project, references)
  return references
}

/** Every read of an environment variable in one file, in order. */
export function referencesIn(path: string, text: string): SourceReference[] {
  const patterns = isSource(path) ? PATTERNS[extensionOf(path)]! : []
  const references: SourceReference[] = []
  const add = (name: string, start: number) => {
    const end = start + name.length
    const behind = text.slice(end, end + 40)
    if (isCommentedOut(text, start) || WRITTEN.test(behind)) return
    const before = text.slice(Math.max(0, start - 40), start)
    const isRequired = REQUIRED.some(([read, rest]) => read.test(before) && rest.test(behind))
    references.push({ name, span: { path, start, end }, isRequired })
  }
  for (const pattern of patterns) {
    for (const match of text.matchAll(pattern)) {
      const name = match.slice(1).find((group) => group !== undefined)!
      add(name, match.index + match[0].lastIndexOf(name))
    }
  }
  if (patterns.includes(SCRIPT)) {
    for (const match of text.matchAll(UNPACKED)) {
      for (const name of match[1]!.matchAll(/(?:^|,)\s*([A-Z_][A-Z0-9_]*)\b/g)) {
        add(name[1]!, match.index + 1 + name.index + name[0].length - name[1]!.length)
      }
    }
  }
  return references.sort((one, other) => one.span.start - other.span.start)
}

function isSource(path: string): boolean {
  return Object.hasOwn(PATTERNS, extensionOf(path))
}

function extensionOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1).toLowerCase()
}

/** The line begins as a comment does in all of these languages. */
function isCommentedOut(text: string, at: number): boolean {
  // Nobody's comment is wider; a bundle's one line need not be searched for each of its reads.
  const before = text.slice(Math.max(0, at - 400), at)
  const feed = before.lastIndexOf('\n')
  const line = before.slice(feed + 1)
  return (feed !== -1 || before.length === at) && /^\s*(?:\/\/|#|\*|\/\*|<!--)/.test(line)
}

function sourceFolders(project: Project): string[] {
  const folders = new Set<string>()
  for (const { services } of project.deployments) {
    for (const { build } of services) if (build?.contextPath !== undefined) folders.add(build.contextPath)
  }
  for (const { builtBy, path } of project.images) if (builtBy.length === 0) folders.add(folderOf(path))
  for (const { path, variables } of project.envFiles) {
    if (variables.some(({ name }) => publicPrefix(name))) folders.add(folderOf(path))
  }
  return [...folders]
}
