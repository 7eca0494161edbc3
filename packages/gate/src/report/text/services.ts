import type { Assumption, Service } from '@bulkhead/workspace'
import type { Colors } from 'picocolors/types.js'
import { harmless } from '../harmless.js'
import { columns, indent } from './layout.js'

const SHOWN_REASONS = 2

/** The service map: what was taken for a service, where it lives, who owns it, and why. */
export function servicesSection(services: readonly Service[], c: Colors): string[] {
  if (services.length === 0) return [c.bold('Services'), '  none found: the repository is judged as one', '']
  const rows = services.map(({ name, kind, directory, owners, evidence }) => [
    name, kind, directory === '' ? '.' : directory, owners.length === 0 ? 'no owner' : owners.join(' '),
    because(evidence),
  ])
  const painted = columns([['service', 'kind', 'folder', 'owners', 'because'], ...rows], (cell, column, row) =>
    row === 0 ? c.dim(cell) : column === 0 ? c.bold(cell) : cell === 'no owner' && column === 3 ? c.yellow(cell) : cell)
  return [c.bold('Services'), ...indent(painted, 2), '']
}

function because(evidence: Service['evidence']): string {
  const reasons = evidence.slice(0, SHOWN_REASONS).map(({ reason, file }) => {
    const said = reason.replace(/\.$/, '')
    return file === undefined || said.includes(file) ? said : `${said} (${file})`
  })
  const more = evidence.length - SHOWN_REASONS
  return reasons.join('; ') + (more > 0 ? `; and ${more} more` : '')
}

/** What was taken as true without being declared. */
export function assumptionsSection(assumptions: readonly Assumption[], c: Colors): string[] {
  if (assumptions.length === 0) return []
  return [c.bold('Assumed'), ...assumptions.map(assumption => `  - ${assumptionLine(assumption, c)}`), '']
}

function assumptionLine({ what, evidence, configure }: Assumption, c: Colors): string {
  const rest = [
    evidence.length > 0 && `from ${evidence.slice(0, 3).map(harmless).join(', ')}${evidence.length > 3 ? ` and ${evidence.length - 3} more` : ''}`,
    configure !== undefined && `set \`${harmless(configure)}\` to say otherwise`,
  ].filter(part => part !== false)
  return harmless(what) + (rest.length === 0 ? '' : c.dim(` (${rest.join('; ')})`))
}
