import type { FileFacts, TypeRef, ValueRef } from '@bulkhead/facts'
import type { RepoPath } from '@bulkhead/workspace'
import type { Program } from '../values/program.js'

/**
 * Tells, without following anything, that a callee cannot lead to an operation: what it starts from is imported from a file that
 * reaches no library of interest. Most calls of a backend end here, and the files behind them are never read.
 */
export class Nowhere {
  private readonly all: Set<RepoPath>

  constructor(private readonly program: Program, files: RepoPath[], private readonly reaching: Set<RepoPath>, private readonly isModelled: (module: string) => boolean) {
    this.all = new Set(files)
  }

  leads(file: RepoPath, callee: ValueRef): boolean {
    const facts = this.program.facts(file)
    return facts !== undefined && this.isNowhere(facts, file, callee, 0)
  }

  /** The same of what a value of a declared type can be. */
  leadsByType(file: RepoPath, ref: TypeRef): boolean {
    const facts = this.program.facts(file)
    return facts !== undefined && (facts.types[ref]!.is === 'keyword' || this.type(facts, file, ref))
  }

  private isNowhere(facts: FileFacts, file: RepoPath, ref: ValueRef, depth: number): boolean {
    if (depth > 12) return false
    const value = facts.values[ref]!
    const into = (inner: ValueRef) => this.isNowhere(facts, file, inner, depth + 1)
    switch (value.is) {
      case 'import': return this.target(file, value.from)
      case 'member': {
        const owner = facts.values[value.of]!
        if (owner.is === 'this' && owner.class !== undefined) return this.field(facts, file, owner.class, value.name)
        return into(value.of)
      }
      case 'await': case 'typed': return into(value.of)
      case 'call': {
        const { callee, args } = facts.calls[value.call]!
        // What it is given, it may give back: `promisify(request)`.
        return into(callee) && !args.some(arg => this.isSomewhere(facts, file, arg))
      }
      case 'binding': {
        const binding = facts.bindings[value.binding]!
        if (binding.type !== undefined && binding.kind === 'parameter') return this.type(facts, file, binding.type)
        return binding.values.length === 1 && binding.kind !== 'parameter' && into(binding.values[0]!)
      }
      case 'literal': case 'template': case 'array': case 'regex': return true
      default: return false
    }
  }

  /** Whether a value surely comes from a file that reaches a library of interest, or from such a library. */
  private isSomewhere(facts: FileFacts, file: RepoPath, ref: ValueRef, depth = 0): boolean {
    const value = facts.values[ref]!
    const into = (inner: ValueRef) => depth < 12 && this.isSomewhere(facts, file, inner, depth + 1)
    switch (value.is) {
      case 'import': return !this.target(file, value.from)
      case 'member': case 'await': case 'typed': return into(value.of)
      case 'call': return into(facts.calls[value.call]!.callee)
      case 'binding': { const { kind, values } = facts.bindings[value.binding]!; return kind !== 'parameter' && values.some(into) }
      default: return false
    }
  }

  /** A field that is declared to be of an imported type, and never given anything that says more. */
  private field(facts: FileFacts, file: RepoPath, owner: number, name: string): boolean {
    const members = facts.classes[owner]!.members.filter(m => m.name === name)
    const [member] = members
    // What a decorator asks for may be anything.
    if (members.length !== 1 || member!.kind !== 'field' || member!.type === undefined || member!.decorators.length > 0) return false
    return this.type(facts, file, member!.type) && this.assigned(facts, file, owner, name).every(ref => this.isNowhere(facts, file, ref, 0))
  }

  /** What a class puts into a field of its own. */
  private assigned(facts: FileFacts, file: RepoPath, owner: number, name: string): ValueRef[] {
    return (this.program.index(file)?.assigned.get(name) ?? []).flatMap(index => {
      const { target, value } = facts.assignments[index]!
      const member = facts.values[target]!
      const of = member.is === 'member' ? facts.values[member.of]! : undefined
      return of?.is === 'this' && of.class === owner ? [value] : []
    })
  }

  private type(facts: FileFacts, file: RepoPath, ref: TypeRef): boolean {
    const type = facts.types[ref]!
    if (type.is !== 'name') return false
    const value = facts.values[type.of]!
    const named = value.is === 'binding' ? facts.values[facts.bindings[value.binding]!.values[0] ?? -1] : value
    return named?.is === 'import' && this.target(file, named.from)
  }

  private target(file: RepoPath, from: string): boolean {
    const target = this.program.resolve(from, file)
    switch (target.is) {
      case 'file': return this.all.has(target.path) && !this.reaching.has(target.path)
      case 'library': case 'builtin': return !this.isModelled(target.module.replace(/^node:/, ''))
      default: return true
    }
  }
}
