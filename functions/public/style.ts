/**
 * The style of every public page: the console's colours, letters, tables and cards, in one constant text, since its
 * hash stands in the content security policy and a public page asks for nothing else.
 */
export const STYLE = `
:root { color-scheme: light; --ink: #1a222c; --soft: #4f5a68; --line: #c9d0d9; --ground: #f3f6f9; --mark: #14498c; --deep: #0b2f5c;
  --edge: #6b7785; --focus: #ffbf47 }
* { box-sizing: border-box }
html { font-size: 16px }
body { margin: 0; color: var(--ink); background: #fff; line-height: 1.5; font-size: 1rem; overflow-wrap: anywhere;
  font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif }
a { color: var(--mark) }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 1px; box-shadow: 0 0 0 1px #000 }
.skip { position: absolute; left: -99em }
.skip:focus { left: 1em; top: .5em; padding: .4em .8em; background: #fff; z-index: 9 }
header { display: flex; flex-wrap: wrap; gap: .3em 1.2em; align-items: center; padding: .45em 1em; color: #fff; background: var(--mark) }
header .name { margin: 0; font-size: 1.05em; font-weight: 700 }
header a { color: #fff; text-decoration: none }
header a:hover { text-decoration: underline }
nav { border-bottom: 1px solid var(--line); padding: 0 1em; background: var(--ground) }
nav a { display: inline-block; padding: .4em .75em; border-bottom: 3px solid transparent; color: var(--ink); text-decoration: none }
nav a:hover { text-decoration: underline }
nav a[aria-current] { border-color: var(--mark); font-weight: 700 }
main { max-width: 96rem; padding: .5em 1em 2em }
footer { display: flex; flex-wrap: wrap; gap: .2em 1.5em; padding: .5em 1em; border-top: 1px solid var(--line); color: var(--soft); font-size: .9em }
footer p { margin: 0 }
h1 { margin: .4em 0; font-size: 1.3em; line-height: 1.35 }
h2 { margin: 1.4em 0 .4em; font-size: 1.12em }
h3 { margin: 1.2em 0 .3em; font-size: 1em }
h4 { margin: 1em 0 .2em; font-size: .95em; color: var(--soft) }
p, ul { margin: .4em 0 }
.soft { color: var(--soft) }
.note { max-width: 70rem; border-left: 4px solid #c07600; padding: .5em .9em; background: #fff3dc }
form { display: flex; flex-wrap: wrap; align-items: center; gap: .4em .8em; margin: .6em 0; padding: .5em .7em; border: 1px solid var(--line); background: var(--ground) }
input { min-height: 2.1rem; max-width: 100%; padding: .2em .45em; font: inherit; color: var(--ink); background: #fff; border: 1px solid var(--edge); border-radius: 3px }
input[type=search] { flex: 1 1 16em; max-width: 32em }
button { min-height: 2.1rem; padding: .25em 1em; font: inherit; color: #fff; background: var(--mark); border: 1px solid var(--mark); border-radius: 3px; cursor: pointer }
button:hover { background: var(--deep) }
table { border-collapse: collapse; width: 100%; margin: .6em 0; font-size: .94em }
th, td { border-bottom: 1px solid var(--line); padding: .3em .5em; text-align: left; vertical-align: top }
thead th { position: sticky; top: 0; background: var(--ground); white-space: nowrap; z-index: 1 }
tbody th { font-weight: 600 }
tbody tr:hover { background: #f8fafc }
th p, td p { margin: 0 0 .3em }
code, pre { font-family: ui-monospace, Consolas, "DejaVu Sans Mono", monospace; font-size: .92em }
pre { background: var(--ground); border: 1px solid var(--line); padding: .6em .8em; overflow-x: auto }
dl { display: grid; grid-template-columns: 10.5em minmax(0, 1fr); max-width: 70rem; margin: 0 }
dt, dd { margin: 0; padding: .28em 0; border-bottom: 1px solid var(--line) }
dt { padding-right: .8em; color: var(--soft) }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 3px; padding: 0 .4em; margin: 0 .2em .2em 0; font-size: .9em; font-weight: 400; background: var(--ground) }
.method { font-weight: 700; color: var(--mark) }
article { content-visibility: auto; contain-intrinsic-size: auto 60em }
.list { padding-left: 1.2em }
.boundary th code { font-weight: 400; white-space: nowrap }
@media (min-width: 48.01em) {
  .boundary tbody th { min-width: 10em }
  .boundary td:nth-child(2) { min-width: 8em }
  .boundary td:nth-child(3), .boundary td:nth-child(4) { width: 26% }
}
@media screen and (max-width: 48em) {
  header { padding: .45em .7em }
  nav { padding: 0 .4em }
  main { padding: .4em .7em 1.5em }
  dl { display: block }
  dt { padding-bottom: 0; border-bottom: 0; font-size: .93em }
  .cards thead { display: none }
  .cards, .cards tbody, .cards tr, .cards th, .cards td { display: block; width: auto }
  .cards tr { margin: .5em 0; padding: .3em; border: 1px solid var(--line) }
  .cards th, .cards td { padding: .12em .3em; border: 0 }
  .cards [data-label]::before { content: attr(data-label) "："; color: var(--soft) }
  .cards td p { display: inline }
  .cards td p + p::before { content: " " }
}
@media print {
  html { font-size: 10pt }
  header, footer, nav, form, .screen { display: none }
  main { max-width: none; padding: 0 }
  a { color: inherit; text-decoration: none }
  thead { display: table-header-group }
  thead th { position: static; background: none }
  article { content-visibility: visible }
  tr { break-inside: avoid }
}
`;
