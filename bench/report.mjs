const SHARE = 1 / 5
const MEGABYTES = 1024

/** The middle one; of an even number the mean of the two in the middle. */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2
}

/** Everything measured, as one plain object. */
export function summarise({ repository, runs }) {
  const contenders = runs.map(({ name, files, found, samples }) => ({
    name, files, found,
    seconds: median(samples.map(sample => sample.seconds)),
    megabytes: median(samples.map(sample => sample.megabytes)),
    samples,
  }))
  const [ours, again, ...others] = contenders
  const [eslint, depcruise] = others
  return {
    repository, contenders,
    ratios: Object.fromEntries(others.map(({ name, seconds }) => [name, { first: ours.seconds / seconds, again: again.seconds / seconds }])),
    targets: {
      'at most one third of depcruise': ours.seconds <= depcruise.seconds / 3,
      'at most one third of depcruise, again': again.seconds <= depcruise.seconds / 3,
      'the same findings again': again.found === ours.found && again.files === ours.files,
      'at most one fifth of ESLint': ours.seconds <= eslint.seconds * SHARE,
      'below 1 GB': ours.megabytes < MEGABYTES,
      'the same files': ours.files === eslint.files,
    },
  }
}

/** The summary as a person reads it. */
export function asText({ repository, contenders, ratios, targets }) {
  const rows = [
    ['', 'seconds', 'fastest–slowest', 'peak MB', 'files', 'found', 'bulkhead takes', 'again'],
    ...contenders.map(({ name, seconds, megabytes, files, found, samples }) => {
      const all = samples.map(sample => sample.seconds)
      return [
        name, seconds.toFixed(2), `${Math.min(...all).toFixed(2)}–${Math.max(...all).toFixed(2)}`, megabytes.toFixed(0),
        String(files ?? '–'), String(found ?? '–'), ...(name in ratios ? [ratios[name].first, ratios[name].again].map(ratio => `${(ratio * 100).toFixed(0)} % of it`) : ['', '']),
      ]
    }),
  ]
  const widths = rows[0].map((_, column) => Math.max(...rows.map(row => row[column].length)))
  const table = rows.map(row => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ').trimEnd())
  const kept = Object.entries(targets).map(([target, holds]) => `${holds ? 'holds ' : 'MISSED'}  ${target}`)
  return [`${repository.name}: ${repository.files} files, ${repository.lines} lines`, '', ...table, '', ...kept, ''].join('\n')
}
