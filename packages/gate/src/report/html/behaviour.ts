/**
 * What the page does when it is used. It reads what is there and hides it or shows it; it never makes markup of anything, and asks nobody for anything. The choice stands in
 * the address behind `#`, so that it can be sent; `#` and a fingerprint is one finding.
 */
export const BEHAVIOUR = `
'use strict'
const q = document.getElementById('q')
const selects = [...document.querySelectorAll('select[data-facet]')]
const shown = document.getElementById('shown')
const groups = [...document.querySelectorAll('.group')].map(group => ({ group, members: [] }))
const findings = groups.flatMap(({ group, members }) => [...group.querySelectorAll('article')].map(article => {
  const values = {}
  for (const { dataset: { facet } } of selects) values[facet] = article.dataset[facet].split('\\n')
  const finding = { article, values, group }
  members.push(finding)
  return finding
}))
const textOf = finding => finding.text ??= (finding.group.firstElementChild.textContent + ' ' + finding.article.textContent).toLowerCase()
const show = (element, wanted) => { if (element.hidden === wanted) element.hidden = !wanted }

function apply(remember) {
  if (!q) return
  const wanted = q.value.trim().toLowerCase().split(/\\s+/).filter(Boolean)
  const chosen = selects.filter(each => each.value !== '').map(each => [each.dataset.facet, each.value])
  let n = 0
  for (const { group, members } of groups) {
    let some = false
    for (const finding of members) {
      const fits = chosen.every(([facet, value]) => finding.values[facet].includes(value)) && wanted.every(word => textOf(finding).includes(word))
      show(finding.article, fits)
      if (fits) { n++; some = true }
    }
    show(group, some)
  }
  show(document.getElementById('none'), n === 0)
  const all = chosen.length === 0 && wanted.length === 0
  const told = (all ? '' : n + ' of ') + findings.length + (findings.length === 1 ? ' finding' : ' findings')
  if (shown.textContent !== told) shown.textContent = told
  if (remember) {
    const choice = new URLSearchParams(chosen)
    if (q.value.trim() !== '') choice.set('q', q.value.trim())
    history.replaceState(null, '', '#' + (choice.toString() || 'findings'))
  }
}

function clear(remember) {
  q.value = ''
  for (const each of selects) each.value = ''
  apply(remember)
}

function go(article) {
  article.scrollIntoView()
  article.focus({ preventScroll: true })
}

function follow() {
  const address = location.hash.slice(1)
  const finding = document.getElementById(address.startsWith('f-') ? address : 'f-' + address.replace(':', '-'))
  if (finding) {
    if (finding.hidden) clear(false)
    go(finding)
  } else if (q && address.includes('=')) {
    const choice = new URLSearchParams(address)
    q.value = choice.get('q') ?? ''
    for (const each of selects) {
      const value = choice.get(each.dataset.facet) ?? ''
      each.value = [...each.options].some(one => one.value === value) ? value : ''
    }
    apply(false)
    document.getElementById('findings').scrollIntoView()
  } else if (address.startsWith('card-')) {
    const details = document.getElementById(address)?.querySelector('details')
    if (details) { details.open = true; details.firstElementChild.focus() }
  }
}

function step(by) {
  const list = findings.filter(({ article }) => !article.hidden)
  const at = list.findIndex(({ article }) => article === document.activeElement.closest('article'))
  const next = list[at < 0 ? (by > 0 ? 0 : list.length - 1) : at + by]
  if (!next) return
  go(next.article)
  history.replaceState(null, '', '#' + next.article.id)
}

let waiting
q?.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(() => apply(true), 80) })
for (const each of selects) each.addEventListener('change', () => apply(true))
for (const each of document.querySelectorAll('.reset')) each.addEventListener('click', () => { clear(true); q.focus() })
document.getElementById('filter')?.addEventListener('submit', event => event.preventDefault())
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || !q) return
  if (event.key === 'Escape') { clear(true); document.activeElement.blur(); return }
  if (event.target.closest('input, select, textarea')) return
  if (event.key === '/') { event.preventDefault(); q.focus() }
  if (event.key === 'j') step(1)
  if (event.key === 'k') step(-1)
})

const root = document.documentElement
const theme = document.getElementById('theme')
const isDark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark'
const name = () => { theme.textContent = isDark() ? 'Light' : 'Dark' }
theme.hidden = false
theme.addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; name() })
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', name)
name()

// A picture that had to be shrunk until its words cannot be read: it is seen whole, and in its own size around the place that is pointed at.
const size = document.getElementById('size')
const frame = document.querySelector('.picture')
const drawing = frame?.querySelector('svg')
if (drawing && drawing.clientWidth < drawing.viewBox.baseVal.width) {
  const zoom = (x, y) => {
    const large = frame.classList.toggle('large')
    size.textContent = large ? 'Fit to width' : 'Own size'
    if (large) frame.scrollTo(x * frame.scrollWidth - frame.clientWidth / 2, y * frame.scrollHeight - frame.clientHeight / 2)
  }
  const middle = each => {
    const [inner, outer] = [each.getBoundingClientRect(), drawing.getBoundingClientRect()]
    return [(inner.x + inner.width / 2 - outer.x) / outer.width, (inner.y + inner.height / 2 - outer.y) / outer.height]
  }
  size.hidden = false
  frame.classList.add('small')
  size.addEventListener('click', () => zoom(...middle(drawing.querySelector('.node') ?? drawing)))
  drawing.addEventListener('click', event => {
    const { x, y, width, height } = drawing.getBoundingClientRect()
    zoom((event.clientX - x) / width, (event.clientY - y) / height)
  })
}

addEventListener('beforeprint', () => { for (const each of document.querySelectorAll('details')) each.open = true })
addEventListener('hashchange', follow)
apply(false)
follow()
`
