/* The search page: one box, results as they are typed, facets, the query in the address. ES2017.
 *
 * Markup: templates/partials/search-app.html. For others to rely on: #search-status has data-state
 * ready|searching|done|error and data-total, the number of items found; of the hits see hits.js.
 */
(function () {
  "use strict";

  var root = document.getElementById("search-app");
  if (!root) return;

  var say = JZ.say, empty = JZ.empty;
  var base = root.getAttribute("data-base") || "";
  function named(id) { return document.getElementById("search-" + id); }
  var form = named("form"), input = named("input"), status = named("status");
  var list = named("results"), more = named("more"), sortBox = named("sort"), panel = named("facets");
  var pages = named("pages"), pageList = named("page-results"), morePages = named("more-pages");
  var listTitle = named("results-title");

  // FIRST hits are shown before the rest of a PAGE, a STEP more when asked for; short lists, up to ALL, in full.
  var FIRST = 3, PAGE = 10, STEP = 30, ALL = 60, PAGES = 3, FEW_FILES = 40;
  // In milliseconds: between two keys; after the answer, before what was not asked for is loaded; before it is
  // said that a search takes long, which a screen reader need not hear at every key; between two addresses.
  var PAUSE = 120, IDLE = 600, LONG = 400, ADDRESS = 300;

  var engine = new JZ.Engine(JZ.scripts(base));
  var facets = new JZ.Facets(engine, named("facet-boxes"), named("chips"), function () { start(); });
  var advice = new JZ.Advice(named("help"), root.getAttribute("data-catalogue") || "");
  var current = null, shownQuery = null, title = document.title, asked;

  function wait(pause) { return new Promise(function (resolve) { setTimeout(resolve, pause); }); }

  // --- the address --------------------------------------------------------------------------------------

  function readAddress() {
    var params = new URLSearchParams(location.search);
    asked = { query: params.get("q") || "", sort: params.get("sort") === "date" ? "date" : "relevance" };
    facets.chosen = {};
    JZ.Facets.NAMES.forEach(function (facet) {
      var values = params.getAll(facet);
      if (values.length) facets.chosen[facet] = values;
    });
  }

  function writeAddress() {
    var params = new URLSearchParams();
    if (asked.query) params.set("q", asked.query);
    JZ.Facets.NAMES.forEach(function (facet) {
      (facets.chosen[facet] || []).forEach(function (value) { params.append(facet, value); });
    });
    if (asked.sort === "date") params.set("sort", "date");
    document.title = (asked.query ? asked.query + " - " : "") + title;
    var text = params.toString();
    if (location.search.slice(1) === text) return;
    try {
      history.replaceState(null, "", location.pathname + (text ? "?" + text : ""));
    } catch (error) {
      // A browser that does not let a file change its address: the query is then not in it.
    }
  }

  var addressTimer = 0;
  /** Not at every key: browsers count changes of the address. */
  function writeAddressSoon() {
    clearTimeout(addressTimer);
    addressTimer = setTimeout(writeAddress, ADDRESS);
  }

  // --- what is said -------------------------------------------------------------------------------------

  function tell(state, text, total) {
    status.setAttribute("data-state", state);
    if (total === null) status.removeAttribute("data-total");
    else if (total !== undefined) status.setAttribute("data-total", String(total));
    if (status.textContent !== text) status.textContent = text;
    root.setAttribute("aria-busy", state === "searching" ? "true" : "false");
  }

  function found(view) {
    var items = view.total, others = view.pagesTotal;
    return say("找到 " + items + " 件材料", items + (items === 1 ? " item" : " items") + " found") +
      (others ? say("，另有 " + others + " 个卷宗和页面", ", and " + others + " dossiers and pages") : "");
  }

  function again() { start(true); }
  function clear() { facets.clear(); }

  function nothing(answer) {
    tell("done", advice.nothing(answer.terms.length, facets.any() ? clear : null), 0);
  }

  function fail(error) {
    if (error && error.stale) return;
    tell("error", advice.failed(error && error.message || "", again), null);
  }

  // --- one search ---------------------------------------------------------------------------------------

  function View(answer) {
    this.answer = answer;
    this.evidence = [];
    this.pages = [];
    this.next = this.pagesNext = 0;
    this.shown = this.pagesShown = 0;
    this.total = this.pagesTotal = null;
    this.appending = Promise.resolve();
  }

  /** The elements of the next proved rows. */
  View.prototype.hits = async function (taken) {
    var answer = this.answer, fresh = document.createDocumentFragment();
    var records = await Promise.all(taken.rows.map(function (row) { return row.segment.record(row.number); }));
    answer.check();
    records.forEach(function (record) { fresh.appendChild(JZ.hit(record, answer.terms, asked.query, base)); });
    return fresh;
  };

  /** The elements of the next `count` hits; a call waits for those before it, so that none is shown twice. */
  View.prototype.append = function (count) {
    var view = this;
    this.appending = this.appending.then(async function () {
      var taken = await view.answer.take(view.evidence, view.next, count), fresh = await view.hits(taken);
      view.next = taken.next;
      view.shown += taken.rows.length;
      return fresh;
    });
    return this.appending;
  };

  View.prototype.appendPages = async function (count) {
    var taken = await this.answer.take(this.pages, this.pagesNext, count), fresh = await this.hits(taken);
    this.pagesNext = taken.next;
    this.pagesShown += taken.rows.length;
    return fresh;
  };

  async function arrange(answer, rows) {
    if (asked.sort !== "date" && answer.terms.length) return rows;
    var day = await engine.days();
    return rows.slice().sort(function (a, b) { return day(b) - day(a); });
  }

  function isEvidence(row) { return row.evidence; }
  function isProved(row) { return row.proved; }

  async function run(view) {
    var answer = view.answer;
    tell("searching", status.textContent, null);
    wait(LONG).then(function () {
      if (current === view && !view.shown && status.getAttribute("data-state") === "searching") {
        tell("searching", say("正在检索…", "Searching…"), null);
      }
    });
    await engine.search(answer);
    var passes = await facets.test();
    answer.check();
    var all = answer.terms.length ? answer.rows : engine.everything();
    var rows = all.filter(function (row) { return passes(row); });
    view.pages = rows.filter(function (row) { return !row.evidence; });
    view.evidence = await arrange(answer, rows.filter(isEvidence));
    answer.check();

    var fresh = await view.append(FIRST);
    empty(list);
    list.appendChild(fresh);
    advice.hide();
    list.appendChild(await view.append(PAGE - FIRST));
    fresh = await view.appendPages(PAGES);
    empty(pageList);
    pageList.appendChild(fresh);
    pages.hidden = listTitle.hidden = !view.pagesShown;
    view.total = await answer.proveAll(view.evidence, function (proved, left) {
      tell("searching", say(
        "至少 " + proved + " 件，正在核对其余 " + left + " 件…",
        "at least " + proved + ", checking " + left + " more…"), null);
    });
    view.pagesTotal = await answer.proveAll(view.pages);
    answer.check();
    // From here on the next place is counted among the proved alone.
    view.next = view.shown;
    view.pagesNext = view.pagesShown;
    view.evidence = view.evidence.filter(isProved);
    view.pages = view.pages.filter(isProved);
    pages.hidden = !view.pagesTotal;
    listTitle.hidden = !view.pagesTotal || !view.total;
    morePages.hidden = view.pagesShown >= view.pagesTotal;
    morePages.textContent = say(
      "显示全部 " + view.pagesTotal + " 个卷宗和页面", "Show all " + view.pagesTotal + " dossiers and pages");
    // All of a short list is shown; in a large archive only to who stays with it.
    var soon = engine.textFiles() <= FEW_FILES;
    if (soon) await showAll(view);
    more.hidden = view.shown >= view.total;
    if (view.total || view.pagesTotal) tell("done", found(view), view.total);
    else nothing(answer);
    if (facets.any()) await answer.proveAll(all);
    answer.check();
    await facets.show(all.filter(isEvidence).filter(isProved), passes);
    if (soon) return;
    await wait(IDLE);
    answer.check();
    await showAll(view);
    more.hidden = view.shown >= view.total;
  }

  async function showAll(view) {
    while (view.total <= ALL && view.shown < view.total) list.appendChild(await view.append(PAGE));
  }

  /** Nothing was asked yet: what can be typed, and what can be chosen. */
  async function welcome() {
    empty(list);
    empty(pageList);
    pages.hidden = listTitle.hidden = more.hidden = true;
    advice.welcome();
    tell("ready", "", null);
    var view = current, passes = await facets.test();
    await engine.open();
    view.answer.check();
    await facets.show(engine.everything(), passes);
  }

  function start(now) {
    var key = JSON.stringify([asked, facets.chosen]);
    if (!now && key === shownQuery) return;
    shownQuery = key;
    if (current) current.answer.stop();
    writeAddressSoon();
    sortBox.value = asked.sort;
    var view = (current = new View(engine.answer(asked.query)));
    var nothingAsked = !view.answer.terms.length && !facets.any();
    // What is sorted by date alone needs no choice.
    sortBox.parentNode.style.visibility = view.answer.terms.length ? "" : "hidden";
    facets.showChips().catch(ignore);
    (nothingAsked ? welcome() : run(view)).catch(function (error) { if (current === view) fail(error); });
  }

  /** Of what also fails where it is said. */
  function ignore() {}

  // --- events -------------------------------------------------------------------------------------------

  var timer = 0, composing = false;

  function typed(now) {
    clearTimeout(timer);
    if (composing) return;
    timer = setTimeout(function () {
      // Half of a surrogate pair means nothing, and no address can hold it.
      asked.query = input.value.replace(/[\ud800-\udfff]/gu, "");
      start();
    }, now ? 0 : PAUSE);
  }

  input.addEventListener("compositionstart", function () { composing = true; });
  input.addEventListener("compositionend", function () { composing = false; typed(false); });
  input.addEventListener("input", function () { typed(false); });
  input.addEventListener("change", function () { typed(true); });
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    composing = false;
    typed(true);
  });
  sortBox.addEventListener("change", function () { asked.sort = sortBox.value; start(); });
  window.addEventListener("popstate", function () {
    readAddress();
    input.value = asked.query;
    start();
  });

  /** Show more of a list and go on reading at the first that is new. */
  async function show(fresh, into, done) {
    var last = into.lastElementChild, pressed = document.activeElement;
    try {
      into.appendChild(await fresh);
      done();
      if (pressed === more || pressed === morePages) last.nextElementSibling.querySelector("a").focus();
    } catch (error) {
      fail(error);
    }
  }
  more.addEventListener("click", async function () {
    var view = current;
    more.disabled = true;
    await show(view.append(STEP), list, function () { more.hidden = view.shown >= view.total; });
    more.disabled = false;
  });
  morePages.addEventListener("click", async function () {
    var view = current;
    morePages.disabled = true;
    await show(view.appendPages(view.pagesTotal), pageList, function () { morePages.hidden = true; });
    morePages.disabled = false;
  });

  /** Up and down go through box and hits; / goes to the box, Escape empties it. */
  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    var active = document.activeElement;
    var inField = active && /^(INPUT|SELECT|TEXTAREA)$/.test(active.tagName);
    if (event.key === "/" && !inField) {
      event.preventDefault();
      input.focus();
      input.select();
    } else if (event.key === "Escape" && active === input && input.value) {
      event.preventDefault();
      input.value = "";
      typed(true);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      var links = Array.from(root.querySelectorAll(".jz-hit__title"));
      var at = links.indexOf(active);
      if (at < 0 && active !== input) return;
      var next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (active === input) next = event.key === "ArrowDown" ? 0 : -2;
      if (next === -1) { event.preventDefault(); input.focus(); }
      else if (links[next]) { event.preventDefault(); links[next].focus(); }
    }
  });

  // Beside the hits there is room for what can be chosen; above them it is folded until wanted.
  var wide = window.matchMedia("(min-width: 45.01rem)");
  function fold() { panel.open = wide.matches; }
  wide.addListener(fold);
  fold();

  // This page has the larger box; one is enough.
  Array.from(document.querySelectorAll("header form[role=search]")).forEach(function (other) {
    other.style.display = "none";
  });
  readAddress();
  input.value = asked.query;
  root.hidden = false;
  if (!asked.query) input.focus();
  start(true);
})();
