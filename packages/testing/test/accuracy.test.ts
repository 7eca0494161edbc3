import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import { type Score, wilson } from '../src/pages/accuracy-page.js'

const FOLDER = join(import.meta.dirname, '../../../bench/accuracy')
const read = (path: string): unknown => JSON.parse(readFileSync(join(FOLDER, path), 'utf8'))
const scores = read('scores.json') as Score[]

interface Label { repo: string; commit: string; file: string; line: number; kind: string; verdict: string; reason: string; borderline?: boolean; outsideRoots?: boolean }

test('the interval is the one that textbooks give', () => {
  expect(wilson(10, 10)).toEqual({ low: expect.closeTo(0.7225, 4), high: expect.closeTo(1, 10) })
  expect(wilson(81, 263)).toEqual({ low: expect.closeTo(0.2553, 4), high: expect.closeTo(0.3662, 4) })
})

describe.each(readdirSync(join(FOLDER, 'labels')))('%s', file => {
  const labels = read(`labels/${file}`) as Label[]
  const score = scores.find(({ name }) => `${name}.json` === file)

  test('is of one commit, and each label says why', () => {
    expect(new Set(labels.map(({ repo, commit }) => `${repo}@${commit}`)).size).toBe(1)
    expect(labels.filter(({ reason, line }) => reason.length < 8 || !(line >= 1))).toEqual([])
  })

  test('was scored as it is now', () => {
    const scored = labels.filter(label => !label.borderline && !label.outsideRoots)
    expect(score).toMatchObject({ repo: labels[0]!.repo, commit: labels[0]!.commit, sites: scored.length, requests: scored.filter(({ kind }) => kind === 'http.request').length })
  })
})
