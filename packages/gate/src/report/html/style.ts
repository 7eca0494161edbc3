const MONO = 'ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace'

const COLORS = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#fff, #121519); --raised: light-dark(#f6f7f8, #191d22); --ink: light-dark(#1b1f24, #dfe4e9); --quiet: light-dark(#57606a, #9aa4af);
  --hair: light-dark(#dfe3e7, #2b3138); --field: light-dark(#8a939d, #66707b); --link: light-dark(#0a58a8, #7db5f2);
  --red: light-dark(#ac1c1c, #ff8f87); --red-soft: light-dark(#fcebea, #3b1a1b); --green: light-dark(#1a6b3c, #77cf97); --green-soft: light-dark(#e6f4eb, #14301f);
  --amber: light-dark(#7b4d00, #e6b762); --amber-soft: light-dark(#fbf1dc, #33270f); --blue: light-dark(#0a58a8, #7db5f2); --blue-soft: light-dark(#e5effa, #14283d);
  --mark: light-dark(#ffe29a, #665010); --own: light-dark(#fff8e6, #221f15);
}
:root[data-theme=light] { color-scheme: light }
:root[data-theme=dark] { color-scheme: dark }`

const PAGE = `
* { box-sizing: border-box }
html { scroll-padding-top: 1rem }
body { margin: 0; background: var(--ground); color: var(--ink); font: 15px/1.55 -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Liberation Sans", Arial, sans-serif; display: grid; grid-template-columns: 13.5rem minmax(0, 1fr) }
main { padding: 2.2rem 2.5rem 3rem; max-width: 72rem }
header { position: sticky; top: 0; align-self: start; height: 100vh; overflow-y: auto; padding: 2.4rem 0 1.5rem 1.75rem; display: flex; flex-direction: column; gap: 1.5rem; align-items: start }
.brand { font-weight: 700; letter-spacing: .01em; margin: 0; overflow-wrap: anywhere }
.brand .quiet { display: block; font-weight: 400 }
nav { width: 100% }
nav ul { list-style: none; margin: 0; padding: 0 }
nav a { display: flex; justify-content: space-between; gap: .75rem; padding: .2rem 0; color: var(--ink); text-decoration: none }
nav a:hover, nav a:focus-visible { color: var(--link); text-decoration: underline }
.n { color: var(--quiet); font-weight: 400; font-variant-numeric: tabular-nums }
code, pre, kbd, .path { font-family: ${MONO}; font-size: .86em }
pre code { font-size: 1em }
.path, td code, li code { overflow-wrap: anywhere }
td .path { overflow-wrap: break-word }
a { color: var(--link); text-underline-offset: .15em }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance }
h2 { font-size: 1.3rem; font-weight: 650; margin: 3rem 0 1rem }
h3 { font-size: 1rem; margin: 0 }
section > h3 { margin: 1.75rem 0 .4rem }
h4 { font-size: 1rem; font-weight: 600; margin: 0; text-wrap: wrap }
p { margin: .3rem 0 }
.quiet, .key { color: var(--quiet) }
td .day { white-space: nowrap }
.lack { color: var(--amber) }
button, select, input { font: inherit; color: var(--ink); background: var(--ground); border: 1px solid var(--field); border-radius: 4px; padding: .25rem .6rem }
::placeholder { color: var(--quiet); opacity: 1 }
button { cursor: pointer }
button:hover { background: var(--raised) }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .5rem 1rem; z-index: 3 }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
caption.unseen { position: static; display: block; height: 0 }
[hidden] { display: none !important }
footer { margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--hair); color: var(--quiet); font-size: .9rem }
summary { cursor: pointer; padding: .35rem 0 }
details > summary { color: var(--quiet) }`

const OVERVIEW = `
.decision h1 { font-size: 2.3rem; font-weight: 680; letter-spacing: -.015em; margin: 0 }
.decision.fail h1 { color: var(--red) }
.decision.pass h1 { color: var(--green) }
.decision.not-evidenced h1 { color: var(--amber) }
.lede { font-size: 1.12rem; margin: .35rem 0 0 }
.figures { display: flex; flex-wrap: wrap; gap: .35rem 2rem; list-style: none; margin: 1.5rem 0 0; padding: .8rem 0; border-block: 1px solid var(--hair); color: var(--quiet) }
.figures strong { color: var(--ink); font-size: 1.3rem; font-weight: 600; font-variant-numeric: tabular-nums; margin-right: .15rem }
.badge { display: inline-block; border-radius: 3px; padding: .05rem .4rem; font-size: .78rem; line-height: 1.45; font-weight: 600; white-space: nowrap; vertical-align: .08em; background: var(--amber-soft); color: var(--amber) }
.badge.fail, .badge.error, .badge.stopped { background: var(--red-soft); color: var(--red) }
.badge.pass, .badge.free { background: var(--green-soft); color: var(--green) }
.badge.waived, .badge.new { background: var(--blue-soft); color: var(--blue) }
.badge.not-evidenced, .badge.not-applicable, .badge.open { background: var(--raised); color: var(--quiet) }
.scroll { overflow-x: auto }
table { border-collapse: collapse; width: 100%; min-width: 44rem }
th, td { overflow-wrap: break-word; text-align: left; vertical-align: top; padding: .5rem 1.25rem .5rem 0; border-bottom: 1px solid var(--hair) }
thead th { color: var(--quiet); font-weight: 400; font-size: .88rem; white-space: nowrap }
tbody th { font-weight: 600; white-space: nowrap }
td:last-child { padding-right: 0; min-width: 16rem }
.cure { margin-top: .35rem }
.proofs { margin: .35rem 0 0; padding-left: 1.1rem }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(19rem, 100%), 1fr)); gap: 0 2.25rem; list-style: none; margin: 0; padding: 0 }
.card { border-top: 1px solid var(--hair); padding: 1rem 0 1.4rem; overflow-wrap: anywhere }
.card h3 { display: inline; font-size: 1.1rem; margin-right: .4rem }
.strip { display: flex; gap: .8rem; margin: .8rem 0 .7rem }
.strip ul { display: flex; gap: 2px; list-style: none; margin: .15rem 0 0; padding: 0 }
.stage { font-size: .75rem; color: var(--quiet) }
.strip li, .key i { display: inline-block; width: 1rem; height: 1rem; border-radius: 3px; text-align: center; font: 700 .7rem/1rem Arial, sans-serif; background: var(--raised); color: var(--quiet) }
.strip li.fail, .key i.fail { background: var(--red); color: var(--ground) }
.strip li.pass, .key i.pass { background: var(--green); color: var(--ground) }
.strip li.waived, .key i.waived { background: var(--blue); color: var(--ground) }
.wrong { list-style: none; margin: 0 0 .4rem; padding: 0 }
.card p a + a { margin-left: 1rem }
.key { font-size: .88rem; margin: .5rem 0 0 }
.key span { margin-right: 1.25rem; white-space: nowrap }
.key i.solid, .key i.red, .key i.dashed { width: 1.8rem; height: 0; border-radius: 0; border-top: 2px solid var(--ink); vertical-align: middle }
.key i.red { border-color: var(--red) }
.key i.dashed { border-top: 2px dashed var(--quiet) }
.of-card { border-top: 1px solid var(--hair) }
.of-card > details > summary { color: var(--ink); padding: .6rem 0 }
.of-card > details[open] { padding-bottom: 1.5rem }
.plain { margin: 0; padding-left: 1.1rem }
.plain li { margin: .3rem 0; overflow-wrap: anywhere }
.picture { margin: .8rem 0 2rem }
.picture svg { display: block; max-width: 100%; height: auto }
.picture.small svg { cursor: zoom-in }
.picture.large { max-height: 88vh; overflow: auto; border: 1px solid var(--hair) }
.picture.large svg { max-width: none !important; width: auto !important; cursor: zoom-out }
.matrix { overflow-x: auto }
.matrix .scroll { overflow: visible }
.matrix .broken { color: var(--red); font-weight: 600 }
.picture .graph > polygon:first-of-type { fill: none }
.matrix table { min-width: 0 }
.matrix td:last-child { min-width: 0 }`

const FINDINGS = `
#filter { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: end; background: var(--ground); padding: .75rem 0; border-block: 1px solid var(--hair); z-index: 2 }
#filter label { flex: 1 1 6.5rem; display: grid; gap: .1rem; font-size: .82rem; color: var(--quiet); min-width: 0 }
#filter select, #filter input { width: 100%; height: 2.1rem; font-size: .93rem; text-overflow: ellipsis }
#filter label.wide { flex: 2 1 11rem }
#filter p { flex: 1 0 100%; margin: 0; display: flex; flex-wrap: wrap; gap: .35rem 1rem; align-items: center; font-size: .9rem }
#filter .reset { padding: .05rem .5rem }
#shown { font-weight: 600 }
.keys { color: var(--quiet); margin-left: auto }
kbd { border: 1px solid var(--hair); border-radius: 3px; padding: 0 .3rem }
.group { content-visibility: auto; contain-intrinsic-size: auto 26rem; padding-top: 1.75rem }
.group h3 { margin: 0; font-weight: 600; font-size: .93rem; overflow-wrap: anywhere }
article { content-visibility: auto; contain-intrinsic-size: auto 22rem; margin: .6rem 0 0; padding: .9rem 0 .9rem 1.1rem; border-left: 3px solid var(--amber); scroll-margin: 1rem }
article[data-severity=error] { border-color: var(--red) }
article:focus, article:target { outline: 2px solid var(--link); outline-offset: 3px }
pre { background: var(--raised); border-radius: 4px; padding: .55rem 0; margin: .7rem 0; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 2; line-height: 1.5 }
.line { display: block; padding: 0 .8rem 0 4.1rem; text-indent: -3.4rem }
.line::before { content: attr(data-n); display: inline-block; width: 2.5rem; margin-right: .9rem; text-align: right; text-indent: 0; color: var(--quiet); user-select: none }
.line.own { background: var(--own) }
mark { background: var(--mark); color: inherit; border-radius: 2px }
.why { color: var(--quiet); font-size: .9rem; margin-top: .6rem }
.trail { list-style: none; margin: .2rem 0 .6rem; padding: 0 }
.trail li { position: relative; padding: .1rem 0 .35rem 1.2rem }
.trail li::before { content: ""; position: absolute; left: .15rem; top: .62rem; width: .45rem; height: .45rem; border-radius: 50%; background: var(--field) }
.trail li:not(:last-child)::after { content: ""; position: absolute; left: .34rem; top: 1.2rem; bottom: -.45rem; width: 1px; background: var(--hair) }
.step { display: block; color: var(--quiet); white-space: pre-wrap; overflow-wrap: anywhere }
.step mark { background: none; color: var(--ink) }
.fix { margin: .5rem 0 }
.meta { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; margin: .5rem 0 0; font-size: .88rem; color: var(--quiet) }
.meta dt, .meta dd { display: inline; margin: 0; overflow-wrap: anywhere }
.meta dt::after { content: " " }
.meta dd { color: var(--ink) }
#none { padding: 2rem 0 }`

// The picture is drawn in light colours; its lightness is turned over, its hues are not.
const OCCASIONS = `
@media (prefers-color-scheme: dark) { :root:not([data-theme=light]) .picture svg { filter: invert(.92) hue-rotate(180deg) } }
:root[data-theme=dark] .picture svg { filter: invert(.92) hue-rotate(180deg) }
@media (min-width: 75rem) and (min-height: 40rem) { #filter { position: sticky; top: 0 } article, .group { scroll-margin-top: 7.5rem } }
@media (max-width: 60rem) {
  body { display: block }
  main { padding: 0 1.1rem 2rem }
  header { position: static; height: auto; padding: 1.1rem 1.1rem 1rem; gap: .5rem }
  nav ul { display: flex; flex-wrap: wrap; gap: 0 1.1rem }
  nav a { gap: .35rem }
  .brand .quiet { display: inline; margin-left: .5rem }
  .brand { padding-right: 4rem }
  #theme { position: absolute; right: 1.1rem; top: .9rem }
  .decision h1 { font-size: 1.9rem }
  #filter label { flex-basis: 9rem }
  #filter label.wide { flex-basis: 100% }
  .keys { display: none }
  .stack, .stack :is(tbody, tr, tbody th, td) { display: block; padding: 0; border: 0; min-width: 0; white-space: normal }
  .stack thead { position: absolute; display: block; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .stack tbody tr { padding: .6rem 0; overflow-wrap: anywhere; border-bottom: 1px solid var(--hair) }
  .stack td:not(:empty)::before { content: attr(data-of) " "; color: var(--quiet); font-size: .88rem }
  .picture svg { max-width: none; width: 46rem }
  .line { padding-left: 3.1rem; text-indent: -2.6rem }
  .line::before { width: 1.9rem; margin-right: .7rem }
}
@media print {
  :root { color-scheme: light !important }
  body { display: block; background: #fff; font-size: 10pt }
  main { padding: 0; max-width: none }
  nav, #theme, #filter, .skip, #size { display: none }
  header { position: static; height: auto; padding: 0 0 1rem }
  article, .group { content-visibility: visible }
  article, .card, tr, pre { break-inside: avoid }
  h2, h3, .why { break-after: avoid }
  .scroll, .matrix { overflow: visible }
  .picture { max-height: none !important }
  .picture svg { max-width: 100% !important; width: auto; filter: none !important }
  a { color: inherit; text-decoration: none }
  * { print-color-adjust: exact }
}
`

/** How the page looks: light and dark by one set of colours, and on paper without what only a screen can do. */
export const STYLE = `${COLORS}${PAGE}${OVERVIEW}${FINDINGS}${OCCASIONS}`
