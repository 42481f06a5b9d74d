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
