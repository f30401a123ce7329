/** The colours of what is drawn as a box: surface, outline and heading. */
interface Look {
  readonly light: readonly [fill: string, stroke: string, text: string]
  readonly dark: readonly [fill: string, stroke: string, text: string]
}

const LOOKS: Readonly<Record<string, Look>> = {
  app: { light: ['#eaf1ff', '#2f6fed', '#12326e'], dark: ['#14233f', '#6ea0ff', '#d7e4ff'] },
  proxy: { light: ['#e2f6f2', '#0c8577', '#07443d'], dark: ['#0d2b28', '#3fc4b2', '#c9f3ec'] },
  'data-store': { light: ['#f1ebff', '#7748e0', '#3a1d7d'], dark: ['#271b45', '#a98bff', '#e6dcff'] },
  job: { light: ['#fff4df', '#bd6b00', '#5e3600'], dark: ['#33240a', '#f0aa3c', '#ffe6bd'] },
  stage: { light: ['#f4f6f9', '#7b8794', '#2b3440'], dark: ['#1d242d', '#8794a3', '#dbe2ea'] },
  image: { light: ['#e8ecf1', '#7b8794', '#2b3440'], dark: ['#28313c', '#8794a3', '#dbe2ea'] },
  volume: { light: ['#f8f5ff', '#8f6fe0', '#3a1d7d'], dark: ['#221b35', '#9d86e0', '#e6dcff'] },
  'host-path': { light: ['#f4f6f9', '#7b8794', '#2b3440'], dark: ['#1d242d', '#8794a3', '#dbe2ea'] },
  port: { light: ['#222b38', '#222b38', '#ffffff'], dark: ['#e6ebf2', '#e6ebf2', '#141a22'] },
  route: { light: ['#ffffff', '#0c8577', '#07443d'], dark: ['#12171e', '#3fc4b2', '#c9f3ec'] },
  'env-file': { light: ['#f1f8e2', '#5d8a16', '#2d4507'], dark: ['#1f2b0e', '#9ccc52', '#e3f3c6'] },
  unresolved: { light: ['#ffecec', '#d3212c', '#7c0d14'], dark: ['#3a1416', '#ff6b6f', '#ffd9da'] },
}
const LINES: Readonly<Record<string, readonly [light: string, dark: string, more: string]>> = {
  traffic: ['#0c8577', '#3fc4b2', 'stroke-width:2'],
  needs: ['#51606f', '#9fb0c2', 'stroke-width:1.4'],
  stores: ['#8f6fe0', '#9d86e0', 'stroke-width:1.4'],
  builds: ['#a3afbb', '#566373', 'stroke-width:1.3'],
  reads: ['#a5c771', '#5f7d33', 'stroke-width:1.2'],
  joins: ['#a3afbb', '#566373', 'stroke-width:1'],
  broken: ['#d3212c', '#ff6b6f', 'stroke-width:1.8;stroke-dasharray:6 4'],
}
/** Of networks, in order of their names; the name stands beside the dot, so that they may come again. */
const DOTS = ['#e2557b', '#2f9fd8', '#e39b22', '#4caf6d', '#a06be0', '#8d6e63', '#26a69a', '#c0ca33']

/** How many colours networks have. */
export const DOT_COUNT = DOTS.length

/**
 * The style sheet of a picture. Plain rules, once for light and once for dark pages: viewers that are no
 * browsers know neither variables nor media.
 */
export function styleSheet(): string {
  const light = [
    '.page{fill:#ffffff}.frame{fill:#fafbfc;stroke:#d3dae2}.frame-title{fill:#51606f}',
    '.small{fill:#51606f}.on-port{fill:#c5cfdb}.warn{fill:#a04a00}.halo{stroke:#ffffff}.label{fill:#3d4a57}',
    '.chip{fill:#ffffff;stroke:#d3dae2}.rule{stroke:#e3e8ee}.secret{fill:#fff4df;stroke:#bd6b00}.on-secret{fill:#5e3600}',
    '.heading{fill:#1f2933}',
    ...rules(({ light: [fill, stroke, text] }) => [fill, stroke, text]),
    ...Object.entries(LINES).map(
      ([name, [color]]) => `.line-${name}{stroke:${color}}.head-${name}{fill:${color}}`,
    ),
  ]
  const dark = [
    '.page{fill:#12171e}.frame{fill:#161c24;stroke:#364250}.frame-title{fill:#a9b7c6}',
    '.small{fill:#a9b7c6}.on-port{fill:#51606f}.warn{fill:#f0aa3c}.halo{stroke:#12171e}.label{fill:#c3cedb}',
    '.chip{fill:#1d242d;stroke:#364250}.rule{stroke:#2a3440}.secret{fill:#33240a;stroke:#f0aa3c}.on-secret{fill:#ffe6bd}',
    '.heading{fill:#e6ebf2}',
    ...rules(({ dark: [fill, stroke, text] }) => [fill, stroke, text]),
    ...Object.entries(LINES).map(
      ([name, [, color]]) => `.line-${name}{stroke:${color}}.head-${name}{fill:${color}}`,
    ),
  ]
  return [
    // Fonts that are about as wide as was measured; what the system would choose may be wider.
    'text{font-family:Helvetica,Arial,"Liberation Sans","Nimbus Sans",Roboto,"Segoe UI",sans-serif}',
    '.title{font-size:13px;font-weight:600}.small{font-size:10.5px}.label{font-size:9.5px}.frame-title{font-size:11.5px;font-weight:600}',
    '.heading{font-size:13px;font-weight:600}.halo{fill:none;stroke-width:4;stroke-linejoin:round;font-size:9.5px}',
    '.frame{stroke-width:1;stroke-dasharray:none}.line{fill:none}.job-box,.unresolved-box{stroke-dasharray:5 3}',
    ...Object.entries(LINES).map(([name, [, , more]]) => `.line-${name}{${more}}`),
    ...DOTS.map((color, index) => `.dot-${index}{fill:${color}}`),
    ...light,
    `@media (prefers-color-scheme:dark){${dark.join('')}}`,
  ].join('\n')
}

function rules(of: (look: Look) => readonly [string, string, string]): string[] {
  return Object.entries(LOOKS).map(([name, look]) => {
    const [fill, stroke, text] = of(look)
    return `.${name}-box{fill:${fill};stroke:${stroke}}.${name}-bar{fill:${stroke}}.${name}-text{fill:${text}}`
  })
}
