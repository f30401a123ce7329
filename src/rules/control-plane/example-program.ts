/** The manifest of a static pod with one program of the control plane, for examples; words may hold « ». */
export function examplePodOf(program: string, ...flags: readonly string[]): string {
  const name = program.replace(/[«»]/g, '')
  const words = [program, ...flags].map((word) => `        - ${word}\n`).join('')
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: ${name}, namespace: kube-system }\nspec:\n  containers:\n    - name: main\n      image: registry.k8s.io/${name}:v1.33.2\n      command:\n${words}`
}

/** A configuration object of the kubelet, with what stands below its kind. */
export function exampleKubelet(fields = '', kind = 'KubeletConfiguration'): string {
  return `apiVersion: kubelet.config.k8s.io/v1beta1\nkind: ${kind}\n${fields}`
}
