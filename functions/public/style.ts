/** The style of every page. Its hash stands in the content security policy, so it is one constant text. */
export const STYLE = `
:root { color-scheme: light; --ink: #1d2530; --soft: #566070; --line: #d5dae1; --ground: #f5f7f9; --mark: #14498c }
* { box-sizing: border-box }
body { margin: 0; color: var(--ink); background: #fff; line-height: 1.6; font-size: 16px; overflow-wrap: anywhere;
  font-family: system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Micro Hei", sans-serif }
a { color: var(--mark) }
a:focus-visible, input:focus-visible, button:focus-visible, summary:focus-visible { outline: 3px solid #e8a200; outline-offset: 2px }
.skip { position: absolute; left: -99em }
.skip:focus { left: 1em; top: 1em; background: #fff; padding: .5em }
header { background: var(--mark); padding: .7em 1.2em; display: flex; flex-wrap: wrap; gap: .3em 2em; align-items: baseline }
header a { color: #fff; text-decoration: none }
header a:hover { text-decoration: underline }
.name { margin: 0; font-weight: 700 }
nav a { margin-right: 1.2em }
main { max-width: 84em; margin: 0 auto; padding: 1em 1.2em 2em }
footer { color: var(--soft); border-top: 1px solid var(--line); padding: .2em 1.2em; font-size: .9em }
h1 { font-size: 1.55em; line-height: 1.3; margin: .6em 0 .3em }
h2 { font-size: 1.25em; margin: 1.6em 0 .4em; border-bottom: 1px solid var(--line) }
h3 { font-size: 1.05em; margin: 1.6em 0 .3em }
h4 { font-size: .95em; margin: 1em 0 .2em; color: var(--soft) }
p, ul { margin: .4em 0 }
.soft { color: var(--soft) }
.note { background: #fff7e0; border-left: 4px solid #e8a200; padding: .5em .8em }
form { display: flex; flex-wrap: wrap; align-items: center; gap: .5em; margin: .8em 0 }
input[type=search] { flex: 1 1 16em; max-width: 32em; font: inherit; padding: .4em .6em; border: 1px solid #8893a1; border-radius: 3px }
button { font: inherit; padding: .4em 1.4em; color: #fff; background: var(--mark); border: 0; border-radius: 3px; cursor: pointer }
table { border-collapse: collapse; width: 100%; margin: .6em 0; font-size: .92em }
th, td { border: 1px solid var(--line); padding: .4em .55em; text-align: left; vertical-align: top }
thead th { background: var(--ground) }
tbody th { font-weight: 600 }
td p { margin: 0 0 .3em }
code, pre { font-family: ui-monospace, Consolas, "DejaVu Sans Mono", monospace; font-size: .92em }
pre { background: var(--ground); border: 1px solid var(--line); padding: .6em .8em; overflow-x: auto }
.tag { display: inline-block; border: 1px solid var(--line); border-radius: 2px; padding: 0 .4em; margin: 0 .2em .2em 0; font-size: .9em; background: var(--ground) }
.method { font-weight: 700; color: var(--mark) }
.list { padding-left: 1.2em }
@media (max-width: 48em) {
  .cards thead { display: none }
  .cards, .cards tbody, .cards tr, .cards th, .cards td { display: block; width: 100% }
  .cards tr { border: 1px solid var(--line); margin: 0 0 .9em; border-radius: 3px }
  .cards th, .cards td { border: 0; border-bottom: 1px solid var(--ground) }
  .cards [data-label]::before { content: attr(data-label); display: block; color: var(--soft); font-size: .88em }
}
@media print {
  body { font-size: 10pt }
  header, footer, nav, form, .screen { display: none }
  main { max-width: none; padding: 0 }
  a { color: inherit; text-decoration: none }
  thead { display: table-header-group }
  tr { break-inside: avoid }
}
`;
