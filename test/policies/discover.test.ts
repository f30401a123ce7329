import { posix } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Discovery, discoverPolicy } from '../../src/policies/discover.ts'

function discover(folder: string, files: Record<string, string>, roots: string[] = []): Promise<Discovery> {
  return discoverPolicy(folder, {
    read: async (path) => files[path],
    isRepositoryRoot: async (at) => roots.includes(at),
    join: posix.join,
    parent: (at) => (at === '/' ? undefined : posix.dirname(at)),
  })
}

describe('discoverPolicy', () => {
  it('takes the nearest', async () => {
    const files = { '/r/plimsoll.yaml': 'far', '/r/a/plimsoll.json': 'near' }
    expect((await discover('/r/a/b', files)).found).toEqual({ path: '/r/a/plimsoll.json', text: 'near' })
    expect((await discover('/r/c', files)).found?.path).toBe('/r/plimsoll.yaml')
  })

  it('prefers one name over the others and tells which it leaves unread', async () => {
    const files = { '/r/.plimsoll.yaml': '', '/r/plimsoll.yml': 'x' }
    expect(await discover('/r', files)).toEqual({
      found: { path: '/r/plimsoll.yml', text: 'x' },
      shadowed: ['/r/.plimsoll.yaml'],
    })
  })

  it('ends at the root of the repository, which it still reads', async () => {
    const files = { '/plimsoll.yaml': 'of somebody else', '/r/plimsoll.yaml': 'ours' }
    expect((await discover('/r/a', files, ['/r/a'])).found).toBeUndefined()
    expect((await discover('/r/a', files, ['/r'])).found?.text).toBe('ours')
    expect((await discover('/x', {}, [])).found).toBeUndefined()
  })
})
