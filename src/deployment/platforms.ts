const SYSTEMS = new Set(
  'linux windows darwin freebsd netbsd openbsd solaris illumos wasip1 plan9 aix android'.split(' '),
)
const ALIASES: Readonly<Record<string, string>> = {
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm',
  armel: 'arm',
  i386: '386',
}

/** System and architecture of a platform, by their usual names; a part that is left out is that of most servers. */
export function platformParts(platform: string): readonly [string, string] {
  const [first = '', second] = platform.toLowerCase().split('/')
  if (second !== undefined) return [first, ALIASES[second] ?? second]
  return SYSTEMS.has(first) ? [first, 'amd64'] : ['linux', ALIASES[first] ?? first]
}
