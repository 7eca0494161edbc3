import { describe, expect, test } from '@jest/globals'
import { extract } from '../src/index.js'
import { shown } from './shown.js'

/** What `x` may be where it is handed to `use`, call by call. */
function used(code: string): string[][] {
  const facts = extract('a.ts', code)
  return facts.calls.filter(call => shown(facts, call.callee) === 'global use').map(({ args }) => {
    const value = facts.values[args[0]!]!
    if (value.is !== 'binding') throw new Error('use(x) takes a name')
    return facts.bindings[value.binding]!.values.slice(value.from, value.to).map(ref => shown(facts, ref))
  })
}

describe('a name has the values that it may have where it is read', () => {
  test.each<[string, ...string[][]]>([
    ['let x = 1; use(x); x = 2; use(x)', ['1'], ['2']],
    ['let x = 1; if (a) x = 2; use(x); x = 3', ['1', '2']],
    ['let x = 1; if (a) { x = 2; use(x) } else { x = 3; use(x) } use(x)', ['2'], ['3'], ['1', '2', '3']],
    ['let x; try { x = 1 } catch { x = 2 } use(x); x = 3', ['1', '2']],
    ['let x = 1; a && (x = 2); use(x); x = 3', ['1', '2']],
    ['let x = 1; a ? (x = 2) : (x = 3); use(x); x = 4', ['1', '2', '3']],
    ['let x = 1; x ??= 2; use(x)', ['choice ?? (x, 2)']],
    ['function f(x) { use(x); x = { ...x, a: 1 }; use(x) }', ['argument 0 of f'], ['{ ...x, a: 1 }']],
    ['const f = (x = 1) => { x = g(x); return use(x) }', ['global g(x)']],
    ['switch (a) { case 1: x = 1; use(x); case 2: x = 2; use(x) } var x', ['1'], ['2']],
  ])('%s', (code, ...values) => expect(used(code)).toEqual(values))
})

describe('what runs again, or elsewhere, may meet any of them', () => {
  test.each<[string, ...string[][]]>([
    ['let x = 1; for (;;) { use(x); x = 2 } use(x)', ['1', '2'], ['1', '2']],
    ['for (const a of b) { let x = 1; x = 2; use(x); x = 3 }', ['2']],
    ['let x = 0; x = 1; while (a) { use(x); x = 2 }', ['1', '2']],
    ['let x = 1; const f = () => use(x); x = 2', ['1', '2']],
    ['let x = 1; x = 2; use(x); a.on("b", () => { x = 3 })', ['1', '2', '3']],
    ['use(x); var x = 1; x = 2', ['1', '2']],
  ])('%s', (code, ...values) => expect(used(code)).toEqual(values))
})
