import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createChecker } from '../../packages/checker/dist/index.js'

/** What each rule claims to judge. A key is asked for where a repetition does something twice; see docs/rules/require-idempotency-key.md. */
const RULES = {
  'require-request-timeout': ({ kind }) => kind !== 'idempotency',
  'require-idempotency-key': ({ kind, effect }) => kind === 'idempotency' && ['create', 'charge', 'confirm', 'capture', 'refund', 'payout', 'send'].includes(effect),
}

/** Repositories on which the engine was never tuned. */
const UNTOUCHED = new Set(['medusa', 'wiki', 'water-abstraction-system', 'freefeed-server', 'grouparoo', 'mailtrain', 'openhim-core-js', 'openwhyd', 'wildduck'])

/** Runs the checker on a checkout and counts, label by label, how its answers compare. */
export function compare(root, name, labels) {
  const checker = createChecker({ root })
  assertSameCommit(root, labels)
  const { findings, counts } = checker.examine()
  const reported = new Set(findings.flatMap(({ rule, file, line, related }) => [{ file, line }, ...related].map(place => `${rule} ${place.file}:${place.line}`)))
  const operations = grouped(checker.inspect())
  const scored = labels.filter(label => !label.borderline && !label.outsideRoots)
  const differing = []
  const rules = {}
  for (const [rule, concerns] of Object.entries(RULES)) {
    const tally = { bad: 0, badReported: 0, good: 0, goodReported: 0, unclear: 0, late: 0 }
    for (const label of scored.filter(concerns)) {
      const says = reported.has(`${rule} ${at(label)}`)
      if (label.late) tally.late++
      if (label.verdict === 'unclear') tally.unclear++
      else if (label.verdict === 'good') { tally.good++; if (says) tally.goodReported++ }
      else { tally.bad++; if (says) tally.badReported++ }
      if (label.verdict !== 'unclear' && says !== (label.verdict !== 'good'))
        differing.push(`${rule}: ${says ? 'reported' : 'silent'}, labelled ${label.verdict}: ${at(label)} ${label.library}: ${label.reason}${why(operations.get(at(label)))}`)
    }
    rules[rule] = { ...tally, judged: counts[rule]?.judged ?? 0, unknown: counts[rule]?.unknown ?? 0 }
  }
  const labelled = new Set(labels.filter(label => label.verdict !== undefined).map(at))
  const unlabelled = [...operations].filter(([place, found]) => !labelled.has(place) && found.some(one => one.limits.some(limit => limit.state === 'unlimited')))
  for (const [place, found] of unlabelled) differing.push(`reported, not labelled: ${place} ${found[0].library}`)
  const requests = scored.filter(({ kind }) => kind === 'http.request')
  return {
    score: {
      name, repo: labels[0].repo, commit: labels[0].commit, untouched: UNTOUCHED.has(name),
      sites: scored.length, requests: requests.length, requestsSeen: requests.filter(label => operations.has(at(label))).length, unlabelled: unlabelled.length, rules,
    },
    differing,
  }
}

const at = ({ file, line }) => `${file}:${line}`

const why = (found = []) => ` [${found.map(one => one.limits.map(({ state, why }) => `${state}${why ? `: ${why}` : ''}`).join(', ')).join('; ') || 'no operation'}]`

function grouped(operations) {
  const groups = new Map()
  for (const operation of operations) groups.set(at(operation), [...(groups.get(at(operation)) ?? []), operation])
  return groups
}

/** A label of another commit would be scored against whatever stands on its line today. */
function assertSameCommit(root, labels) {
  const lengths = new Map([...new Set(labels.map(({ file }) => file))].map(file => [file, existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').split('\n').length : 0]))
  for (const label of labels) {
    if (lengths.get(label.file) < label.line) throw new Error(`${root} has no line ${at(label)}: check out ${label.repo} at ${label.commit}.`)
  }
}

