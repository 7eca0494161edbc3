import type { FileFacts, ValueRef } from '../src/index.js'

/** A value as one line of text, names not followed: what a table of expectations can hold. */
export function shown(facts: FileFacts, ref: ValueRef | undefined): string {
  const show = (inner: ValueRef): string => shown(facts, inner)
  const list = (refs: ValueRef[]): string => refs.map(show).join(', ')
  if (ref === undefined) return 'nothing'
  const value = facts.values[ref]!
  switch (value.is) {
    case 'literal': return JSON.stringify(value.value)
    case 'template': return `${value.tag === undefined ? '' : `tag `}\`${value.parts.map((part, i) => part + (i < value.holes.length ? `\${${show(value.holes[i]!)}}` : '')).join('')}\``
    case 'object': return `{ ${value.entries.map(e => e.is === 'spread' ? `...${show(e.value)}` : e.is === 'computed' ? `[${show(e.key)}]: ${show(e.value)}` : `${e.is === 'getter' ? 'get ' : ''}${e.name}: ${show(e.value)}`).join(', ')} }`
    case 'array': return `[${value.items.map(i => `${i.spread ? '...' : ''}${show(i.value)}`).join(', ')}]`
    case 'import': return `${value.typeOnly ? 'type ' : ''}import(${value.from}).${value.name}`
    case 'global': return `global ${value.name}`
    case 'binding': return facts.bindings[value.binding]!.name
    case 'parameter': return `${value.rest ? '...' : ''}argument ${value.index} of ${facts.functions[value.function]!.name ?? 'a function'}`
    case 'this': case 'super': return value.class === undefined ? value.is : `${value.is} of ${value.is === 'this' && value.static ? 'static ' : ''}${facts.classes[value.class]!.name}`
    case 'member': return `${show(value.of)}.${value.name}`
    case 'element': return `${show(value.of)}[${show(value.key)}]`
    case 'rest': return `rest of ${show(value.of)} without ${value.without.join(', ')}`
    case 'call': {
      const call = facts.calls[value.call]!
      return `${call.new ? 'new ' : ''}${show(call.callee)}(${call.args.map((arg, i) => `${i === call.spread ? '...' : ''}${show(arg)}`).join(', ')})`
    }
    case 'function': return `function ${facts.functions[value.function]!.name ?? ''}`.trim()
    case 'class': return `class ${facts.classes[value.class]!.name ?? ''}`.trim()
    case 'choice': return `choice ${value.by} (${list(value.of)})`
    case 'binary': return `${show(value.left)} ${value.operator} ${show(value.right)}`
    case 'unary': return `${value.operator} ${show(value.of)}`
    case 'typed': return `${show(value.of)} as ${typeShown(facts, value.type)}`
    case 'await': return `await ${show(value.of)}`
    default: return value.is
  }
}

/** A type as one line of text. */
export function typeShown(facts: FileFacts, ref: number | undefined): string {
  if (ref === undefined) return 'no type'
  const type = facts.types[ref]!
  const all = (refs: number[], by: string): string => refs.map(inner => typeShown(facts, inner)).join(by)
  switch (type.is) {
    case 'name': return shown(facts, type.of) + (type.args.length > 0 ? `<${all(type.args, ', ')}>` : '')
    case 'typeof': return `typeof ${shown(facts, type.of)}`
    case 'object': return `{ ${type.members.map(m => `${m.name}: ${typeShown(facts, m.type)}`).join(', ')} }${type.extends?.length ? ` extends ${all(type.extends, ', ')}` : ''}`
    case 'union': return `(${all(type.of, ' | ')})`
    case 'intersection': return `(${all(type.of, ' & ')})`
    case 'array': return `${typeShown(facts, type.of)}[]`
    case 'function': return `() => ${typeShown(facts, type.returns)}`
    case 'member': return `${typeShown(facts, type.of)}['${type.name}']`
    case 'keyword': return type.name
    case 'literal': return JSON.stringify(type.value)
    default: return type.is
  }
}

/** What the name `x` of a file is ever given, in source order. */
export function given(facts: FileFacts, name = 'x'): string[] {
  return facts.bindings.filter(b => b.name === name).flatMap(b => b.values.map(value => shown(facts, value)))
}

/** What a file exports, one line a name. */
export function exported(facts: FileFacts): string[] {
  return Object.entries(facts.exports).map(([name, { value }]) => `${name}: ${shown(facts, value)}`).concat(facts.exportStars.map(from => `* of ${from}`))
}

/** What a file imports, one line a specifier. */
export function imported(facts: FileFacts): string[] {
  return facts.imports.map(({ kind, from, typeOnly, names }) =>
    `${kind} ${typeOnly ? 'type ' : ''}${from} { ${names.map(n => `${n.typeOnly && !typeOnly ? 'type ' : ''}${n.name}${n.local === undefined ? '' : ` as ${n.local}`}`).join(', ')} }`)
}
