import { describe, expect, test } from '@jest/globals'
import { NOTHING_AGREED, sheet } from '@bulkhead/gate'
import { finding, timeoutRule, waiver } from './examinations.js'
import { HOSTILE, hostile, hostileParts, page, several, type Parts } from './html-pages.js'

/** The tags of a page that could act, without what their attributes say. */
const acting = (out: string) => [...out.matchAll(/<[a-z!/]+[^<>]*>/gi)].map(match => match[0].replace(/="[^"]*"/g, '=""')).filter(tag => /^<(?:script|img|b\b|style)|on[a-z]+=/i.test(tag))

describe('the HTML report', () => {
  test('is one file that needs no other', () => {
    const out = page({ findings: several })
    expect(out).not.toMatch(/\b(?:src|srcset|action|data)="|@import|url\(|<link/)
    expect([...out.matchAll(/href="([^"]*)"/g)].map(match => match[1]!).filter(address => !address.startsWith('#'))).toEqual(Array<string>(3).fill(timeoutRule.docs!))
    expect(out).toMatch(/default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'"/)
  })

  test('has the findings with their code and the way of the evidence, and folds away what is many', () => {
    const out = page({ findings: several })
    expect(out).toContain('<span class="line own" data-n="3">export const payments = <mark>axios.create()</mark>\n</span>')
    expect(out).toContain('Evidence: 20 related places in 20 files')
    expect(out).toContain('src/<wbr>caller-7.ts:5</span> calls it<code class="step"><mark>pay(payments)</mark></code>')
    expect(out).toContain('<summary>12 more</summary>')
    expect(out).toContain('src/<wbr>caller-19.ts:5')
  })

  test('has a card a service, and one for what belongs to none', () => {
    const cards = page({ findings: several }).split('<li class="card">').slice(1).map(card => card.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' '))
    expect(cards).toHaveLength(2)
    expect(cards[0]).toMatch(/^ orders fail .*@acme\/orders.*✕ resilience: fail.* resilience 1 error 1 finding of orders/)
    expect(cards[1]).toMatch(/^ No service fail .*resilience 1 error, 1 warning 2 findings of No service/)
  })

  test('puts the cards with trouble first, and folds the quiet ones away where they are many', () => {
    const service = (name: string) => ({ name, directory: name, kind: 'module' as const, confidence: 'likely' as const, owners: [], evidence: [] })
    const services = ['a', 'b', 'c', 'd', 'warned', 'failing'].map(service)
    const out = page({ services, findings: [finding({ service: 'warned', severity: 'warn' }), finding({ service: 'failing' })] })
    const names = (part: string) => [...part.matchAll(/<h3>([^<]*)<\/h3>/g)].map(match => match[1])
    const [shown, hidden] = out.slice(out.indexOf('id="services"'), out.indexOf('id="gate"')).split('<summary>4 more without a finding</summary>')
    expect([names(shown!), names(hidden!)]).toEqual([['failing', 'warned'], ['a', 'b', 'c', 'd']])
    const few = page({ services: services.slice(2), findings: [finding({ service: 'failing' })] })
    expect(names(few.slice(0, few.indexOf('id="gate"')))).toEqual(['failing', 'c', 'd', 'warned'])
    expect(few).not.toContain('more without a finding')
  })

  test('is named after the repository, whatever stands in its package.json', () => {
    const titleOf = (source: string) => /<title>([^<]*)<\/title>/.exec(page({ findings: several }, { source }))![1]
    expect(titleOf('{"name":"@acme/shop"}')).toBe('@acme/shop: the gate fails')
    expect(titleOf('{"name":"</title><script>"}')).toBe('&lt;/title&gt;&lt;script&gt;: the gate fails')
    expect(['', 'null', '[]', '{"name":7}', '{"name":"root"}', '{', '"text"'].map(titleOf)).toEqual(Array<string>(7).fill('Bulkhead: the gate fails'))
  })

  test('shows no code where the file as a whole is meant', () => expect(page({ findings: [finding({ endColumn: 25 })] })).not.toContain('<pre>'))

  test('tells at once how much of a pass nothing proves', () => expect(page()).toContain('<h1>The gate passes</h1><p class="lede">No check fails; 14 of 15 are not evidenced.</p>'))

  test('tells how much of a free stage nothing proves', () => expect(page({}, { stage: {} })).toContain('<h1>Nothing stops the release</h1><p class="lede">By its policy. Of the 10 checks that are due by then, 9 are not evidenced.</p>'))

  test('tells how a stage was decided, by which evidence, and what would let it pass', () => {
    const out = page({ findings: several }, { stage: {
      policy: { blocks: { release: ['tests', 'slo-alerts'] } },
      evidence: [{ check: 'tests', status: 'fail', tool: 'jest', version: '30', summary: '2 failed', cure: 'Mend both.', file: 'reports/jest.json', when: '2026-11-22T10:00:00Z', places: [{ file: 'test/a.test.ts', line: 7, message: 'adds up' }] }],
    } }).replaceAll('<wbr>', '')
    expect(out).toMatch(/<h1>The release is stopped<\/h1><p class="lede">By orders and what belongs to no service\.<\/p><p class="quiet">commit <code>abcdef012345<\/code>, as of 2026-11-23<\/p>/)
    expect(out).toContain('<strong>orders</strong> <span class="badge stopped">stopped</span> <span class="quiet">by tests and slo-alerts</span>')
    expect(out).toContain('<li>tests <span class="quiet">fail</span></li><li>resilience <span class="quiet">1 error</span></li><li><span class="quiet">not evidenced, and due:</span> slo-alerts</li>')
    expect(out).toContain('<strong>To make it pass</strong> Mend both.')
    expect(out).toContain('<li>jest 30 <span class="badge fail">fail</span> <span class="path">reports/jest.json</span>, 2026-11-22 10:00<ul><li><span class="path">test/a.test.ts:7</span> adds up</li></ul></li>')
  })

  test('counts what is in the baseline and what is not so any more, and lists both', () => {
    const out = page({}, { agreed: { ...NOTHING_AGREED, baselined: [finding({ file: 'src/old.ts' })], upkeep: [{ is: 'stale entry', message: 'src/gone.ts is mended.', cure: 'Run bulkhead baseline.' }] } })
    expect(out).toContain('<strong>1</strong> in the baseline')
    expect(out).toMatch(/In the baseline <span class="n">1<\/span><\/h2>[^]*src\/<wbr>old\.ts:3/)
    expect(out).toMatch(/Not so any more <span class="n">1<\/span><\/h2>[^]*src\/gone\.ts is mended\. <span class="quiet">Run bulkhead baseline\.<\/span>/)
  })

  test('has each waiver with its owner, its issue and the days that are left', () => {
    const planned = waiver({ rule: 'require-request-timeout', scope: 'src/**', until: '2026-12-01' })
    const agreed = { ...NOTHING_AGREED, waived: [{ finding: finding({ file: 'src/old.ts' }), waiver: planned }, { finding: finding({ file: 'src/older.ts' }), waiver: planned }], lapsed: [waiver({ check: 'tests', until: '2026-11-20', issue: 'SHOP-7' })], notes: ['The waiver of tests lapsed.'] }
    const out = page({}, { agreed }).replace(/<wbr>| data-of="[^"]*"/g, '')
    expect(out).toMatch(/Waivers <span class="n">2<\/span><\/h2>\s<ul class="plain">\s<li>The waiver of tests lapsed\.<\/li>/)
    expect(out).toContain('<th scope="row">require-request-timeout in <span class="path">src/**</span></th><td>@acme/orders</td><td>planned: replaced in December <a href="https://tracker.example/SHOP-1">https://tracker.example/SHOP-1</a></td><td><span class="day">2026-12-01</span> <span class="quiet day">8 days left</span></td><td><span class="path">src/old.ts:3</span><br><span class="path">src/older.ts:3</span></td>')
    expect(out).toContain('<th scope="row">check tests</th><td>@acme/orders</td><td>planned: replaced in December SHOP-7</td><td><span class="day">2026-11-20</span> <span class="quiet day">lapsed</span></td><td>the whole check</td>')
  })

  test('takes in what a host drew, and has no table of tables without', () => {
    expect(page({}, { map: { picture: '<svg id="drawn"></svg>', matrix: '<table id="matrix"></table>' } })).toMatch(/<svg id="drawn"><\/svg>[^]*<h2 id="h-tables">Tables<\/h2>[^]*<table id="matrix"><\/table>/)
    expect(page()).not.toContain('id="tables"')
  })

  test('has a sister for what is read from beginning to end, which cannot be given markup either', () => {
    const of = (text: string) => sheet({ title: text, lede: text, about: text, numbered: true, parts: [{ heading: text, picture: '<svg></svg>', grids: [{ title: text, head: [text, text], rows: [[text, text]] }], lists: [{ title: text, entries: [{ text, at: [{ file: text, line: 3 }] }] }] }] }, { version: '1.2.3', read: () => undefined })
    expect(acting(of(HOSTILE))).toEqual(acting(of('fine')))
    expect(of('`fine`')).toMatch(/<title>Bulkhead: `fine`<[^]*<h2 id="h-part-1">1\. `fine`<\/h2>[^]*<svg><\/svg>[^]*<td data-of="`fine`"><code>fine<\/code><\/td>[^]*<code>fine<\/code> <span class="path">`fine`:3<\/span>/)
  })

  test('never shows a verdict over nothing as a pass', () => expect(page({ files: { total: 0, production: 0 } })).toMatch(/<title>Bulkhead: not judged.*<h1>Not judged<\/h1>/s))

  test.each<[string, Parts]>([['of a check', { source: hostileParts.source!, agreed: hostileParts.agreed! }], ['of a stage', hostileParts]])('cannot be given markup by a name, a message or code: %s', (_what, parts) => {
    const out = page(hostile, parts)
    expect(acting(out)).toEqual(acting(page()))
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/)
  })
})
