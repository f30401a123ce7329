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
  const folders = submodules.get(files.paths) ?? submodulesIn(files)
  submodules.set(files.paths, folders)
  return folders.some((folder) => isWithin(path, folder))
}

const submodules = new WeakMap<readonly string[], readonly string[]>()

function submodulesIn(files: ProjectFiles): readonly string[] {
  const declared = files.paths.filter((path) => nameOf(path) === '.gitmodules')
  return declared.flatMap((file) => {
    const folder = folderOf(file)
    const paths = (files.text(file) ?? '').matchAll(/^\s*path\s*=\s*(.+?)\s*$/gm)
    return [...paths].map(([, path]) => (folder === '' ? path! : `${folder}/${path}`))
  })
}
