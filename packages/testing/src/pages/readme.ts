/** A README with its generated parts replaced. Throws where a marker is missing, doubled or unknown: a part that nobody writes goes stale unseen. */
export function withParts(readme: string, parts: Readonly<Record<string, string>>): string {
  const seen = new Set<string>()
  const text = readme.replace(/<!-- generated: ([\w-]+) -->\n[\s\S]*?<!-- \/generated -->/g, (_, name: string) => {
    const part = parts[name]
    if (part === undefined || seen.has(name)) throw new Error(`README.md has a part "${name}" that is ${part === undefined ? 'not known' : 'there twice'}; known are ${Object.keys(parts).join(', ')}.`)
    seen.add(name)
    return `<!-- generated: ${name} -->\n${part}\n<!-- /generated -->`
  })
  const missing = Object.keys(parts).filter(name => !seen.has(name))
  if (missing.length > 0) throw new Error(`README.md has no part ${missing.map(name => `"${name}"`).join(', ')}: write <!-- generated: name --> and <!-- /generated --> where it goes.`)
  return text
}
