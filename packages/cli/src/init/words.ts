import type { Setting } from './detect.js'
import type { Plan, Step } from './plan.js'

/** What was found, in pairs of a word and what it is. */
export function foundIn({ manager, eslint, hooks, ci }: Setting): Plan['found'] {
  const listed = (all: { tool: string; file: string }[]) => all.map(({ tool, file }) => `${tool} (${file})`).join(', ') || 'none'
  const configured = eslint.config ?? (eslint.legacy === undefined ? 'no configuration' : `${eslint.legacy}, of the old kind`)
  return [
    ['package manager', `${manager.name}${manager.why === undefined ? '' : ` (${manager.why})`}`],
    ['ESLint', `${eslint.version ?? 'not among the dependencies'}, ${configured}`],
    ['hooks', listed(hooks)],
    ['CI', listed(ci)],
  ]
}

/** The plan as text to be read before anything is done. */
export function planInWords({ found, steps, left }: Plan): string {
  const width = Math.max(...found.map(([what]) => what.length))
  return [
    'Found', ...found.map(([what, is]) => `  ${what.padEnd(width)}  ${is}`), '',
    steps.length > 0 ? 'Plan' : 'Plan: nothing to write.', ...steps.flatMap((step, index) => [`  ${index + 1}. ${step.before === undefined ? 'write' : 'edit'} ${step.file}: ${step.does}`, ...changed(step).map(line => `     ${line}`)]), '',
    ...left.length > 0 ? ['Left to you', ...left.flatMap(one => one.split('\n').map((line, index) => `  ${index === 0 ? '- ' : '      '}${line}`)), ''] : [],
  ].join('\n')
}

/** The lines that a step takes away and adds; edits only put something in, so a line that is in both is one that stays. */
function changed({ text, before }: Step): string[] {
  const [was, will] = [before?.split('\n') ?? [], text.trimEnd().split('\n')]
  const lines: string[] = []
  let at = 0
  for (const line of will) {
    const stays = was.indexOf(line, at)
    if (stays >= 0 && was.length > 0) {
      lines.push(...was.slice(at, stays).map(gone => `- ${gone}`))
      at = stays + 1
    } else lines.push(`+ ${line}`)
  }
  return lines
}
