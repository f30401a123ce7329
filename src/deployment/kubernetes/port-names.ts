/** All that the API refuses of the name of a port (IANA_SVC_NAME), each to follow "it"; empty where it is good. */
export function faultsOfPortName(name: string): readonly string[] {
  const faults: string[] = []
  if (name.length > 15) faults.push(`has ${name.length} characters, more than 15`)
  if (!/^[-a-z0-9]+$/.test(name)) faults.push('has other characters than a-z, 0-9 and -')
  if (!/[a-z]/.test(name)) faults.push('has no letter')
  if (name.includes('--')) faults.push('has two hyphens in a row')
  if (name.startsWith('-') || name.endsWith('-')) faults.push('begins or ends with a hyphen')
  return faults
}
