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
