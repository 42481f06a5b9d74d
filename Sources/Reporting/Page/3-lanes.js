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
