import ignore from 'ignore'
import { folderOf } from './paths.ts'
import type { ProjectFiles } from './project-files.ts'

/** Whether a `.gitignore` of the project leaves a file out; undefined where the project has none above it. */
export function isGitIgnored(path: string, files: ProjectFiles): boolean | undefined {
  let found: boolean | undefined
  let ignored = false
  for (const folder of foldersAbove(path)) {
    const own = folder === '' ? '.gitignore' : `${folder}/.gitignore`
    const text = files.kindOf(own) === 'file' ? files.text(own) : undefined
    if (text === undefined) continue
    found = true
    const relative = folder === '' ? path : path.slice(folder.length + 1)
    const said = ignore().add(text).test(relative)
    // A file further down may take back what one further up leaves out.
    ignored = said.ignored || (ignored && !said.unignored)
  }
  return found && ignored
}

/** From the root down. */
function foldersAbove(path: string): string[] {
  const folders: string[] = []
  for (let folder = folderOf(path); ; folder = folderOf(folder)) {
    folders.unshift(folder)
    if (folder === '') return folders
  }
}
