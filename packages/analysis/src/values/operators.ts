import type { Meaning } from './meaning.js'

/** Whether a value counts as true; undefined where that is open. */
export function truthOf(meaning: Meaning): boolean | undefined {
  switch (meaning.is) {
    case 'literal': return Boolean(meaning.value)
    case 'object': case 'array': case 'function': case 'class': case 'instance': case 'merge': case 'module': return true
    default: return undefined
  }
}

/** Which side of `a ?? b`, `a || b`, `a && b` or a default is meant; undefined where that is open. */
export function leftIsTaken(left: Meaning, by: '??' | '||' | '&&' | 'default'): boolean | undefined {
  if (left.is === 'literal') {
    if (by === '??') return left.value !== null && left.value !== undefined
    if (by === 'default') return left.value !== undefined
    return by === '||' ? Boolean(left.value) : !left.value
  }
  const present = left.is === 'object' || left.is === 'array' || left.is === 'function' || left.is === 'class' || left.is === 'instance' || left.is === 'merge'
  return present ? by !== '&&' : undefined
}

/** `==`, `===` and their opposites. */
export const EQUALITY = /^[!=]==?$/

/** What a sum or a product of two numbers is. */
export function arithmetic(operator: string, left: number, right: number): number | undefined {
  switch (operator) {
    case '+': return left + right
    case '-': return left - right
    case '*': return left * right
    case '/': return left / right
    case '**': return left ** right
    default: return undefined
  }
}
