import type { Meaning } from './meaning.js'

/** Whether a value counts as true; undefined where that is open. */
export function truthOf(meaning: Meaning): boolean | undefined {
  switch (meaning.is) {
    case 'literal': return Boolean(meaning.value)
    case 'object': case 'array': case 'function': case 'class': case 'instance': case 'merge': case 'module': return true
    default: return undefined
  }
}

/**
 * A value that may not be there yet, or not at all: a cache before it is filled, what a declared type promises. It stands for what is meant wherever
 * there is one, but no test is decided by its being there.
 */
export function orNothing(meaning: Meaning): Meaning {
  return meaning.is !== 'template' && truthOf(meaning) !== true || meaning.orNothing ? meaning : { ...meaning, orNothing: true }
}

/** Which side of `a ?? b`, `a || b`, `a && b` or a default is meant; undefined where that is open. */
export function leftIsTaken(left: Meaning, by: '??' | '||' | '&&' | 'default', truth: boolean | undefined): boolean | undefined {
  if (by === '&&') return truth === undefined ? undefined : !truth
  if (by === '||') return truth
  if (left.is === 'literal') return left.value !== undefined && (left.value !== null || by === 'default')
  return truth === true || left.is === 'template' ? true : undefined
}

/** `==`, `===` and their opposites. */
export const EQUALITY = /^[!=]==?$/

/** What an operator makes of two values; undefined where that is open. */
export function combined(operator: string, left: Meaning, right: Meaning): Meaning | undefined {
  if (left.orNothing || right.orNothing) return undefined
  if (left.is === 'literal' && right.is === 'literal' && EQUALITY.test(operator)) return { is: 'literal', value: (left.value === right.value) !== operator.startsWith('!') }
  if (left.is === 'literal' && right.is === 'literal' && typeof left.value === 'number' && typeof right.value === 'number') {
    const result = arithmetic(operator, left.value, right.value)
    if (result !== undefined) return { is: 'literal', value: result }
  }
  return comparison(operator, left, right)
}

/** What `a > b` and the like say; undefined where that is open. With nothing on a side, it says no. */
function comparison(operator: string, left: Meaning, right: Meaning): Meaning | undefined {
  if (!RELATION.test(operator)) return undefined
  if (isAbsent(left) || isAbsent(right)) return { is: 'literal', value: false }
  const [a, b] = [left, right].map(one => (one.is === 'literal' ? one.value : undefined))
  if (typeof a !== 'number' || typeof b !== 'number') return undefined
  return { is: 'literal', value: operator.startsWith('<') ? a < b || operator === '<=' && a === b : a > b || operator === '>=' && a === b }
}
const isAbsent = (meaning: Meaning): boolean => meaning.is === 'literal' && meaning.value === undefined
const RELATION = /^[<>]=?$/

/** What a sum or a product of two numbers is. */
function arithmetic(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+': return left + right
    case '-': return left - right
    case '*': return left * right
    case '/': return left / right
    case '**': return left ** right
    default: return undefined
  }
}
