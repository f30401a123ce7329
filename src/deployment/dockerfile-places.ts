import { folderOf, isWithin, nameOf } from './paths.ts'
import type { Project } from './project.ts'
import type { ProjectFiles } from './project-files.ts'

/** The Dockerfiles in a folder, by their paths from there, nearest first. */
export function dockerfilesIn({ images }: Project, folder: string): readonly string[] {
  const start = folder === '' ? 0 : folder.length + 1
  return images
    .filter(({ path }) => isWithin(path, folder))
    .map(({ path }) => path.slice(start))
    .sort((a, b) => a.split('/').length - b.split('/').length)
}

/** Whether a path lies in a git submodule, which may not be checked out. */
export function isInSubmodule(path: string, files: ProjectFiles): boolean {
  const declared = files.paths.filter((each) => nameOf(each) === '.gitmodules')
  return declared.some((file) =>
    [...(files.text(file) ?? '').matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)].some((match) => {
      const folder = folderOf(file)
      return isWithin(path, folder === '' ? match[1]! : `${folder}/${match[1]!}`)
    }),
  )
}
