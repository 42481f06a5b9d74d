#!/usr/bin/env python3
"""Plays a replay page in Chromium as a person would, and holds it against what the commands printed.

usage: play_page.py CHROMIUM PLAN.json

The plan names the pages and pictures, and what the command line says of some cycles. Each check that fails is printed;
the exit code is 1 then.
"""
import json
import os
import re
import sys

from playwright.sync_api import sync_playwright

failures = []
checks = 0


def check(holds, words):
    global checks
    checks += 1
    if not holds:
        failures.append(words)
        print("FAILED:", words)


class Page:
    """A page in a browser of its own settings; what it asks for and complains about is kept."""

    def __init__(self, browser, path, fragment="", **settings):
        self.context = browser.new_context(viewport={"width": 1400, "height": 1000}, **settings)
        self.page = self.context.new_page()
        self.requests, self.complaints = [], []
        self.page.on("request", lambda r: self.requests.append(r.url))
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.goto("file://" + path + fragment)
        self.wait("document.documentElement.dataset.ready === '1'", 30)

    def wait(self, expression, seconds=10):
        """Waits for something; the page's own rules let nothing be evaluated in it again and again."""
        for _ in range(seconds * 20):
            if self.page.evaluate(expression):
                return
            self.page.wait_for_timeout(50)
        raise TimeoutError(expression)

    def frame(self):
        return int(self.page.evaluate("document.documentElement.dataset.frame"))

    def key(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    def rows(self, window):
        return self.page.eval_on_selector_all(
            "#w-%s tbody tr" % window, "rows => rows.map(r => [...r.cells].map(c => c.textContent))"
        )

    def go(self, frame):
        """To a cycle, by the address: all that it says but the cycle stays, since what a link leaves out is as on opening."""
        self.page.evaluate("f => { const link = new URLSearchParams(location.hash.slice(1)); link.delete('t'); link.set('c', f); location.hash = link }", frame)
        self.wait("document.documentElement.dataset.frame === '%d'" % frame)

    def close(self, words):
        outside = [url for url in self.requests if not url.startswith("file:")]
        check(not outside, "%s: asked for %s" % (words, outside))
        check(len(self.requests) == 1, "%s: more than the file was asked for: %s" % (words, self.requests))
        check(not self.complaints, "%s: the console says %s" % (words, self.complaints))
        self.context.close()


def numbers(browser, plan):
    one = Page(browser, plan["page"])
    for moment in plan["moments"]:
        one.go(moment["frame"])
        check(moment["clock"] in one.page.inner_text("#clock"), "clock of cycle %d" % moment["frame"])
        for site, wanted in moment["jobs"].items():
            one.page.select_option("#site", site)
            check(sorted(one.rows("jobs")) == sorted(wanted), "jobs of %s at cycle %d" % (site, moment["frame"]))
        for site, wanted in moment["clients"].items():
            one.page.select_option("#site", site)
            found = [row[:3] for row in one.rows("clients")]
            check(found == wanted, "clients of %s at cycle %d: %s" % (site, moment["frame"], found))
        found = [row for row in one.rows("events")]
        check(sorted(found) == sorted(moment["events"]), "events at cycle %d" % moment["frame"])
        for subject, wanted in moment["why"].items():
            one.page.evaluate("s => sms12.pick(sms12.runs[0], s)", subject)
            check(one.page.text_content("#why pre") == wanted, "why %s at cycle %d" % (subject, moment["frame"]))
    one.close("numbers")


def keys(browser, plan):
    one = Page(browser, plan["page"])
    check(one.frame() == 0, "a page opens at the first cycle")
    one.key("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft")
    check(one.frame() == 2, "Right and Left step")
    check("Cycle 2" in one.page.inner_text("#live"), "a step is told to a screen reader")
    one.key("Shift+ArrowRight")
    check(one.frame() == 12, "Shift steps by ten")
    one.key("End")
    check(one.frame() == plan["last"], "End")
    one.key("Home", "]")
    check(0 < one.frame() < plan["last"], "] goes to a change")
    one.key("Home")
    one.page.select_option("#speed", "20")
    one.page.locator("body").evaluate("b => document.activeElement.blur()")
    one.key("Space")
    one.wait("Number(document.documentElement.dataset.frame) >= 3")
    check(one.page.get_attribute("#play", "aria-label") == "Pause", "while it plays the button pauses")
    one.key("Space")
    stopped = one.frame()
    one.page.wait_for_timeout(300)
    check(one.frame() == stopped, "Space pauses")
    one.key("?")
    check(one.page.evaluate("document.getElementById('keys').open"), "? lists the keys")
    one.key("Escape")
    check(not one.page.evaluate("document.getElementById('keys').open"), "Escape closes the list")
    one.key("3")
    check(one.page.evaluate("document.activeElement.id") == "w-jobs", "3 goes to the jobs")
    one.go(plan["moments"][-1]["frame"])
    one.key("3", "ArrowDown")
    check(one.page.evaluate("document.activeElement.matches('#w-jobs tbody tr')"), "Down goes from a window to its rows")
    one.go(plan["moments"][-1]["frame"])
    one.page.locator("#w-jobs tbody tr").first.focus()
    first = one.page.evaluate("document.activeElement.dataset.row")
    one.key("ArrowDown")
    check(one.page.evaluate("document.activeElement.dataset.row") != first, "Down goes to the next job")
    one.key("Enter")
    check("Why job" in one.page.inner_text("#why-title"), "Enter asks why")
    one.key("+")
    check(one.page.input_value("#zoom") != "0", "+ brings the lanes closer")
    check(one.page.evaluate("sms12.zoom < sms12.span && [...document.getElementById('zoom').options].every(o => o.value < sms12.span)"), "every step of + is closer than the run")
    one.close("keys")


def mouse(browser, plan):
    one = Page(browser, plan["page"])
    one.go(plan["moments"][-1]["frame"])
    one.page.locator("#w-tree .node").nth(1).click()
    check("Why site" in one.page.inner_text("#why-title"), "a site says why")
    one.page.locator("#w-lanes [role=button]").first.click()
    check("Why job" in one.page.inner_text("#why-title"), "a bar says why")
    one.page.locator("#w-events tbody tr").first.click()
    check("Why event" in one.page.inner_text("#why-title"), "an event says why")
    before = one.frame()
    one.page.locator("#w-log li").first.click()
    check("Why" in one.page.inner_text("#why-title") and one.frame() <= before, "a line of a log goes to its moment")
    box = one.page.locator("#w-lanes svg").bounding_box()
    one.page.mouse.click(box["x"] + box["width"] * 0.7, box["y"] + box["height"] - 3)
    check(one.frame() > 0, "a click into the lanes goes there")
    one.close("mouse")


def links(browser, plan):
    moment = plan["moments"][2]
    subject = next(iter(moment["why"]))
    one = Page(browser, plan["page"], "#c=%d&why=%s" % (moment["frame"], subject))
    check(one.frame() == moment["frame"], "a link leads to its cycle")
    check(one.page.text_content("#why pre") == moment["why"][subject], "a link leads to its why")
    one.key("ArrowRight")
    check("c=%d" % (moment["frame"] + 1) in one.page.url, "the address follows")
    one.page.evaluate("f => { location.hash = 'c=' + f }", moment["frame"])
    one.wait("document.documentElement.dataset.frame === '%d'" % moment["frame"])
    check(one.page.locator("#why code").count() == 0, "a link says all of a moment: what it leaves out is as on opening")
    one.close("links")
    two = Page(browser, plan["page"], "#t=" + moment["clock"].replace(" ", "T"))
    check(two.frame() == moment["frame"], "a link by time leads to its cycle")
    two.close("links by time")


def looks(browser, plan):
    colours = {}
    for scheme in ("light", "dark"):
        one = Page(browser, plan["page"], color_scheme=scheme)
        body = lambda: one.page.evaluate("getComputedStyle(document.querySelector('#w-jobs .body')).backgroundColor")
        colours[scheme] = body()
        check(one.page.evaluate("document.documentElement.dataset.theme") == scheme, scheme)
        one.page.click("#theme")
        check(body() != colours[scheme], "the button changes " + scheme)
        one.close(scheme)
    check(colours["light"] != colours["dark"], "dark is another colour than light")
    calm = Page(browser, plan["page"], reduced_motion="reduce")
    calm.page.select_option("#speed", "20")
    calm.page.click("#play")
    calm.wait("Number(document.documentElement.dataset.frame) >= 2")
    calm.close("reduced motion")
    paper = Page(browser, plan["page"])
    paper.go(plan["moments"][-1]["frame"])
    pdf = paper.page.pdf(prefer_css_page_size=True)
    check(pdf[:5] == b"%PDF-" and len(pdf) > 10000, "it prints")
    paper.page.emulate_media(media="print")
    seen = lambda name: paper.page.locator(name).first.is_visible()
    colours = lambda: paper.page.evaluate("['--send', '--run', '--good', '--ink', '--face'].map(n => getComputedStyle(document.documentElement).getPropertyValue(n))")
    light = colours()
    paper.page.evaluate("document.documentElement.dataset.theme = 'dark'")
    check(colours() == light, "a dark page prints as a light one")
    check(not seen("#play") and not seen(".tools") and seen("#w-jobs") and seen("#w-lanes"), "what is printed")
    paper.close("print")


def readers(browser, plan):
    one = Page(browser, plan["page"])
    one.go(plan["moments"][-1]["frame"])
    nameless = one.page.evaluate(
        """() => [...document.querySelectorAll('button, select, input, [role=button], [role=grid], [role=group], section')]
        .filter(e => !(e.getAttribute('aria-label') || e.getAttribute('aria-labelledby') || e.textContent.trim() || e.closest('label')))
        .map(e => e.outerHTML.slice(0, 90))"""
    )
    check(not nameless, "without a name: %s" % nameless)
    check(one.page.locator("th[scope=col]").count() > 20, "columns have heads")
    check(one.page.locator("h1").count() == 1 and one.page.locator("main").count() == 1, "one head, one main part")
    one.page.locator("body").evaluate("b => document.activeElement.blur()")
    order = []
    for _ in range(40):
        one.key("Tab")
        order.append(one.page.evaluate("document.activeElement.id || document.activeElement.dataset.do || document.activeElement.className.baseVal || document.activeElement.dataset.row || document.activeElement.className"))
    check("skip" in order[0], "the first stop skips to the jobs: %s" % order[0])
    check(order.index("play") < order.index("scrub"), "the buttons come before the slider")
    stops = one.page.evaluate("document.querySelectorAll('#w-clients [data-row][tabindex=\"0\"]').length")
    check(stops == 1, "a list is one stop: %d" % stops)
    check(any("job:" in name for name in order), "the jobs are reached by Tab: %s" % order)
    one.close("screen reader")


def quiet(browser, plan):
    """While it plays nothing is told; a step is told once."""
    one = Page(browser, plan["page"], "#c=1&why=job:CEN00001")
    one.page.evaluate(
        """() => { window.told = { clock: 0, live: 0, why: 0 };
        for (const id of ['clock', 'live', 'why']) new MutationObserver(() => {
          if ((document.getElementById(id).getAttribute('aria-live') || 'polite') !== 'off') told[id]++;
        }).observe(document.getElementById(id), { childList: true, characterData: true, subtree: true }) }"""
    )
    one.page.select_option("#speed", "20")
    one.page.locator("body").evaluate("b => document.activeElement.blur()")
    one.key("Space")
    one.wait("Number(document.documentElement.dataset.frame) >= 12")
    told = one.page.evaluate("({ ...told, playing: sms12.playing })")
    check(told == {"clock": 0, "live": 0, "why": 0, "playing": True}, "told while it plays: %s" % told)
    one.key("Space")
    one.page.wait_for_timeout(100)
    told = one.page.evaluate("told")
    check(told["live"] == 1 and told["clock"] == 0, "the pause is told once: %s" % told)
    one.go(plan["last"] - 2)
    one.page.evaluate("() => { for (const id in told) told[id] = 0 }")
    one.key("ArrowRight")
    one.page.wait_for_timeout(100)
    told = one.page.evaluate("told")
    same = "(f => sms12.runs[0].why('job:CEN00001', f).text === sms12.runs[0].why('job:CEN00001', f - 1).text)(%d)" % (plan["last"] - 1)
    check(told["live"] == 1 and told["clock"] == 0, "a step is told once: %s" % told)
    check("c=%d" % (plan["last"] - 1) in one.page.url, "the address follows a step")
    commands = one.page.inner_text("#why code")
    check(one.page.evaluate(same) and commands.startswith("sms12 explain job CEN00001 --at"), "the command follows: %s" % commands)
    one.close("quiet")


def few(browser, plan):
    """Where not every cycle was asked, no answer of another moment stands there as if it were of this one."""
    one = Page(browser, plan["few"])
    kinds = set()
    for subject in ("job:CEN00001", "job:CEN00004", "site:PAR", "client:YRK1@YRK"):
        one.page.evaluate("s => sms12.pick(sms12.runs[0], s)", subject)
        for frame in range(0, plan["last"] + 1):
            one.go(frame)
            past = one.page.eval_on_selector_all("#why p.past", "e => e.map(x => x.textContent).join()")
            text = one.page.eval_on_selector_all("#why pre", "e => e.map(x => x.textContent).join()")
            asked = one.page.evaluate("([s, f]) => sms12.runs[0].lastAsked(s, f) === f", [subject, frame])
            kinds.add((asked, past[:5]))
            check(asked == (not past) or not text or text.startswith("Nothing is known"), "%s at cycle %d: %s" % (subject, frame, past))
            rows = [row for row in one.rows("jobs") if subject == "job:" + row[0]]
            if rows and text:
                check(text.startswith("Job %s is %s" % (rows[0][0], rows[0][4])), "%s is %s at cycle %d, but why says %s" % (subject, rows[0][4], frame, text[:60]))
            check(one.page.inner_text("#clock").split(" \u00b7 ")[-1] in one.page.inner_text("#why code"), "the command is of cycle %d" % frame)
    check((True, "") in kinds and (False, "As of") in kinds, "asked and not asked: %s" % kinds)
    one.page.evaluate("s => sms12.pick(sms12.runs[0], s)", "job:CEN00001")
    # As if nothing had been asked since the beginning.
    one.page.evaluate("() => { sms12.runs[0].spansAsked['job:CEN00001'] = [0, 0]; sms12.go(10) }")
    check(one.page.locator("#why pre").count() == 0 and "has happened" in one.page.inner_text("#why"), "what is over is not shown")
    one.close("few answers")


def both(browser, plan):
    one = Page(browser, plan["both"])
    check(one.page.locator(".branch").count() == 2, "two runs stand beside each other")
    one.key("d")
    check(one.frame() == plan["differs"], "D goes to cycle %d, not %d" % (plan["differs"], one.frame()))
    one.key("ArrowLeft")
    check(one.page.locator("tr.differs").count() == 0, "before it nothing differs")
    one.key("ArrowRight")
    check("differ" in one.page.locator("tr").evaluate_all("rows => rows.map(r => r.className).join(' ')"), "what differs is marked")
    one.page.evaluate("s => sms12.pick(sms12.runs[0], s)", "job:CEN00001")
    commands = one.page.eval_on_selector_all("#why code", "c => c.map(x => x.textContent)")
    check([c.split()[:5] for c in commands] == [["sms12", "--lab", lab, "explain", "job"] for lab in ("t", "u")], "each lab has its command: %s" % commands)
    one.page.evaluate("() => { sms12.runs[1].spans = [[0, 300000], [3600000, 900000]]; sms12.go(24) }")
    clock = one.page.inner_text("#clock")
    check(clock.startswith("Moment 24 of ") and "A: cycle 24" in clock and "B: cycle 16" in clock, "where only B has other cycles: " + clock)
    one.close("two runs")


def pictures(browser, plan):
    for path in plan["pictures"]:
        context = browser.new_context()
        page = context.new_page()
        page.goto("file://" + path)
        name = page.evaluate("document.documentElement.nodeName")
        check(name == "svg" and page.locator("parsererror").count() == 0, "%s is no picture" % os.path.basename(path))
        check(page.locator("title").count() > 1 and page.locator("desc").count() == 1, "%s tells what it shows" % path)
        context.close()


def main():
    chromium, path = sys.argv[1:]
    with open(path, encoding="utf-8") as file:
        plan = json.load(file)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        for part in (numbers, keys, mouse, links, looks, readers, quiet, few, both, pictures):
            try:
                part(browser, plan)
            except Exception as problem:  # a part that cannot go on is a failure, not the end of the others
                check(False, "%s: %s" % (part.__name__, re.sub(r"\s+", " ", str(problem))[:300]))
        browser.close()
    print("%d checks, %d failed" % (checks, len(failures)))
    sys.exit(1 if failures else 0)


main()
