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
