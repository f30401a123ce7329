import type { Workload } from '../../deployment/kubernetes/workload.ts'

type Metadata = ReadonlyMap<string, { readonly value: string }>

function isNamedTiller(labels: Metadata): boolean {
  return labels.get('app')?.value === 'helm' || (labels.get('name')?.value ?? '').includes('tiller')
}

/** Whether a workload is the server of Helm 2, by its name and labels, its pods' or its images. */
export function isTiller({ object, podLabels, template, containers }: Workload): boolean {
  return (
    (object.name?.value ?? '').includes('tiller') ||
    (template.text('metadata', 'name')?.value ?? '').includes('tiller') ||
    isNamedTiller(object.labels) ||
    isNamedTiller(podLabels) ||
    containers.some((container) => container.text('image')?.value.includes('tiller'))
  )
}
