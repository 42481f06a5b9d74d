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
