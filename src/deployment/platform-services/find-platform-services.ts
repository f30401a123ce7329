import type { DocumentBase } from '../../documents/document.ts'
import { type ProcfileDocument, parseProcfile } from '../../documents/procfile/parse.ts'
import type { TomlDocument } from '../../documents/toml/document.ts'
import { parseToml } from '../../documents/toml/parse.ts'
import type { Mapping, YamlDocument } from '../../documents/yaml/node.ts'
import { parseYaml } from '../../documents/yaml/parse.ts'
import { asMapping } from '../compose/tree.ts'
import { folderOf, nameOf } from '../paths.ts'
import { type ManifestSurroundings, makePlatformService, type ServiceDraft } from './draft.ts'
import { readFly } from './fly.ts'
import { readHeroku } from './heroku.ts'
import type { PlatformService } from './platform-service.ts'
import { readRailway } from './railway.ts'
import { readRender } from './render.ts'
import { readVercel } from './vercel.ts'

/** Parses a manifest once for the whole project; undefined where it cannot be read. */
type Parsed = <T extends DocumentBase>(
  path: string,
  parse: (path: string, text: string) => T,
) => T | undefined

/** Every service that the manifests of hosting platforms describe. */
export function findPlatformServices(
  paths: readonly string[],
  parsed: Parsed,
  around: ManifestSurroundings,
): PlatformService[] {
  const named = (pattern: RegExp) => paths.filter((path) => pattern.test(nameOf(path)))
  const treeAt = (path: string): Mapping | undefined =>
    path.endsWith('.toml')
      ? parsed<TomlDocument>(path, parseToml)?.root
      : asMapping(parsed<YamlDocument>(path, parseYaml)?.roots[0]?.root)
  const drafts: ServiceDraft[] = []
  const readEach = (pattern: RegExp, read: (path: string, root: Mapping) => readonly ServiceDraft[]) => {
    for (const path of named(pattern)) {
      const root = treeAt(path)
      if (root) drafts.push(...read(path, root))
    }
  }
  for (const path of named(/^render\.ya?ml$/i)) {
    const document = parsed<YamlDocument>(path, parseYaml)
    if (document) drafts.push(...readRender(document))
  }
  readEach(/^railway\.(?:json|toml)$/i, readRailway)
  readEach(/^fly\.(?:.+\.)?toml$/i, readFly)
  readEach(/^vercel\.json$/i, readVercel)
  const procfiles = named(/^Procfile$/)
  for (const path of procfiles) {
    const app = named(/^app\.json$/i).find((each) => folderOf(each) === folderOf(path))
    const root = app === undefined ? undefined : treeAt(app)
    const document = parsed<ProcfileDocument>(path, parseProcfile)
    drafts.push(...readHeroku(document, root && { path: app!, root }))
  }
  for (const path of named(/^app\.json$/i)) {
    if (procfiles.some((each) => folderOf(each) === folderOf(path))) continue
    const root = treeAt(path)
    if (root) drafts.push(...readHeroku(undefined, { path, root }))
  }
  return drafts.map((draft) => makePlatformService(draft, around))
}
