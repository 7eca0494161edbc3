import type { BindingRef, FileFacts, FunctionRef, ValueRef } from './facts.js'

/** Whether a value is a function where it is written. */
export function isFunction({ values }: FileFacts, ref: ValueRef | undefined, fn: FunctionRef): boolean {
  const value = values[ref ?? -1]
  return value?.is === 'function' && value.function === fn
}

/** Whether a value is what one name of the file holds. */
export function isBinding({ values }: FileFacts, ref: ValueRef | undefined, binding: BindingRef): boolean {
  const value = values[ref ?? -1]
  return value?.is === 'binding' && value.binding === binding
}

/** Whether a name of the file is exported, under whatever name. */
export function isExported(facts: FileFacts, binding: BindingRef): boolean {
  return Object.values(facts.exports).some(({ value }) => isBinding(facts, value, binding))
}

/** The first name of the file that holds a function. */
export function bindingOf(facts: FileFacts, fn: FunctionRef): BindingRef | undefined {
  const binding = facts.bindings.findIndex(({ values }) => values.some(value => isFunction(facts, value, fn)))
  return binding < 0 ? undefined : binding
}
