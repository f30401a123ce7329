import type { PolicySource } from '../chain.ts'
import type { PolicyReading } from '../read.ts'
import { readDclintPolicy } from './dclint.ts'
import { readHadolintPolicy } from './hadolint.ts'
import { readKubeLinterPolicy } from './kube-linter.ts'

/** The settings of another tool, as a policy of ours. */
export interface PeerReading extends PolicyReading {
  /** The tool as names of its checks begin: `hadolint`. */
  readonly peer: string
  /** That tool's comments in files are to silence nothing. */
  readonly voidsComments: boolean
}

interface PeerFormat {
  readonly peer: string
  /** At the project's root; the first that is there is the one that counts. */
  readonly files: readonly string[]
  readonly read: (path: string, text: string) => PeerReading
}

/** Tools whose settings are honoured where a project has them. */
export const PEER_FORMATS: readonly PeerFormat[] = [
  { peer: 'hadolint', files: ['.hadolint.yaml', '.hadolint.yml'], read: readHadolintPolicy },
  {
    peer: 'dclint',
    files: ['.dclintrc', '.dclintrc.json', '.dclintrc.yaml', '.dclintrc.yml'],
    read: readDclintPolicy,
  },
  {
    peer: 'kube-linter',
    files: ['.kube-linter.yaml', '.kube-linter.yml'],
    read: readKubeLinterPolicy,
  },
]

/** Reads the settings of another tool; undefined for a file that no tool is known to read. Never throws. */
export function readPeerPolicy({ path, text }: PolicySource): PeerReading | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1)
  return PEER_FORMATS.find(({ files }) => files.includes(name))?.read(path, text)
}
