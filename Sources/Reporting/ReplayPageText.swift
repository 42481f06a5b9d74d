// Generated from Sources/Reporting/Page by PageSourceTests (UPDATE_GOLDEN=1); do not edit.
// swift-format-ignore-file

/// What the page holds before the run is unpacked.
let replayPageBody = ##"""
<body>
<a class="skip" href="#w-jobs" data-skip>Skip to the jobs</a>
<header class="top">
<h1 id="title"></h1>
<p id="facts"></p>
<div class="tools" role="group" aria-label="Page">
<label>Site <select id="site"></select></label>
<label>Lanes <select id="zoom"><option value="0">whole run</option><option value="604800000">a week</option><option value="86400000">a day</option><option value="21600000">6 hours</option><option value="3600000">1 hour</option></select></label>
<button type="button" id="theme" aria-pressed="false">Dark</button>
<button type="button" id="link">Copy link</button>
<button type="button" id="print">Print</button>
<button type="button" id="help">Keys</button>
</div>
</header>
<section class="transport" aria-label="Player">
<div class="buttons" role="group" aria-label="Play and step">
<button type="button" data-do="start" title="First cycle (Home)" aria-label="First cycle">|&#9664;</button>
<button type="button" data-do="change-" title="Previous change ([)" aria-label="Previous change">&laquo;</button>
<button type="button" data-do="back" title="Back (Left)" aria-label="One cycle back">&#9664;</button>
<button type="button" data-do="play" id="play" title="Play (Space)" aria-label="Play">Play</button>
<button type="button" data-do="on" title="On (Right)" aria-label="One cycle on">&#9654;</button>
<button type="button" data-do="change+" title="Next change (])" aria-label="Next change">&raquo;</button>
<button type="button" data-do="end" title="Last cycle (End)" aria-label="Last cycle">&#9654;|</button>
<label>Speed <select id="speed"><option value="1">1 cycle/s</option><option value="2">2 cycles/s</option><option value="5">5 cycles/s</option><option value="20">20 cycles/s</option></select></label>
</div>
<div class="track">
<svg id="overview" class="overview" aria-hidden="true" preserveAspectRatio="none"></svg>
<input type="range" id="scrub" min="0" max="0" value="0" step="1" aria-label="Watchdog cycle">
</div>
<output id="clock" for="scrub" aria-live="off"></output>
</section>
<p id="live" class="hidden" role="status" aria-live="polite"></p>
<noscript><p class="failed">This page plays a run with JavaScript, which is switched off here.</p></noscript>
<main id="main"><p id="loading">Unpacking the run&hellip;</p></main>
<section class="win why" id="w-why" aria-labelledby="why-title" tabindex="-1">
<h2 id="why-title">Why</h2>
<div class="body" id="why" aria-live="polite"></div>
</section>
<dialog id="keys" aria-labelledby="keys-title">
<h2 id="keys-title">Keys</h2>
<table>
<tr><th scope="row">Space, K</th><td>play, pause</td></tr>
<tr><th scope="row">Left, Right</th><td>one watchdog cycle back, on; with Shift ten</td></tr>
<tr><th scope="row">[ and ]</th><td>to the cycle before, behind, in which something changed</td></tr>
<tr><th scope="row">Home, End</th><td>first, last cycle</td></tr>
<tr><th scope="row">+ and -</th><td>lanes closer, wider</td></tr>
<tr><th scope="row">Up, Down</th><td>to the next row of a list, the next site</td></tr>
<tr><th scope="row">Enter</th><td>why is it so?</td></tr>
<tr><th scope="row">1 to 8</th><td>to a window: sites, lanes, jobs, clients, events, log, files, why</td></tr>
<tr><th scope="row">D</th><td>to the first cycle in which two runs differ</td></tr>
<tr><th scope="row">T</th><td>dark or light</td></tr>
<tr><th scope="row">?</th><td>this list</td></tr>
</table>
<form method="dialog"><button autofocus>Close</button></form>
</dialog>

"""##
/// How it looks.
let replayPageStyle = ##"""
:root {
  --page: #7d9c9c; --face: #c6c6c6; --light: #fff; --shade: #808080; --dark: #202020; --field: #fff;
  --ink: #111; --soft: #4a4a4a; --title: #000080; --title-ink: #fff; --pick: #000080; --pick-ink: #fff;
  --line: #d8d8d8; --new: #fff3c4; --bad: #b00020; --good: #1f6b2c; --warn: #7a5200;
  --compress: #7a5aa5; --send: #3b6ea5; --distribute: #b8741a; --run: #3f8a4a; --transfer: #2b8c9a;
  --node: #eef2fa; --node-edge: #1f3a6e; --pack: #e0b040; --pack-edge: #6b4b00; --cursor: #c00000; --focus: #0044cc;
  color-scheme: light;
}
@media screen { :root[data-theme="dark"] {
  --page: #14201f; --face: #33383a; --light: #5c6467; --shade: #15181a; --dark: #000; --field: #1c2022;
  --ink: #e8e8e8; --soft: #b4bcbe; --title: #24508f; --title-ink: #fff; --pick: #2f62ab; --pick-ink: #fff;
  --line: #343b3e; --new: #4a4218; --bad: #ff8a94; --good: #83d394; --warn: #e8bf6a;
  --compress: #a98bd6; --send: #6fa3dc; --distribute: #e0a04c; --run: #6cbf79; --transfer: #55bccb;
  --node: #24303f; --node-edge: #8fb0e6; --pack: #e0b040; --pack-edge: #fff0c0; --cursor: #ff6b6b; --focus: #9cc3ff;
  color-scheme: dark;
} }
* { box-sizing: border-box; }
html { font: 13px/1.35 "MS Sans Serif", Tahoma, Arial, "Liberation Sans", sans-serif; }
body { margin: 0; padding: 8px; background: var(--page); color: var(--ink); min-width: 320px; }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
.skip { position: absolute; left: -999px; background: var(--field); color: var(--ink); padding: 4px 8px; z-index: 9; }
.skip:focus { left: 8px; top: 8px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
.top, .transport, .win { background: var(--face); border: 2px solid; border-color: var(--light) var(--dark) var(--dark) var(--light);
  box-shadow: inset -1px -1px 0 var(--shade); margin: 0 0 8px; padding: 3px; }
.top { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 16px; padding: 6px 10px; }
h1 { font-size: 16px; margin: 0; }
#facts { margin: 0; color: var(--soft); flex: 1 1 auto; }
.tools { display: flex; flex-wrap: wrap; gap: 6px; align-items: center; }
button, select { font: inherit; color: var(--ink); background: var(--face); border: 2px solid; padding: 2px 8px; min-height: 24px;
  border-color: var(--light) var(--dark) var(--dark) var(--light); }
button:active, button[aria-pressed="true"] { border-color: var(--dark) var(--light) var(--light) var(--dark); }
select { background: var(--field); border-color: var(--dark) var(--light) var(--light) var(--dark); }
.transport { position: sticky; top: 0; z-index: 5; display: grid; grid-template-columns: auto 1fr auto; gap: 4px 12px;
  align-items: center; padding: 6px 10px; }
.buttons { display: flex; gap: 3px; align-items: center; flex-wrap: wrap; }
.buttons button { min-width: 32px; } #play { min-width: 56px; font-weight: bold; }
.track { min-width: 160px; }
.track input { width: 100%; margin: 0; display: block; }
.overview { width: 100%; height: 14px; display: block; background: var(--field); }
#clock { font-weight: bold; font-variant-numeric: tabular-nums; min-width: 24ch; text-align: right; }
main { display: grid; gap: 8px; grid-template-columns: 1fr; }
main.two { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
.branch { display: grid; gap: 8px; grid-template-columns: repeat(6, minmax(0, 1fr)); align-content: start; }
.branch > .head { grid-column: 1 / -1; margin: 0; font-size: 14px; color: var(--title-ink); background: var(--title); padding: 3px 8px; }
.win { margin: 0; display: flex; flex-direction: column; min-width: 0; }
.win > h2 { font-size: 12px; margin: 0 0 3px; padding: 2px 6px; background: var(--title); color: var(--title-ink);
  display: flex; justify-content: space-between; gap: 8px; }
.win > h2 small { font-weight: normal; opacity: .9; }
.win > .body { background: var(--field); border: 2px solid; border-color: var(--shade) var(--light) var(--light) var(--shade);
  overflow: auto; flex: 1 1 auto; max-height: 320px; position: relative; }
.win > .status { font-size: 11px; padding: 2px 6px 0; color: var(--soft); display: flex; gap: 14px; flex-wrap: wrap; }
.w-tree { grid-column: span 3; } .w-jobs { grid-column: span 3; } .few > .w-tree { grid-column: span 2; } .few > .w-jobs { grid-column: span 4; } .w-lanes { grid-column: 1 / -1; }
.w-clients { grid-column: span 2; } .w-events { grid-column: span 4; } .w-log { grid-column: span 4; } .w-files { grid-column: span 2; }
.two .branch > * { grid-column: 1 / -1; }
.w-lanes > .body { max-height: 460px; }
@media (max-width: 900px) { .branch > .win.win, .branch > * { grid-column: 1 / -1; } .transport { grid-template-columns: 1fr; } #clock { text-align: left; }
  main.two { grid-template-columns: 1fr; } }
table.list { border-collapse: collapse; width: 100%; font-size: 12px; }
.list th { position: sticky; top: 0; background: var(--face); text-align: left; font-weight: normal; padding: 1px 6px; white-space: nowrap;
  border: 1px solid; border-color: var(--light) var(--shade) var(--shade) var(--light); z-index: 1; }
.list td { padding: 1px 6px; white-space: nowrap; max-width: 36ch; overflow: hidden; text-overflow: ellipsis; }
.list td.num, .list th.num { text-align: right; font-variant-numeric: tabular-nums; }
.w-jobs .list td { max-width: 15ch; } .w-jobs .list td, .w-jobs .list th { padding: 1px 4px; }
.list td.wide { white-space: normal; max-width: none; min-width: 24ch; }
.list tbody tr { cursor: default; }
.list tbody tr:hover { background: var(--line); }
.list tr.new td { background: var(--new); }
.list tr.differs td:first-child { box-shadow: inset 4px 0 0 var(--bad); }
.list tr[aria-selected="true"] td { background: var(--pick); color: var(--pick-ink); }
.list tr[aria-selected="true"] td span { color: inherit !important; }
.list tr:focus-visible { outline: 1px dotted var(--focus); outline-offset: -1px; }
.s-Complete, .s-up { color: var(--good); } .s-Failed, .s-error { color: var(--bad); } .s-Retrying, .s-Canceled { color: var(--warn); }
.s-Active { font-weight: bold; } .s-Pending { color: var(--soft); }
.empty { padding: 8px; color: var(--soft); margin: 0; }
.mono { font-family: "Courier New", "Liberation Mono", monospace; font-size: 12px; }
.log { list-style: none; margin: 0; padding: 2px 0; }
.log li { padding: 0 6px; white-space: pre-wrap; overflow-wrap: anywhere; }
.log li.now { background: var(--new); }
.log li[aria-selected="true"] { background: var(--pick); color: var(--pick-ink); }
.log time, .log b { font-weight: normal; opacity: .75; margin-right: 1ch; }
.files { list-style: none; margin: 0; padding: 2px 6px; }
.files [data-row] { cursor: pointer; }
.files ul { list-style: none; margin: 0; padding-left: 14px; }
.files .new { background: var(--new); } .files .gone { text-decoration: line-through; opacity: .65; }
.files .dir { color: var(--soft); overflow-wrap: anywhere; }
.files small { opacity: .75; }
svg text { fill: var(--ink); font-size: 11px; }
.node { cursor: pointer; }
.node rect.face { fill: var(--node); stroke: var(--node-edge); }
.node.secondary rect.face { stroke-dasharray: 5 3; }
.node.down rect.face { fill: var(--field); stroke: var(--bad); stroke-width: 2; }
.node[aria-pressed="true"] rect.face { stroke-width: 3; }
.node:focus { outline: none; } .node:focus-visible rect.face { stroke: var(--focus); stroke-width: 3; }
.node .code { font-weight: bold; font-size: 13px; } .node .sub { fill: var(--soft); font-size: 10px; }
.lamp { fill: var(--line); } .lamp.compress { fill: var(--compress); } .lamp.send { fill: var(--send); }
.lamp.distribute { fill: var(--distribute); } .lamp.run { fill: var(--run); }
.lamp-word { font-size: 9px; fill: #fff; pointer-events: none; }
.lamp:not(.send):not(.distribute):not(.run) + .lamp-word { fill: var(--soft); }
.heat-back { fill: var(--line); } .heat { fill: var(--run); } .heat.bad { fill: var(--warn); }
.wire { fill: none; stroke: var(--soft); } .wire.down { stroke: var(--bad); stroke-dasharray: 5 4; }
.pack rect { fill: var(--pack); stroke: var(--pack-edge); } .pack path { stroke: var(--pack-edge); fill: none; }
.pack.failed rect { stroke: var(--bad); stroke-width: 2; } .pack.there { opacity: .45; } .pack text { font-size: 10px; }
.bar { cursor: pointer; }
.bar.p0 { fill: var(--compress); } .bar.p1 { fill: var(--send); } .bar.p2 { fill: var(--distribute); } .bar.p3 { fill: var(--run); } .bar.p4 { fill: var(--transfer); }
.bar.failed { stroke: var(--bad); stroke-width: 1.5; } .ghost { opacity: .22; }
.bar:focus { outline: none; } .bar:focus-visible { stroke: var(--focus); stroke-width: 3; }
.cursor { stroke: var(--cursor); stroke-width: 1.5; } .grid { stroke: var(--line); } .lane { fill: var(--ink); opacity: .04; }
.lanes .name { font-weight: bold; } .lanes .phase { fill: var(--soft); font-size: 10px; } .lanes .barname { font-size: 10px; pointer-events: none; }
.tick-cmd { fill: var(--title); } .tick-event { fill: var(--bad); } .tick-change { fill: var(--shade); opacity: .5; }
.legend { display: flex; gap: 12px; } .legend i { display: inline-block; width: 10px; height: 10px; margin-right: 4px; }
.why { position: sticky; bottom: 0; z-index: 4; margin-top: 8px; box-shadow: 0 -4px 10px #0005; } .why > .body { max-height: 26vh; } .why pre { margin: 0; padding: 6px 8px; white-space: pre-wrap; font: inherit; }
.why p.past { margin: 0; padding: 6px 8px 0; color: var(--warn); } .why pre.past { opacity: .8; }
.why .ask { padding: 4px 8px; color: var(--soft); } .why code { user-select: all; }
.why h3 { margin: 4px 8px 0; font-size: 12px; }
.why .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 8px; }
dialog { background: var(--face); color: var(--ink); border: 2px solid; border-color: var(--light) var(--dark) var(--dark) var(--light); max-width: 560px; }
dialog::backdrop { background: #0008; } dialog h2 { margin: 0 0 8px; font-size: 14px; } dialog th { text-align: left; padding-right: 16px; vertical-align: top; white-space: nowrap; }
.failed { color: var(--bad); } #loading { color: #fff; }
p.failed { background: var(--field); padding: 8px; }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  :root, :root[data-theme="dark"] { --page: #fff; --face: #fff; --field: #fff; --ink: #000; --soft: #444; --title: #fff; --title-ink: #000;
    --line: #ddd; --new: #fff; --pick: #fff; --pick-ink: #000; --node: #fff; --light: #999; --dark: #999; --shade: #999; color-scheme: light; }
  body { padding: 0; } .tools, .buttons, .track, .skip, .w-log, .w-files { display: none !important; }
  .transport { position: static; display: block; border: 0; padding: 0; } .why { position: static; } #clock { text-align: left; display: block; }
  .top { border: 0; padding: 0; } .win { box-shadow: none; border: 1px solid #999; break-inside: avoid; }
  .win > h2 { border-bottom: 1px solid #999; } .win > .body { max-height: none; overflow: visible; border: 0; }
  .branch > .win.w-tree, .branch > .win.w-jobs, .branch > .win.w-events, .branch > .win.w-clients { grid-column: 1 / -1; } .list td { white-space: normal; }
  .list th { position: static; } * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}

"""##
/// What it does.
let replayPageScript = ##"""
"use strict";
const $ = id => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

// An element with attributes and children; text is never read as markup.
function el(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const key in attributes || {}) {
    if (attributes[key] === false || attributes[key] == null) continue;
    made.setAttribute(key, attributes[key] === true && !key.startsWith("aria-") ? "" : attributes[key]);
  }
  made.append(...children.flat());
  return made;
}
function sv(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const key in attributes || {}) if (attributes[key] != null) made.setAttribute(key, attributes[key]);
  made.append(...children);
  return made;
}

async function unpack(id) {
  const text = $(id).textContent;
  const raw = atob(text);
  const bytes = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
  $(id).remove();
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}

// The value of a series (frame, value, frame, value, ...) at a frame.
function at(series, frame, none) {
  let low = 0, high = series.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (series[2 * middle] <= frame) low = middle + 1; else high = middle;
  }
  return low ? series[2 * low - 1] : none;
}
// The first frame of the value that a series has at a frame.
function since(series, frame) {
  let found = -1;
  for (let i = 0; i < series.length && series[i] <= frame; i += 2) found = series[i];
  return found;
}

const two = n => String(n).padStart(2, "0");
// A time as the program prints it: seconds only where there are some.
function stamp(milliseconds) {
  const d = new Date(milliseconds), s = d.getUTCSeconds();
  return `${String(d.getUTCFullYear()).padStart(4, "0")}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())} ${two(d.getUTCHours())}:${two(d.getUTCMinutes())}${s ? ":" + two(s) : ""}`;
}
const many = (count, word) => `${count} ${word}${count === 1 ? "" : "s"}`;
const clockOnly = milliseconds => new Date(milliseconds).toISOString().slice(11, 19);

// A recorded run with the questions that the windows ask it.
class Run {
  constructor(data, place) {
    const { why, asked, ...rest } = data;
    Object.assign(this, rest);
    this.reasons = why;
    this.spansAsked = asked || {};
    this.place = place;
    this.last = this.frames - 1;
    this.text = number => this.texts[number] || "";
    this.siteOf = {};
    this.sites.forEach((site, i) => { this.siteOf[site.c] = i; site.kids = []; site.bars = []; });
    this.sites.forEach((site, i) => { if (site.p >= 0 && site.p !== i && this.sites[site.p].t < site.t) this.sites[site.p].kids.push(i); else site.top = true; });
    this.many = this.sites.length > 60;
    this.tiers = [];
    this.sites.forEach((site, i) => (this.tiers[site.t] = this.tiers[site.t] || []).push(i));
    this.bars.forEach((bar, i) => { if (this.sites[bar[0]]) this.sites[bar[0]].bars.push(i); });
    // In the order in which lists got them: what a site below reports comes later than it happened.
    this.events.sort((a, b) => a[9] - b[9] || a[2] - b[2] || a[0] - b[0] || a[1] - b[1]);
    this.eventTimes = this.events.map(e => this.instant(e[9]));
    this.logTimes = this.log.map(l => l[0]);
    this.findChanges();
  }
  // Milliseconds since the start.
  instant(frame) { return Math.min(frame * this.cycle, this.now); }
  // The frame that shows an instant.
  frameAt(instant) { return instant >= this.now ? this.last : Math.max(0, Math.min(this.last, Math.floor(instant / this.cycle))); }
  // How many watchdog cycles of the first site have ended at an instant, where they were not all of one length.
  cyclesAt(instant) {
    if (!this.spans) return Math.floor(instant / this.cycle);
    let count = 0;
    this.spans.forEach(([from, length], i) => {
      const end = Math.min(instant, i + 1 < this.spans.length ? this.spans[i + 1][0] : instant);
      if (end > from) count += Math.floor(end / length) - Math.floor(from / length);
    });
    return count;
  }
  // What the moments of the slider are called.
  get unit() { return this.spans ? "moment" : "cycle"; }
  time(instant, site) {
    const zone = this.sites[site || 0];
    return stamp(this.start + instant + (zone ? at(zone.z, this.frameAt(instant), 0) : 0));
  }
  // The same as --at takes it: in an hour that comes twice, or is left out, by UTC.
  asked(instant, site) {
    const zone = this.sites[site || 0], hour = 3600000;
    const offset = i => zone ? at(zone.z, this.frameAt(Math.max(0, i)), 0) : 0;
    const isClear = [-hour, hour].every(by => offset(instant + by) === offset(instant));
    return isClear ? this.time(instant, site) : stamp(this.start + instant) + "Z";
  }
  // How many of a sorted list of instants are not later.
  static upTo(times, instant) {
    let low = 0, high = times.length;
    while (low < high) { const middle = (low + high) >> 1; if (times[middle] <= instant) low = middle + 1; else high = middle; }
    return low;
  }
  findChanges() {
    const marks = new Uint8Array(this.frames);
    const mark = (series) => { for (let i = 2; i < series.length; i += 2) marks[series[i]] |= 1; };
    for (const entry of this.jobs.e) { mark(entry[3]); if (entry[3].length) marks[entry[3][0]] |= 1; }
    for (const site of this.sites) { mark(site.up); mark(site.cnt); }
    for (let i = 2; i < this.links.length; i += 2) marks[this.links[i]] |= 1;
    for (const file of this.files) marks[file[0]] |= 1;
    for (const e of this.events) if (e[9] < this.frames) marks[e[9]] |= 2;
    for (const m of this.moves) { marks[this.after(m[3])] |= 1; if (m[4] >= 0) marks[this.after(m[4])] |= 1; }
    for (const c of this.cmds) if (c[0] < this.frames) marks[c[0]] |= 4;
    this.marks = marks;
  }
  // The first frame that shows what happened at an instant.
  after(instant) { return Math.max(0, Math.min(this.last, Math.ceil(instant / this.cycle))); }
  jobRows(site, frame) {
    const rows = [];
    for (const [of, name, system, series] of this.jobs.e) {
      if (of !== site) continue;
      const row = at(series, frame, -1);
      if (row >= 0) rows.push({ name, system, cells: this.jobs.rows[row].map(this.text), since: since(series, frame) });
    }
    return rows;
  }
  clientRows(site, frame) {
    const rows = [];
    if (!this.clients) return rows;
    for (const [of, name, , series] of this.clients.e) {
      if (of !== site) continue;
      const row = at(series, frame, -1);
      if (row >= 0) rows.push({ name, cells: this.clients.rows[row].map(this.text), since: since(series, frame) });
    }
    return rows;
  }
  state(site, frame) { return this.text(at(this.sites[site].up, frame, 0)); }
  count(site, frame) { const n = at(this.sites[site].cnt, frame, -1); return n < 0 ? [0, 0, 0, 0, 0, 0, 0] : this.counts[n]; }
  // What explain said of a subject, and at which frame: at this one, or at the last before it that was asked. That one says
  // nothing of this one where something is known to have happened since.
  why(subject, frame) {
    const series = this.reasons[subject], from = series ? this.lastAsked(subject, frame) : -1;
    if (from < 0 || this.isGone(subject, frame)) return { text: "", from: -1, isOver: false };
    const isOver = from < frame && this.hasChanged(subject, from, frame);
    return { text: isOver ? "" : this.text(at(series, from, 0)), from, isOver };
  }
  lastAsked(subject, frame) {
    if (this.whyEvery === 1) return frame;
    const spans = this.spansAsked[subject] || [];
    let found = -1;
    for (let i = 0; i < spans.length && spans[i] <= frame; i += 2) found = Math.min(frame, spans[i + 1]);
    return found;
  }
  // The rows of a job or a client, as series.
  rowsOf(subject) {
    const [kind, name] = subject.split(":"), [thing, code] = name.split("@");
    const list = kind === "job" ? this.jobs.e : kind === "client" && this.clients ? this.clients.e : [];
    const site = this.siteOf[code || thing.slice(0, 3)];
    return list.filter(e => e[0] === site && e[1] === thing).map(e => e[3]);
  }
  isGone(subject, frame) { const rows = this.rowsOf(subject); return rows.length > 0 && rows.every(series => at(series, frame, 0) < 0); }
  // Whether something is known to have happened to a subject behind a frame, and up to another.
  hasChanged(subject, from, to) {
    const [kind, name] = subject.split(":");
    if (kind === "event") return this.events.some(e => String(e[4]) === name && e[9] > from && e[9] <= to);
    if (kind !== "site") return this.rowsOf(subject).some(series => since(series, to) > from);
    const site = this.siteOf[name];
    if (site === undefined) return false;
    const down = frame => JSON.stringify(this.linksDown(frame).filter(pair => pair.includes(site)));
    return since(this.sites[site].up, to) > from || down(from) !== down(to);
  }
  // The phases that a site is in between two instants, as a set of numbers.
  phases(site, from, to) {
    const found = new Set();
    for (const place of this.sites[site].bars) {
      const bar = this.bars[place];
      if (bar[3] <= to && (bar[4] < 0 || bar[4] > from)) found.add(bar[1]);
    }
    return found;
  }
  linksDown(frame) { return this.linkSets[at(this.links, frame, 0)] || []; }
  hasJobs(site) { return !this.sites[site].s; }
}
// The hierarchy: a box a site, or a cell a site in a large lab, and packages on their way.
class Tree {
  constructor(run, body, app) {
    this.run = run; this.app = app; this.nodes = []; this.at = [];
    this.svg = sv("svg", { role: "group", "aria-label": "Sites of " + run.lab });
    body.append(this.svg);
    if (run.many) this.cells(); else this.boxes();
    this.svg.addEventListener("keydown", event => this.move(event));
  }
  node(site, group) {
    group.setAttribute("class", "node" + (this.run.sites[site].s ? " secondary" : ""));
    group.setAttribute("role", "button");
    group.setAttribute("tabindex", this.nodes.length ? "-1" : "0");
    group.dataset.site = this.run.sites[site].c;
    group.addEventListener("click", () => this.app.pick(this.run, "site:" + this.run.sites[site].c, site));
    group.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); group.dispatchEvent(new MouseEvent("click")); } });
    group.addEventListener("focus", () => { for (const n of this.order) this.nodes[n].setAttribute("tabindex", "-1"); group.setAttribute("tabindex", "0"); });
    this.nodes[site] = group;
    return group;
  }
  // Up and Down walk through the sites in the order of the tree.
  move(event) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    const here = this.order.findIndex(s => this.nodes[s] === document.activeElement);
    const next = this.order[here + step];
    if (here < 0 || next === undefined) return;
    event.preventDefault();
    this.nodes[next].focus();
  }
  boxes() {
    const run = this.run, W = 128, H = 66, SX = 146, SY = 112;
    this.W = W; this.H = H; this.order = [];
    let next = 16;
    const place = (site, depth) => {
      this.order.push(site);
      const kids = run.sites[site].kids;
      kids.forEach(kid => place(kid, depth + 1));
      const x = kids.length ? (this.at[kids[0]].x + this.at[kids[kids.length - 1]].x) / 2 : next;
      if (!kids.length) next += SX;
      this.at[site] = { x, y: 12 + depth * SY };
    };
    run.sites.forEach((site, i) => { if (site.top) place(i, 0); });
    const width = Math.max(next, 300), height = Math.max(...this.at.map(p => p.y)) + H + 14;
    this.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.svg.setAttribute("width", width); this.svg.setAttribute("height", height);
    this.svg.style.maxWidth = width > 1400 ? "none" : "100%";
    this.wires = [];
    run.sites.forEach((site, i) => {
      if (site.top) return;
      const p = this.at[site.p], c = this.at[i], m = (p.y + H + c.y) / 2;
      const wire = sv("path", { class: "wire", d: `M${p.x + W / 2} ${p.y + H}V${m}H${c.x + W / 2}V${c.y}` });
      this.svg.append(wire); this.wires.push([i, site.p, wire]);
    });
    for (const i of this.order) {
      const site = run.sites[i], { x, y } = this.at[i];
      const group = this.node(i, sv("g", { transform: `translate(${x} ${y})` }));
      const code = sv("text", { class: "code", x: 8, y: 17 }); code.textContent = site.c;
      const name = sv("text", { class: "sub", x: 42, y: 17 }); name.textContent = site.n.slice(0, 14);
      const sub = sv("text", { class: "sub", x: 8, y: 31 });
      group.append(sv("rect", { class: "face", width: W, height: H, rx: 2 }), code, name, sub);
      const lamps = [["send", "S"], ["distribute", "D"], ["run", "R"]].map(([word, letter], n) => {
        const lamp = sv("rect", { class: "lamp", x: 8 + n * 20, y: 36, width: 17, height: 12, rx: 2 });
        const label = sv("text", { class: "lamp-word", x: 13 + n * 20, y: 45 }); label.textContent = letter;
        group.append(lamp, label);
        return lamp;
      });
      const heat = sv("rect", { class: "heat", x: 8, y: 54, width: 0, height: 6 });
      group.append(sv("rect", { class: "heat-back", x: 8, y: 54, width: W - 16, height: 6 }), heat);
      group.parts = { sub, lamps, heat };
      this.svg.append(group);
    }
    this.packs = sv("g", { class: "packs" });
    this.svg.append(this.packs);
  }
  cells() {
    const run = this.run, size = 15, across = 36;
    this.order = []; this.labels = [];
    let y = 16;
    run.tiers.forEach((sites, tier) => {
      const label = sv("text", { x: 8, y }); this.svg.append(label); this.labels.push(label);
      y += 8;
      sites.forEach((site, n) => {
        this.order.push(site);
        const group = this.node(site, sv("g", { transform: `translate(${8 + n % across * (size + 3)} ${y + Math.floor(n / across) * (size + 3)})` }));
        group.append(sv("rect", { class: "face", width: size, height: size }));
        const heat = sv("rect", { class: "heat", x: 1, y: 1, width: 0, height: size - 2 });
        group.append(heat); group.parts = { heat };
        this.svg.append(group);
      });
      y += Math.ceil(sites.length / across) * (size + 3) + 22;
    });
    const width = 20 + across * (size + 3);
    this.svg.setAttribute("viewBox", `0 0 ${width} ${y}`);
    this.svg.setAttribute("width", width); this.svg.setAttribute("height", y);
  }
  // Shows a frame; part is how far the next cycle has come while it plays.
  show(frame, part) {
    const run = this.run, now = run.instant(frame), before = frame ? run.instant(frame - 1) : 0;
    for (const site of this.order) this.showSite(site, frame, before, now);
    if (run.many) return this.showTiers(frame, now);
    const down = run.linksDown(frame);
    for (const [a, b, wire] of this.wires) {
      const isDown = down.some(p => (p[0] === a && p[1] === b) || (p[0] === b && p[1] === a));
      wire.setAttribute("class", isDown ? "wire down" : "wire");
      wire.style.display = run.state(a, frame) ? "" : "none";
    }
    this.showPacks(frame, part);
  }
  showSite(site, frame, before, now) {
    const run = this.run, group = this.nodes[site], of = run.sites[site];
    const state = run.state(site, frame), count = run.count(site, frame);
    const key = state + count + (run.many ? "" : [...run.phases(site, before, now)]) + (this.app.site === of.c);
    if (group.key === key) return;
    group.key = key;
    group.style.display = state ? "" : "none";
    group.classList.toggle("down", !!state && state !== "up");
    group.setAttribute("aria-pressed", this.app.site === of.c);
    const [all, , , on, targets, complete, retrying] = count;
    const share = targets ? complete / targets : 0;
    const room = run.many ? 13 : this.W - 16;
    group.parts.heat.setAttribute("width", Math.round(room * share));
    group.parts.heat.classList.toggle("bad", retrying > 0);
    const words = [];
    if (!run.many) {
      const phases = run.phases(site, before, now);
      [[[0, 1, 4], "send"], [[2], "distribute"], [[3], "run"]].forEach(([numbers, word], n) => {
        const isOn = numbers.some(p => phases.has(p));
        group.parts.lamps[n].setAttribute("class", "lamp" + (isOn ? " " + word : ""));
        if (isOn) words.push(word);
      });
      group.parts.sub.textContent = state !== "up" ? state : `${all} client${all === 1 ? "" : "s"}, ${on} in use`;
    }
    group.setAttribute("aria-label", `Site ${of.c} ${of.n}, ${state}, ${many(all, "client")}, ${complete} of ${many(targets, "target")} complete` + (words.length ? ", " + words.join(", ") : ""));
  }
  showTiers(frame, now) {
    const run = this.run;
    run.tiers.forEach((sites, tier) => {
      let clients = 0, targets = 0, complete = 0, down = 0, moving = 0;
      for (const site of sites) {
        const c = run.count(site, frame); clients += c[0]; targets += c[4]; complete += c[5];
        if (run.state(site, frame) && run.state(site, frame) !== "up") down++;
      }
      for (const m of run.moves) if (m[3] <= now && (m[4] < 0 || m[4] > now) && run.sites[m[1]].t === tier) moving++;
      this.labels[tier].textContent = `Tier ${tier + 1}: ${many(sites.length, "site")}, ${many(clients, "client")}, ${complete} of ${targets} complete` + (moving ? `, ${moving} on the way here` : "") + (down ? `, ${down} down` : "");
    });
  }
  showPacks(frame, part) {
    const run = this.run, before = frame ? run.instant(frame - 1) : 0;
    const now = run.instant(frame) + part * run.cycle, from = part ? run.instant(frame) : before;
    const shown = [];
    for (let i = 0; i < run.moves.length; i++) {
      const m = run.moves[i];
      if (m[3] > now || (m[4] >= 0 && m[4] <= from && frame)) continue;
      shown.push(i);
      if (shown.length >= 200) break;
    }
    this.packs.textContent = "";
    const stacked = {};
    for (const i of shown) {
      const [a, b, job, t0, t1, outcome] = run.moves[i];
      const end = t1 < 0 ? run.now : t1, share = Math.max(0, Math.min(1, (now - t0) / Math.max(1, end - t0)));
      const p = this.point(a, b, share), key = a + "," + b;
      const up = stacked[key] = (stacked[key] || 0) + 1;
      const over = t1 >= 0 && t1 <= now;
      const words = `${run.text(job) || "system job"} from ${run.sites[a].c} to ${run.sites[b].c}`;
      const label = sv("text", { x: 12, y: 4 }); label.textContent = run.text(job) || "·";
      const title = sv("title"); title.textContent = words;
      const pack = sv("g", { class: "pack" + (over ? (outcome === 2 ? " failed" : " there") : ""), transform: `translate(${p.x + (up - 1) * 8} ${p.y + (up - 1) * 5})` },
        sv("rect", { x: -9, y: -7, width: 18, height: 14 }), sv("path", { d: "M-9 -2H9M0 -7V7" }), label, title);
      this.packs.append(pack);
    }
  }
  // A point on the wire between two sites that are not always neighbours in the tree.
  point(a, b, share) {
    const A = this.at[a], B = this.at[b], W = this.W, H = this.H;
    if (a === b || !A || !B) return { x: A.x + W - 10, y: A.y + 8 };
    const up = this.run.sites[a].p === b, down = this.run.sites[b].p === a;
    if (!up && !down) return { x: A.x + (B.x - A.x) * share + W / 2, y: A.y + (B.y - A.y) * share + H / 2 };
    const [P, C] = down ? [A, B] : [B, A], m = (P.y + H + C.y) / 2;
    const line = [[P.x + W / 2, P.y + H], [P.x + W / 2, m], [C.x + W / 2, m], [C.x + W / 2, C.y]];
    if (up) line.reverse();
    const lengths = line.slice(1).map((q, i) => Math.abs(q[0] - line[i][0]) + Math.abs(q[1] - line[i][1]));
    let left = share * lengths.reduce((s, n) => s + n, 0);
    for (let i = 0; i < 3; i++) {
      if (left <= lengths[i] || i === 2) {
        const f = lengths[i] ? Math.min(1, left / lengths[i]) : 0;
        return { x: line[i][0] + (line[i + 1][0] - line[i][0]) * f, y: line[i][1] + (line[i + 1][1] - line[i][1]) * f };
      }
      left -= lengths[i];
    }
  }
}
// The lanes: the phases of each job at each site; in a large lab how many sites of a tier are in each phase.
class Lanes {
  constructor(run, body, app) {
    this.run = run; this.app = app; this.body = body;
    this.svg = sv("svg", { class: "lanes", role: "group", "aria-label": "Phases of jobs" });
    body.append(this.svg);
    this.draw(0);
  }
  rows() {
    const run = this.run, names = [["Send", [0, 1, 4]], ["Distribute", [2]], ["Run", [3]]], lanes = [];
    const own = run.many ? [run.siteOf[this.app.site]].filter(s => s !== undefined) : run.sites.map((s, i) => i);
    if (run.many) run.tiers.forEach((sites, tier) => lanes.push({ title: `Tier ${tier + 1}`, heat: sites, rows: names }));
    for (const site of own) {
      const rows = [];
      for (const [name, phases] of names) {
        const bars = run.sites[site].bars.map(i => run.bars[i]).filter(b => phases.includes(b[1]));
        bars.sort((a, b) => a[3] - b[3] || a[1] - b[1]);
        const packed = [];
        for (const bar of bars) {
          const row = packed.find(r => { const t = r[r.length - 1][4]; return t >= 0 && t <= bar[3] && r[0][1] === bar[1]; });
          if (row) row.push(bar); else packed.push([bar]);
        }
        packed.forEach((r, i) => rows.push({ name: i ? "" : name, bars: r }));
        if (!packed.length && !run.many) continue;
      }
      if (rows.length || own.length <= 12) lanes.push({ title: run.sites[site].c, site, rows });
    }
    return lanes;
  }
  window(frame) {
    const run = this.run, span = this.app.zoom;
    if (!span || span >= this.app.span) return [0, Math.max(this.app.span, run.cycle)];
    const now = run.instant(frame);
    if (this.from !== undefined && this.span === span && now >= this.from && now <= this.from + span) return [this.from, this.from + span];
    const from = Math.max(0, Math.min(run.now - span, now - span / 3));
    return [from, from + span];
  }
  draw(frame) {
    const run = this.run, app = this.app, left = 118, H = 16;
    const [from, to] = this.window(frame);
    const width = Math.max(480, this.body.clientWidth - 20 || 900), room = width - left - 24;
    this.from = from; this.to = to; this.span = app.zoom; this.siteShown = app.site; this.width = width;
    const x = t => left + Math.max(0, Math.min(1, (t - from) / (to - from))) * room;
    this.x = x;
    const svg = this.svg, ghost = sv("g", { class: "ghost", "aria-hidden": "true" }), clear = sv("g"), labels = sv("g", { "aria-hidden": "true" });
    svg.textContent = "";
    this.clip = sv("rect", { x: 0, y: 0, width: 0, height: 10 });
    const id = "clip-" + run.place;
    svg.append(sv("defs", {}, sv("clipPath", { id }, this.clip)));
    clear.setAttribute("clip-path", `url(#${id})`); labels.setAttribute("clip-path", `url(#${id})`);
    let y = 22, first = true;
    const grid = sv("g"), back = sv("g");
    svg.append(back, grid);
    for (const lane of this.rows()) {
      const count = Math.max(1, lane.rows.length), height = count * H + 6;
      back.append(sv("rect", { class: "lane", x: 0, y, width, height: height - 2 }));
      const name = sv("text", { class: "name", x: 6, y: y + 13 }); name.textContent = lane.title; back.append(name);
      lane.rows.forEach((row, i) => {
        const top = y + 2 + i * H;
        const word = lane.heat ? row[0] : row.name;
        const phase = sv("text", { class: "phase", x: 56, y: top + 11 }); phase.textContent = word; back.append(phase);
        if (lane.heat) return this.heat(lane.heat, row[1], top, H - 3, ghost, clear, from, to, left, room);
        for (const [n, bar] of row.bars.entries()) {
          if (bar[3] > to || (bar[4] >= 0 && bar[4] < from)) continue;
          const x0 = x(bar[3]), x1 = x(bar[4] < 0 ? run.now : bar[4]), w = Math.max(3, x1 - x0);
          const thin = bar[1] === 4 || bar[1] === 0, style = `bar p${bar[1]}${bar[5] === 2 ? " failed" : ""}`;
          const h = H - 4 - (thin ? 4 : 0), at = { x: x0, y: top + (thin ? 2 : 0), width: w, height: h, rx: 1 };
          ghost.append(sv("rect", { ...at, class: style }));
          const words = `${run.text(bar[2])} ${run.text(bar[6])}, ${run.time(bar[3], bar[0])} to ${bar[4] < 0 ? "the end of the run" : run.time(bar[4], bar[0])}${bar[5] === 2 ? ", failed" : ""}`;
          const title = sv("title"); title.textContent = words;
          const mark = sv("rect", { ...at, class: style, role: "button", tabindex: first ? 0 : -1, "aria-label": `${lane.title}: ${words}` }, title);
          mark.dataset.t = bar[3];
          first = false;
          const open = () => app.pick(run, bar[2] && run.text(bar[2]) ? "job:" + run.text(bar[2]) : "site:" + lane.title, bar[0]);
          mark.addEventListener("click", open);
          mark.addEventListener("keydown", event => { if (event.key === "Enter") { event.preventDefault(); open(); } });
          clear.append(mark);
          const label = bar[1] === 4 || bar[1] === 0 ? run.text(bar[6]).split(",")[0] : run.text(bar[2]);
          const needs = label.length * 6 + 8, inside = needs < w, next = row.bars[n + 1];
          // A label that would lie on the next bar is left to the bar's own words.
          if (!inside && x0 + w + needs > (next ? x(next[3]) : width)) continue;
          const text = sv("text", { class: "barname", x: inside ? x0 + 4 : x0 + w + 4, y: top + 10 });
          if (inside) text.style.fill = "#fff";
          text.textContent = label; labels.append(text);
        }
      });
      y += height;
    }
    this.axis(grid, from, to, y);
    svg.append(ghost, clear, labels);
    this.line = sv("line", { class: "cursor", y1: 16, y2: y });
    svg.append(this.line);
    this.clip.setAttribute("height", y);
    svg.setAttribute("viewBox", `0 0 ${width} ${y + 4}`); svg.setAttribute("width", width); svg.setAttribute("height", y + 4);
    const marks = [...clear.querySelectorAll("[tabindex]")];
    svg.onkeydown = event => {
      const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0, here = marks.indexOf(document.activeElement);
      if (!step || here < 0 || !marks[here + step]) return;
      event.preventDefault();
      marks[here].setAttribute("tabindex", "-1"); marks[here + step].setAttribute("tabindex", "0"); marks[here + step].focus();
    };
    svg.onclick = event => {
      if (event.target.closest("[role=button]")) return;
      const box = svg.getBoundingClientRect(), place = (event.clientX - box.left) * (width / box.width);
      if (place > left) app.go(app.master.frameAt(from + (place - left) / room * (to - from)));
    };
  }
  // How many sites of a tier are in a phase, as a row of shades.
  heat(sites, phases, top, height, ghost, clear, from, to, left, room) {
    const run = this.run, steps = Math.min(240, Math.max(1, Math.round(room / 4))), counts = new Float64Array(steps + 1);
    const place = t => Math.max(0, Math.min(steps, Math.floor((t - from) / (to - from) * steps)));
    for (const site of sites) for (const i of run.sites[site].bars) {
      const bar = run.bars[i];
      if (!phases.includes(bar[1]) || (bar[4] >= 0 && bar[4] < from) || bar[3] > to) continue;
      counts[place(bar[3])]++;
      const end = place(bar[4] < 0 ? run.now : bar[4]) + 1;
      if (end <= steps) counts[end]--;
    }
    let value = 0;
    const shade = ["--send", "--distribute", "--run"][phases[0] === 2 ? 1 : phases[0] === 3 ? 2 : 0];
    for (let i = 0; i < steps; i++) {
      value += counts[i];
      if (value <= 0) continue;
      const share = Math.min(1, value / sites.length);
      const at = { x: left + i / steps * room, y: top, width: room / steps + .5, height, style: `fill:var(${shade});opacity:${(.2 + .8 * share).toFixed(2)}` };
      const title = sv("title"); title.textContent = `${value} of ${sites.length} sites`;
      ghost.append(sv("rect", at)); clear.append(sv("rect", at, title));
    }
  }
  axis(grid, from, to, bottom) {
    const run = this.run, minute = 60000;
    const steps = [1, 5, 10, 15, 30, 60, 120, 360, 720, 1440, 2880, 10080, 20160, 43200, 129600].map(n => n * minute);
    const step = steps.find(s => (to - from) / s <= 12) || (to - from) / 12;
    const shift = run.start + at(run.sites[0].z, run.frameAt(from), 0);
    for (let t = Math.ceil((from + shift) / step) * step - shift; t <= to; t += step) {
      grid.append(sv("line", { class: "grid", x1: this.x(t), x2: this.x(t), y1: 16, y2: bottom }));
      const text = sv("text", { class: "phase", x: this.x(t), y: 11, "text-anchor": "middle" });
      const words = stamp(t + shift);
      text.textContent = step >= 1440 * minute ? words.slice(5, 10) : words.slice(11, 16);
      grid.append(text);
    }
  }
  show(frame, part) {
    const run = this.run, now = run.instant(frame) + part * run.cycle;
    const [from] = this.window(frame);
    if (from !== this.from || this.span !== this.app.zoom || (run.many && this.siteShown !== this.app.site)) this.draw(frame);
    const x = this.x(now);
    this.clip.setAttribute("width", x);
    this.line.setAttribute("x1", x); this.line.setAttribute("x2", x);
  }
}
// The windows with lists. Each has show(frame); rows say why they are so when they are clicked.

function frameWindow(kind, title, run, root) {
  const small = el("small"), status = el("div", { class: "status" }), body = el("div", { class: "body" });
  const id = `w-${kind}` + (run.place ? "-" + run.place : "");
  const win = el("section", { class: `win w-${kind}`, id, "aria-labelledby": id + "-title", tabindex: "-1" },
    el("h2", { id: id + "-title" }, el("span", {}, title), small), body, status);
  root.append(win);
  return { win, body, small, status };
}

// Up and Down walk through the rows; one row takes part in the order of Tab.
function walkRows(list, pick) {
  list.addEventListener("keydown", event => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    const rows = [...list.querySelectorAll("[data-row]")], here = rows.indexOf(row);
    const to = event.key === "ArrowDown" ? rows[here + 1] : event.key === "ArrowUp" ? rows[here - 1] : null;
    if (event.key === "Enter") { event.preventDefault(); pick(row); }
    if (!to) return;
    event.preventDefault();
    row.tabIndex = -1; to.tabIndex = 0; to.focus();
  });
  list.addEventListener("click", event => { const row = event.target.closest("[data-row]"); if (row) pick(row); });
}
// Keeps the focus in a list that is made anew.
function keepFocus(list, make) {
  const active = list.contains(document.activeElement) ? document.activeElement.dataset.row : null;
  const scroll = list.parentElement ? list.parentElement.scrollTop : 0;
  make();
  const rows = [...list.querySelectorAll("[data-row]")];
  const kept = rows.find(r => r.dataset.row === active);
  const stop = kept || rows.find(r => r.getAttribute("aria-selected") === "true") || rows[0];
  if (stop) stop.tabIndex = 0;
  if (kept) kept.focus({ preventScroll: true });
  if (list.parentElement) list.parentElement.scrollTop = scroll;
}

class Table {
  constructor(run, app, parts, columns, numbers, label) {
    this.run = run; this.app = app; this.parts = parts; this.columns = columns; this.numbers = numbers;
    this.body = el("tbody");
    this.table = el("table", { class: "list", role: "grid", "aria-label": label },
      el("thead", {}, el("tr", {}, ...columns.map((c, i) => el("th", { scope: "col", class: numbers.has(i) ? "num" : false }, c)))), this.body);
    this.empty = el("p", { class: "empty" });
    parts.body.append(this.table, this.empty);
    walkRows(this.body, row => app.pick(run, row.dataset.row, undefined));
  }
  fill(rows, empty) {
    this.empty.textContent = rows.length ? "" : empty;
    this.empty.hidden = rows.length > 0;
    this.table.hidden = !rows.length;
    const key = JSON.stringify(rows) + this.app.subject;
    if (key === this.key) return;
    this.key = key;
    keepFocus(this.body, () => {
      this.body.replaceChildren(...rows.map(row => el("tr", { "data-row": row.subject, tabindex: "-1", class: row.style || false, "aria-selected": row.subject === this.app.subject },
        ...row.cells.map((cell, i) => el("td", { class: this.numbers.has(i) ? "num" : i === row.wide ? "wide" : false, title: cell.length > 34 ? cell : false },
          row.marked === i ? el("span", { class: "s-" + cell.split(" ")[0] }, cell) : cell)))));
    });
  }
}

class JobsWindow {
  constructor(run, root, app) {
    this.run = run; this.app = app;
    this.parts = frameWindow("jobs", "Jobs", run, root);
    this.table = new Table(run, app, this.parts, run.jobs.cols, new Set([8, 9, 10]), "Jobs");
  }
  show(frame) {
    const run = this.run, site = run.siteOf[this.app.site], other = this.app.other(run);
    this.parts.small.textContent = site === undefined ? "" : run.sites[site].c + " " + run.sites[site].n;
    if (site === undefined || !run.hasJobs(site)) {
      this.table.fill([], site === undefined ? "There is no such site here." : "A secondary site has no database and no Jobs window (Q133111); see its parent's.");
      this.parts.status.textContent = "";
      return;
    }
    const rows = run.jobRows(site, frame);
    const theirs = other ? new Map(other.jobRows(other.siteOf[this.app.site], this.app.frameOf(other)).map(r => [r.name, r.cells.join("\t")])) : null;
    this.table.fill(rows.map(row => ({
      subject: "job:" + row.name, cells: row.cells, marked: 4,
      style: (row.since === frame && frame ? "new " : "") + (theirs && theirs.get(row.name) !== row.cells.join("\t") ? "differs" : "")
    })), "No jobs yet.");
    const own = rows.filter(r => !r.system), counts = {};
    for (const row of own) counts[row.cells[4]] = (counts[row.cells[4]] || 0) + 1;
    this.parts.status.textContent = `${own.length} job${own.length === 1 ? "" : "s"}` + Object.entries(counts).map(([k, n]) => `, ${n} ${k}`).join("") + (rows.length > own.length ? `; ${rows.length - own.length} system jobs` : "");
  }
}

class ClientsWindow {
  constructor(run, root, app) {
    this.run = run; this.app = app;
    this.parts = frameWindow("clients", "Clients", run, root);
    if (run.clients) {
      // What a page has room for: name, state, user and jobs; the rest is told by why.
      this.pick = [0, 6, 7, 8];
      this.table = new Table(run, app, this.parts, this.pick.map(i => run.clients.cols[i]), new Set(), "Clients");
    } else {
      this.table = new Table(run, app, this.parts, ["Site", "Clients", "Off", "On", "In use", "Targets", "Complete", "Retrying"], new Set([1, 2, 3, 4, 5, 6, 7]), "Clients by site");
    }
  }
  show(frame) {
    const run = this.run, app = this.app, site = run.siteOf[app.site];
    this.parts.small.textContent = app.site;
    if (site === undefined) return this.table.fill([], "There is no such site here.");
    const [all, off, on, used, targets, complete, retrying] = run.count(site, frame);
    this.parts.status.textContent = `${many(all, "client")}: ${used} in use, ${on} on, ${off} off` + (targets ? `; ${complete} of ${many(targets, "target")} complete` + (retrying ? `, ${retrying} retrying` : "") : "");
    if (run.clients) {
      const rows = run.clientRows(site, frame);
      this.table.fill(rows.map(row => ({ subject: `client:${row.name}@${app.site}`, cells: this.pick.map(i => row.cells[i]), wide: 3, style: row.since === frame && frame ? "new" : "" })), "No clients at this site.");
    } else {
      // Counts instead of names: the chosen site, and the sites below it.
      const sites = [site, ...run.sites[site].kids].slice(0, 200);
      this.table.fill(sites.map(s => ({ subject: "site:" + run.sites[s].c, cells: [run.sites[s].c, ...run.count(s, frame).map(String)] })), "");
    }
  }
}

class EventsWindow {
  constructor(run, root, app) {
    this.run = run; this.app = app;
    this.parts = frameWindow("events", "Events", run, root);
    this.table = new Table(run, app, this.parts, ["Site", "No", "Time", "Event", "Severity", "Component", "Job", "Text"], new Set([1, 3]), "SMS events");
  }
  show(frame) {
    const run = this.run, now = run.instant(frame), before = frame ? run.instant(frame - 1) : -1;
    const count = Run.upTo(run.eventTimes, now), from = Math.max(0, count - 200);
    const rows = run.events.slice(from, count).reverse();
    this.table.fill(rows.map(e => ({
      subject: "event:" + e[4], cells: [run.sites[e[0]].c, String(e[1]), run.text(e[3]), String(e[4]), ...e.slice(5, 9).map(run.text)],
      marked: 4, wide: 7, style: run.instant(e[9]) > before ? "new" : ""
    })), "No events up to now.");
    this.parts.status.textContent = count ? `${count} event${count === 1 ? "" : "s"} up to now` + (from ? ", the last 200 are shown" : "") + (run.eventsCut ? `; ${run.eventsCut} of this large lab are not in the page` : "") : "";
    this.parts.small.textContent = count + " up to now";
  }
}

class LogWindow {
  constructor(run, root, app) {
    this.run = run; this.app = app;
    this.parts = frameWindow("log", "Log", run, root);
    this.list = el("ol", { class: "log mono", "aria-label": "Log lines of this cycle" });
    this.empty = el("p", { class: "empty" });
    this.parts.body.append(this.list, this.empty);
    walkRows(this.list, row => this.open(Number(row.dataset.row)));
  }
  // A line is about the job that its entry of the trace names, or else about its site: an identifier in its words may as
  // well be that of a package.
  open(place) {
    const run = this.run, [instant, site, , , job] = run.log[place], subject = "job:" + run.text(job);
    this.line = place;
    this.app.go(this.app.master.frameAt(instant + run.cycle - 1));
    this.app.pick(run, job && run.reasons[subject] ? subject : "site:" + run.sites[site].c, site);
  }
  show(frame) {
    const run = this.run, now = run.instant(frame), before = frame ? run.instant(frame - 1) : -1;
    const end = Run.upTo(run.logTimes, now), begin = Run.upTo(run.logTimes, before);
    // Some lines before the cycle, so that it is seen what they follow.
    const from = Math.max(0, Math.min(begin - 12, end - 20), end - 300);
    const key = [from, begin, end, this.line].join();
    this.parts.small.textContent = end - begin ? `${end - begin} in this cycle` : "none in this cycle";
    if (key === this.key) return;
    this.key = key;
    this.empty.hidden = end > from;
    this.empty.textContent = "No log lines up to now.";
    keepFocus(this.list, () => {
      const items = [];
      for (let i = from; i < end; i++) {
        const [instant, site, component, text] = run.log[i];
        const item = el("li", { "data-row": String(i), tabindex: "-1", class: i >= begin ? "now" : false, "aria-selected": i === this.line },
          el("time", {}, run.time(instant, site).slice(11)), el("b", {}, run.sites[site].c + " " + run.text(component)), run.text(text).replaceAll("~", ""));
        items.push(item);
      }
      this.list.replaceChildren(...items);
    });
    this.parts.body.scrollTop = this.parts.body.scrollHeight;
    this.parts.status.textContent = run.logCut ? `${run.logCut} lines of this large lab are not in the page; sms12 log show prints them` : "";
  }
}

class FilesWindow {
  constructor(run, root, app) {
    this.run = run; this.app = app; this.state = new Map(); this.frame = -1; this.next = 0;
    this.parts = frameWindow("files", "Files", run, root);
    this.list = el("ul", { class: "files mono", "aria-label": "Files" });
    walkRows(this.list, row => this.open(Number(row.dataset.row)));
    this.all = el("input", { type: "checkbox" });
    this.all.addEventListener("change", () => { this.key = ""; this.show(this.frame); });
    this.parts.body.append(this.list);
    this.parts.status.append(this.note = el("span"), el("label", {}, this.all, " all files"));
  }
  // A file belongs to a send request or a job where its name says so, or else to the site of its server.
  open(path) {
    const run = this.run, text = run.text(path), server = text.split("\\")[0];
    const site = Math.max(0, run.sites.findIndex(s => s.srv.includes(server))), code = run.sites[site].c;
    const [name, kind] = text.slice(text.lastIndexOf("\\") + 1).split(".");
    // The instruction of a job has five characters of it and the site it is for; that of a system job has its identifier, as
    // its package file has, which ends in P00. Package files of users are called by the package.
    const job = /^I0/.test(kind) ? /^([0-9A-F]{5})[A-Z0-9]{3}$/.exec(name) : null;
    const subjects = [`request:${name}@${code}`, job ? `job:${code}${job[1]}` : "", /^(I0|P00$)/.test(kind) ? "job:" + name : ""];
    this.app.pick(run, subjects.find(s => run.reasons[s]) || "site:" + code, site);
  }
  // The files at a frame: changes are applied forward, and from the start when it goes back.
  move(frame) {
    if (frame < this.frame) { this.state.clear(); this.next = 0; }
    while (this.next < this.run.files.length && this.run.files[this.next][0] <= frame) {
      const [at, path, size] = this.run.files[this.next++];
      if (size < 0) this.state.set(path, { size: -1, at }); else this.state.set(path, { size, at, isNew: !(this.state.get(path)?.size >= 0) });
    }
    this.frame = frame;
  }
  show(frame) {
    const run = this.run;
    if (!run.real) { this.list.textContent = ""; this.note.textContent = "Modelled fidelity: sizes only, no files."; this.all.parentElement.hidden = true; return; }
    this.move(frame);
    const folders = new Map();
    let count = 0, fresh = 0;
    for (const [path, file] of this.state) {
      const isFresh = file.at === frame && frame > 0;
      if (file.size >= 0) count++;
      if (isFresh) fresh++;
      if (file.size < 0 && !isFresh) continue;
      if (!this.all.checked && !isFresh && frame - file.at > 6) continue;
      const text = run.text(path), cut = text.lastIndexOf("\\"), folder = text.slice(0, cut);
      if (!folders.has(folder)) folders.set(folder, []);
      folders.get(folder).push({ name: text.slice(cut + 1), path, ...file, isFresh });
    }
    this.parts.small.textContent = `${count} files` + (fresh ? `, ${fresh} changed` : "");
    this.note.textContent = this.all.checked ? "" : "those of the last cycles";
    const names = [...folders.keys()].sort();
    let left = 600;
    keepFocus(this.list, () => this.list.replaceChildren(...names.map(folder => el("li", {}, el("span", { class: "dir" }, folder + "\\"), el("ul", {},
      ...folders.get(folder).sort((a, b) => a.name < b.name ? -1 : 1).slice(0, Math.max(0, left -= folders.get(folder).length) + 30).map(file => el("li", { class: file.size < 0 ? "gone new" : file.isFresh ? "new" : false, "data-row": String(file.path), tabindex: "-1" },
        file.name, " ", el("small", {}, file.size < 0 ? "gone" : file.size.toLocaleString("en") + (file.isFresh && file.isNew ? " new" : file.isFresh ? " changed" : "")))))))));
    if (!names.length) this.list.append(el("li", {}, "No file changed in the last cycles."));
  }
}
// The player: one cursor for every window, keys, and the address that leads back to a moment.
class App {
  constructor(runs) {
    this.runs = runs; this.master = runs[0]; this.frame = 0; this.part = 0; this.zoom = 0; this.subject = "";
    this.site = runs[0].sites[0] ? runs[0].sites[0].c : "";
    // Where a run is longer than the first, its cycles go on.
    this.last = Math.max(this.master.last, ...runs.slice(1).map(r => this.master.last + Math.max(0, Math.ceil((r.start + r.now - this.master.start - this.master.now) / this.master.cycle))));
    // Beside each other both have one axis.
    this.span = Math.max(...runs.map(r => r.start + r.now)) - Math.min(...runs.map(r => r.start));
    this.calm = matchMedia("(prefers-reduced-motion: reduce)");
    const main = $("main");
    main.textContent = "";
    main.classList.toggle("two", runs.length > 1);
    this.branches = runs.map(run => {
      const root = el("div", { class: "branch" + (run.sites.filter(s => !s.kids.length).length < 4 ? " few" : ""), role: "group", "aria-label": "Lab " + run.folder });
      main.append(root);
      if (runs.length > 1) root.append(el("h2", { class: "head" }, `${"AB"[run.place] || ""}: ${run.folder} \u2013 SMS ${run.release}, up to ${run.time(run.now)}`));
      const tree = frameWindow("tree", "Sites", run, root);
      const views = [new JobsWindow(run, root, this)];
      const lanes = frameWindow("lanes", "Phases", run, root);
      views.push(new ClientsWindow(run, root, this), new EventsWindow(run, root, this), new LogWindow(run, root, this), new FilesWindow(run, root, this));
      root.insertBefore(lanes.win, views[0].parts.win.nextSibling);
      lanes.status.append(el("span", { class: "legend" }, ...[["compress", "compressing"], ["send", "send"], ["transfer", "on the line"], ["distribute", "distribute"], ["run", "run"]].map(([name, word]) => el("span", {}, el("i", { style: `background:var(--${name})` }), word))));
      tree.status.textContent = run.many ? "Each cell a site; the bar in it: how many of its targets are complete." : "S D R: send, distribute, run. The bar: how many of its targets are complete.";
      return { run, views: [new Tree(run, tree.body, this), new Lanes(run, lanes.body, this), ...views] };
    });
    this.controls();
    this.overview();
    this.fromAddress();
    addEventListener("hashchange", () => this.fromAddress());
    let late; addEventListener("resize", () => { clearTimeout(late); late = setTimeout(() => { for (const b of this.branches) b.views[1].draw(this.frameOf(b.run)); this.show(); }, 150); });
  }
  // Whether the moments of the slider are not the watchdog cycles of every run.
  get mixed() { return this.runs.some(run => run.spans || run.cycle !== this.master.cycle); }
  get unit() { return this.mixed ? "moment" : "cycle"; }
  other(run) { return this.runs.length > 1 ? this.runs[1 - run.place] : null; }
  // Runs beside each other are shown at the same instant.
  frameOf(run) {
    if (run === this.master) return Math.min(this.frame, run.last);
    if (this.frame >= this.last) return run.last;
    return run.frameAt(this.instantOf(run));
  }
  // Which instant of a run is shown, in milliseconds since its start.
  instantOf(run) {
    if (this.frame >= this.last) return run.now;
    return Math.max(0, Math.min(run.now, this.master.start + this.frame * this.master.cycle - run.start));
  }
  controls() {
    const run = this.master, first = run.time(0), last = run.time(run.now);
    document.title = document.title || run.lab;
    $("title").textContent = document.title;
    $("facts").textContent = `SMS ${run.release}, ${run.sites.length} site${run.sites.length === 1 ? "" : "s"}, seed ${run.seed}, ${first} to ${last}`
      + (this.mixed ? `; ${this.runs.some(r => r.spans) ? "Response was changed on the way" : "Response is not the same"}: moments are ${run.cycle / 60000} min apart, and not every cycle was that long` : "");
    // A stretch that the run does not fill is the whole run.
    for (const option of [...$("zoom").options]) if (Number(option.value) >= this.span) option.remove();
    for (const site of run.sites) $("site").append(el("option", { value: site.c }, `${site.c} ${site.n}`));
    $("site").addEventListener("change", () => { this.site = $("site").value; this.show(); this.note(); });
    $("zoom").addEventListener("change", () => { this.zoom = Number($("zoom").value); this.show(); this.note(); });
    $("scrub").max = this.last;
    $("scrub").addEventListener("input", () => this.go(Number($("scrub").value)));
    const deeds = {
      start: () => this.go(0), end: () => this.go(this.last), back: () => this.go(this.frame - 1), on: () => this.go(this.frame + 1),
      play: () => this.toggle(), "change-": () => this.change(-1), "change+": () => this.change(1),
    };
    for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", () => deeds[button.dataset.do]());
    $("theme").addEventListener("click", () => this.theme());
    $("print").addEventListener("click", () => print());
    $("help").addEventListener("click", () => $("keys").showModal());
    $("link").addEventListener("click", () => this.copy());
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const apply = () => { document.documentElement.dataset.theme = dark.matches ? "dark" : "light"; this.themed(); };
    dark.addEventListener("change", apply); apply();
    document.addEventListener("keydown", event => this.key(event));
    document.querySelector("[data-skip]").addEventListener("click", event => { event.preventDefault(); $("w-jobs").focus(); });
  }
  themed() { const dark = document.documentElement.dataset.theme === "dark"; $("theme").setAttribute("aria-pressed", dark); }
  theme() { document.documentElement.dataset.theme = document.documentElement.dataset.theme === "dark" ? "light" : "dark"; this.themed(); }
  async copy() {
    try { await navigator.clipboard.writeText(location.href); this.say("The link to this moment is copied."); }
    catch { this.say("The address of the page leads to this moment; copy it from there."); }
  }
  // What happened when, below the slider.
  overview() {
    const svg = $("overview"), wide = 1000, run = this.master;
    svg.setAttribute("viewBox", `0 0 ${wide} 14`);
    const seen = new Set();
    run.marks.forEach((mark, frame) => {
      if (!mark) return;
      const x = Math.round(frame / Math.max(1, this.last) * (wide - 2));
      for (const [bit, style, y, h] of [[1, "tick-change", 4, 10], [4, "tick-cmd", 0, 14], [2, "tick-event", 7, 7]]) {
        if (!(mark & bit) || seen.has(x + style)) continue;
        seen.add(x + style);
        svg.append(sv("rect", { class: style, x, y, width: 2, height: h }));
      }
    });
  }
  // From a window to the first row in it that takes part in the order of Tab.
  enter() {
    const win = document.activeElement, row = win.matches("section.win") && (win.querySelector("[data-row][tabindex='0']") || win.querySelector("[data-row], [tabindex='0']"));
    if (!row) return false;
    row.focus();
  }
  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || $("keys").open) return;
    const target = event.target, name = target.tagName;
    if (name === "SELECT" || name === "TEXTAREA" || (name === "INPUT" && target.type !== "range" && target.type !== "checkbox")) return;
    const isButton = name === "BUTTON" || (name === "INPUT" && target.type === "checkbox");
    const step = event.shiftKey ? 10 : 1;
    const places = ["tree", "lanes", "jobs", "clients", "events", "log", "files", "why"];
    const deeds = {
      " ": () => isButton ? false : this.toggle(), k: () => this.toggle(), K: () => this.toggle(),
      ArrowLeft: () => this.go(this.frame - step), ArrowRight: () => this.go(this.frame + step),
      Home: () => this.go(0), End: () => this.go(this.last), "[": () => this.change(-1), "]": () => this.change(1),
      "+": () => this.closer(1), "=": () => this.closer(1), "-": () => this.closer(-1), t: () => this.theme(), T: () => this.theme(),
      d: () => this.difference(), D: () => this.difference(), "?": () => $("keys").showModal(),
      ArrowDown: () => this.enter(),
    };
    if (event.key >= "1" && event.key <= "8") { $("w-" + places[event.key - 1]).focus(); event.preventDefault(); return; }
    const deed = deeds[event.key];
    if (!deed || deed() === false) return;
    event.preventDefault();
  }
  closer(step) {
    const select = $("zoom");
    select.selectedIndex = Math.max(0, Math.min(select.options.length - 1, select.selectedIndex + step));
    select.dispatchEvent(new Event("change"));
  }
  // To the next cycle in which something changed.
  change(step) {
    const marks = this.runs.map(run => run.marks);
    for (let f = this.frame + step; f >= 0 && f <= this.last; f += step) {
      if (marks.some((m, i) => i === 0 ? m[f] : m[this.peek(this.runs[i], f)])) return this.go(f);
    }
    this.say(step > 0 ? "Nothing changes any more." : "Nothing changed before.");
  }
  peek(run, frame) { const kept = this.frame; this.frame = frame; const found = this.frameOf(run); this.frame = kept; return found; }
  // To the first cycle at whose end the two runs show something else.
  difference() {
    if (this.runs.length < 2) return this.say("There is one run only.");
    const [a, b] = this.runs;
    const picture = (run, frame) => {
      const parts = [];
      for (const [site, name, , series] of run.jobs.e) { const row = at(series, frame, -1); if (row >= 0) parts.push(run.sites[site].c + name + run.jobs.rows[row].map(run.text).join("\t")); }
      run.sites.forEach((site, i) => { if (run.state(i, frame)) parts.push(site.c + run.state(i, frame) + run.count(i, frame)); });
      return parts.sort().join("\n") + Run.upTo(run.eventTimes, run.instant(frame));
    };
    for (let f = 0; f <= this.last; f++) {
      if (picture(a, this.peek(a, f)) !== picture(b, this.peek(b, f))) { this.go(f); return this.say(`The two runs differ from ${this.unit} ${f} on, ${a.time(a.instant(Math.min(f, a.last)))}.`); }
    }
    this.say("The two runs show the same at every cycle.");
  }
  // MARK: moving
  toggle() { if (this.playing) this.pause(); else this.play(); }
  play() {
    if (this.frame >= this.last) this.go(0);
    this.playing = true;
    // Nothing is told while it plays.
    $("why").setAttribute("aria-live", "off");
    $("play").textContent = "Pause"; $("play").setAttribute("aria-label", "Pause"); $("play").title = "Pause (Space)";
    let then = performance.now();
    const step = now => {
      if (!this.playing) return;
      const gone = Math.min(.5, (now - then) / 1000) * Number($("speed").value);
      then = now;
      this.part += gone;
      while (this.part >= 1 && this.frame < this.last) { this.part -= 1; this.frame += 1; this.stepped = true; }
      if (this.frame >= this.last) { this.part = 0; this.show(); return this.pause(); }
      if (this.stepped) { this.stepped = false; this.show(); } else if (!this.calm.matches) this.glide();
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
  pause() {
    this.playing = false; this.part = 0;
    $("play").textContent = "Play"; $("play").setAttribute("aria-label", "Play"); $("play").title = "Play (Space)";
    this.show(); this.note(); this.tell();
    $("why").setAttribute("aria-live", "polite");
  }
  go(frame) {
    this.frame = Math.max(0, Math.min(this.last, Math.round(frame))); this.part = 0;
    this.show();
    if (!this.playing) { this.note(); this.tell(); }
  }
  // Between two cycles only packages and the cursor move.
  glide() { for (const { run, views } of this.branches) { const f = this.frameOf(run); if (!run.many) views[0].showPacks(f, f < run.last ? this.part : 0); views[1].show(f, f < run.last ? this.part : 0); } }
  pick(run, subject, site) {
    this.subject = subject; this.of = run;
    if (subject.startsWith("site:") && run.siteOf[subject.slice(5)] !== undefined) this.site = subject.slice(5);
    else if (site !== undefined && run.sites[site] && !subject.startsWith("job:")) this.site = run.sites[site].c;
    this.show(); this.note();
  }
  show() {
    for (const { run, views } of this.branches) { const f = this.frameOf(run), part = this.calm.matches || f >= run.last ? 0 : this.part; for (const view of views) view.show(f, part); }
    $("site").value = this.site;
    $("scrub").value = this.frame;
    const words = this.clock();
    $("clock").textContent = words;
    $("scrub").setAttribute("aria-valuetext", words);
    this.showWhy();
    document.documentElement.dataset.frame = this.frame;
  }
  clock() {
    const run = this.master, f = Math.min(this.frame, run.last);
    const instant = this.frame <= run.last ? run.instant(f) : this.frame * run.cycle;
    if (!this.mixed) return `Cycle ${this.frame} of ${this.last} · ${run.time(instant)}`;
    const cycles = this.runs.map(r => (this.runs.length > 1 ? "AB"[r.place] + ": " : "") + "cycle " + r.cyclesAt(this.instantOf(r)));
    return `Moment ${this.frame} of ${this.last} · ${cycles.join(", ")} · ${run.time(instant)}`;
  }
  // For a screen reader: what this cycle brought.
  tell() {
    const run = this.master, f = Math.min(this.frame, run.last), now = run.instant(f), before = f ? run.instant(f - 1) : -1;
    const words = [this.clock() + "."];
    for (const [site, name, system, series] of run.jobs.e) {
      if (system || since(series, f) !== f) continue;
      const row = at(series, f, -1);
      words.push(row < 0 ? `Job ${name} is gone.` : `Job ${name} ${run.text(run.jobs.rows[row][4])}, ${run.text(run.jobs.rows[row][9])} of ${run.text(run.jobs.rows[row][8])} complete.`);
      if (words.length > 6) break;
    }
    const events = Run.upTo(run.eventTimes, now) - Run.upTo(run.eventTimes, before);
    if (events) words.push(`${events} new event${events === 1 ? "" : "s"}.`);
    for (const c of run.cmds) if (c[0] === f && f) words.push(`${run.text(c[2])}: ${run.text(c[3])}.`);
    this.say(words.join(" "));
  }
  say(words) { $("live").textContent = words; }
  showWhy() {
    const box = $("why"), subject = this.subject;
    const parts = this.runs.map(run => {
      const f = this.frameOf(run);
      return [run, f, subject ? run.why(subject, f) : {}];
    });
    // The command follows the moment and is not told; what is said of it is told when it becomes otherwise.
    const words = JSON.stringify([subject, parts.map(([run, f, told]) => [told.text, told.isOver, told.from < f && told.from])]);
    if (words === this.whyWords) {
      if (subject) parts.forEach(([run, f], i) => this.asks[i].replaceChildren(...this.ask(run, f)));
      return;
    }
    this.whyWords = words;
    $("why-title").textContent = subject ? "Why " + subject.replace(":", " ").replace(/@.*/, "") : "Why";
    if (!subject) { box.replaceChildren(el("p", { class: "empty" }, "Choose a job, a site, a client, an event, a bar, a file or a line of the log.")); return; }
    this.asks = parts.map(([run, f]) => el("div", { "aria-live": "off" }, ...this.ask(run, f)));
    const blocks = parts.map(([run, f, { text, from, isOver }], i) => {
      const [kind, name] = subject.split(":"), then = from >= 0 ? `${run.time(run.instant(from))} (${run.unit} ${from})` : "";
      return el("div", {}, this.runs.length > 1 ? el("h3", {}, `${"AB"[run.place] || ""}: ${run.folder}`) : "",
        isOver ? el("p", { class: "past" }, `Of this large run not every ${run.unit} was asked. What was said last is of ${then}, and something has happened to it since: the command below tells how it is at this moment.`)
          : text && from < f ? [el("p", { class: "past" }, `As of ${then}, when it was asked last in this large run; the command below tells how it is at this moment.`), el("pre", { class: "past" }, text)]
            : el("pre", {}, text || `Nothing is known of ${kind} ${name.split("@")[0]} at this moment; it was not asked, or is not there.`),
        this.asks[i]);
    });
    box.replaceChildren(el("div", { class: blocks.length > 1 ? "pair" : false }, ...blocks));
  }
  // The command that tells why at a moment of a run, and what was done by hand then.
  ask(run, f) {
    const [kind, name] = this.subject.split(":"), [thing, site] = name.split("@");
    const lab = this.runs.length > 1 ? `--lab ${/^[\w.-]+$/.test(run.folder) ? run.folder : "'" + run.folder.replaceAll("'", "'\\''") + "'"} ` : "";
    const command = `sms12 ${lab}explain ${kind} ${thing}${site ? ` --site ${site}` : ""} --at "${run.asked(run.instant(f), run.siteOf[site])}"`;
    const isAsked = run.whyEvery === 1 || run.lastAsked(this.subject, f) === f;
    const commands = run.cmds.filter(c => c[0] === f && f);
    return [el("div", { class: "ask" }, isAsked ? "The same on the command line: " : "On the command line: ", el("code", {}, command)),
      commands.length ? el("div", { class: "ask" }, `Done by hand in this ${run.unit}: ` + commands.slice(0, 8).map(c => run.text(c[3])).join("; ")) : ""];
  }
  // MARK: the address
  note() {
    const parts = ["c=" + this.frame];
    if (this.site !== this.master.sites[0]?.c) parts.push("site=" + this.site);
    if (this.subject) parts.push("why=" + encodeURIComponent(this.subject));
    if (this.zoom) parts.push("zoom=" + this.zoom);
    const hash = "#" + parts.join("&");
    if (location.hash !== hash) { try { history.replaceState(null, "", hash); } catch { location.replace(hash); } }
  }
  fromAddress() {
    const asked = new URLSearchParams(location.hash.slice(1));
    // A link to a moment says all of it: what it does not name is as on opening.
    if (asked.has("c") || asked.has("t")) [this.site, this.subject] = [this.master.sites[0]?.c ?? "", ""];
    if (asked.get("site") && this.master.siteOf[asked.get("site")] !== undefined) this.site = asked.get("site");
    if (/^[a-z]+:./.test(asked.get("why") || "")) this.subject = asked.get("why");
    if (asked.has("zoom")) {
      this.zoom = [...$("zoom").options].some(o => o.value === asked.get("zoom")) ? Number(asked.get("zoom")) : 0;
      $("zoom").value = this.zoom;
    }
    let frame = this.frame;
    if (/^[0-9]{1,9}$/.test(asked.get("c") || "")) frame = Number(asked.get("c"));
    else if (/^[0-9]{4}-/.test(asked.get("t") || "")) {
      // A time of the first site's clock: the cycle that shows it.
      const wanted = asked.get("t").replace("T", " ");
      for (frame = 0; frame < this.master.last && this.master.time(this.master.instant(frame)) < wanted; frame++);
    }
    this.go(frame);
  }
}

(async () => {
  try {
    if (typeof DecompressionStream === "undefined") throw new Error("this browser is too old: it has no DecompressionStream (Chrome 80, Firefox 113, Safari 16.4 or later have)");
    const runs = [];
    for (let i = 0; $("run-" + i); i++) runs.push(new Run(await unpack("run-" + i), i));
    window.sms12 = new App(runs);
    document.documentElement.dataset.ready = "1";
  } catch (error) {
    const told = el("p", { class: "failed", role: "alert" }, "The run cannot be shown: " + error.message);
    $("main").replaceChildren(told);
    throw error;
  }
})();

"""##
