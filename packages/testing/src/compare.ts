import type { Finding } from '@bulkhead/analysis'
import type { Expectation, Fixture } from './fixtures.js'

/** What is wrong with the findings of a fixture, one line each; empty where all is as its lines ask. */
export function differences(fixture: Fixture, findings: Pick<Finding, 'file' | 'line' | 'rule' | 'message'>[]): string[] {
  const left = [...findings]
  const wrong: string[] = []
  for (const want of fixture.wants) {
    const index = left.findIndex(f => matches(want, f))
    if (index >= 0) left.splice(index, 1)
    else wrong.push(`missed: ${show(want)}${want.part === undefined ? '' : ` "${want.part}"`}`)
  }
  for (const finding of left) {
    const todo = fixture.todos.find(t => matches(t, finding))
    wrong.push(todo ? `found, so its todo-want may become a want: ${show(finding)}` : `not asked for: ${show(finding)} ${finding.message}`)
  }
  return wrong
}

function matches(want: Expectation, finding: Pick<Finding, 'file' | 'line' | 'rule' | 'message'>): boolean {
  return want.file === finding.file && want.line === finding.line && want.rule === finding.rule && (want.part === undefined || finding.message.includes(want.part))
}

const show = ({ file, line, rule }: { file: string; line: number; rule: string }): string => `${file}:${line} ${rule}`
