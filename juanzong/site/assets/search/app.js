/* The search page: one box, results as they are typed, facets, the query in the address. ES2017.
 *
 * Markup: templates/partials/search-app.html. For others to rely on: #search-status has data-state
 * ready|searching|done|error and data-total, the number of items found; each hit has data-evidence-id, or
 * data-page-url if it is a dossier or a page. All text goes into the page as text, never as markup.
 */
(function () {
  "use strict";

  var root = document.getElementById("search-app");
  if (!root) return;

  var english = /^en/i.test(document.documentElement.lang || "zh");
  function say(zh, en) { return english ? en : zh; }

  var base = root.getAttribute("data-base") || "";
  var catalogue = root.getAttribute("data-catalogue") || "";
  var form = document.getElementById("search-form");
  var input = document.getElementById("search-input");
  var status = document.getElementById("search-status");
  var help = document.getElementById("search-help");
  var list = document.getElementById("search-results");
  var pages = document.getElementById("search-pages");
  var pageList = document.getElementById("search-page-results");
  var panel = document.getElementById("search-facets");
  var sortBox = document.getElementById("search-sort");
  var more = document.getElementById("search-more");

  var FIRST = 3, PAGE = 10, STEP = 30, ALL = 60, PAGES = 5, PAUSE = 120, FEW_FILES = 40;
  var FACETS = ["group", "clause", "kind", "year", "district", "format"];
  var NAMES = {
    group: say("工作组", "Group"), clause: say("指标", "Clause"), kind: say("材料类别", "Kind"),
    year: say("年份", "Year"), district: say("区", "District"), format: say("文件形式", "Format")
  };
  var FORMATS = {
    pdf: "PDF", document: say("文字文档", "Document"), sheet: say("表格", "Sheet"),
    slides: say("演示文稿", "Slides"), image: say("图片", "Picture"), video: say("视频", "Video"),
    text: say("纯文本", "Text"), "package": say("压缩包", "Package"), other: say("其他", "Other")
  };

  var engine = new JZ.Engine(JZ.scripts(base));

  // --- state --------------------------------------------------------------------------------------------

  var current = null;
  var shownQuery = null;
  var asked = readAddress();
  var title = document.title;

  function readAddress() {
    var params = new URLSearchParams(location.search), filters = {};
    FACETS.forEach(function (facet) {
      var values = params.getAll(facet);
      if (values.length) filters[facet] = values;
    });
    return {
      query: params.get("q") || "",
      filters: filters,
      sort: params.get("sort") === "date" ? "date" : "relevance"
    };
  }

  function writeAddress() {
    var params = new URLSearchParams();
    if (asked.query) params.set("q", asked.query);
    FACETS.forEach(function (facet) {
      (asked.filters[facet] || []).forEach(function (value) { params.append(facet, value); });
    });
    if (asked.sort === "date") params.set("sort", "date");
    var text = params.toString();
    if (location.search.slice(1) === text) return;
    try {
      history.replaceState(null, "", location.pathname + (text ? "?" + text : ""));
    } catch (error) {
      // A browser that does not let a file change its address: the query is then not in it.
    }
    document.title = (asked.query ? asked.query + " - " : "") + title;
  }

  var addressTimer = 0;
  /** Not at every key: browsers count changes of the address. */
  function writeAddressSoon() {
    clearTimeout(addressTimer);
    addressTimer = setTimeout(writeAddress, 300);
  }

  function tell(state, text, total) {
    status.setAttribute("data-state", state);
    if (total === null) status.removeAttribute("data-total");
    else if (total !== undefined) status.setAttribute("data-total", String(total));
    if (status.textContent !== text) status.textContent = text;
    root.setAttribute("aria-busy", state === "searching" ? "true" : "false");
  }

  // --- elements -----------------------------------------------------------------------------------------

  function make(tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  }

  function empty(element) { while (element.firstChild) element.removeChild(element.firstChild); }

  /** Text with the terms marked. */
  function marked(element, text, terms) {
    var normalised = JZ.text.normalise(text), spans = [];
    terms.forEach(function (term) { spans = spans.concat(JZ.text.find(normalised, term)); });
    spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    var done = 0;
    spans.forEach(function (span) {
      if (span[0] < done) return;
      element.appendChild(document.createTextNode(text.slice(done, span[0])));
      element.appendChild(make("mark", "", text.slice(span[0], span[1])));
      done = span[1];
    });
    element.appendChild(document.createTextNode(text.slice(done)));
    return element;
  }

  var BEFORE = 36, AFTER = 84;

  /** The page and the passage to show of a record: around the first place of the first term found. */
  function passage(record, terms) {
    var texts = record.pageTexts;
    for (var t = 0; t < terms.length; t++) {
      for (var p = 0; p < texts.length; p++) {
        if (JZ.text.searchText(texts[p]).indexOf(terms[t]) >= 0) return cut(texts[p], terms[t], record.pageNumbers[p]);
      }
      // A run that a page's end breaks: it begins on the page before.
      var whole = JZ.text.normalise(texts.join("\n")), spans = JZ.text.find(whole, terms[t]);
      if (spans.length) {
        var at = spans[0][0], page = 0;
        while (page < texts.length - 1 && at > texts[page].length) at -= texts[page++].length + 1;
        return cut(texts.slice(page, page + 3).join("\n"), terms[t], record.pageNumbers[page]);
      }
    }
    return { page: texts.length ? record.pageNumbers[0] : 0, inside: false, text: (texts[0] || "").slice(0, AFTER) };
  }

  function cut(text, term, page) {
    var span = JZ.text.find(JZ.text.normalise(text), term)[0] || [0, 0];
    var start = Math.max(0, span[0] - BEFORE), end = Math.min(text.length, span[1] + AFTER);
    if (start && isTail(text, start)) start--;
    if (end < text.length && isTail(text, end)) end++;
    return {
      page: page, inside: true,
      text: (start ? "…" : "") + text.slice(start, end) + (end < text.length ? "…" : "")
    };
  }

  function isTail(text, at) {
    var unit = text.charCodeAt(at);
    return unit >= 0xdc00 && unit < 0xe000;
  }

  function hit(record, answer) {
    var found = passage(record, answer.terms), item = make("li", "jz-hit");
    var evidence = record.kind === "evidence";
    item.setAttribute(evidence ? "data-evidence-id" : "data-page-url", evidence ? record.id : record.url);
    var link = make("a", "jz-hit__title");
    link.href = base + record.url + "?q=" + encodeURIComponent(asked.query) +
      (evidence && found.page ? "#p" + found.page : "");
    marked(link, record.title || record.id, answer.terms);
    item.appendChild(link);
    var facts = make("p", "jz-hit__facts");
    function fact(text) {
      if (!text) return;
      if (facts.firstChild) facts.appendChild(document.createTextNode(" · "));
      marked(facts.appendChild(make("span")), text, answer.terms);
    }
    fact(evidence ? record.number : "");
    fact(record.issuer);
    fact(record.date);
    fact(record.evidenceKind);
    if (evidence && found.inside && record.pageNumbers.length > 1) {
      fact(say("第 " + found.page + " 页", "page " + found.page));
    }
    if (!evidence) fact(record.kind === "dossier" ? say("卷宗", "Dossier") : say("页面", "Page"));
    if (facts.firstChild) item.appendChild(facts);
    if (found.text) item.appendChild(marked(make("p", "jz-hit__text"), found.text, answer.terms));
    if (record.caption && evidence) item.appendChild(marked(make("p", "jz-hit__text"), record.caption, answer.terms));
    return item;
  }

  // --- one search ---------------------------------------------------------------------------------------

  function View(answer) {
    this.answer = answer;
    this.evidence = [];
    this.pages = [];
    this.next = 0;
    this.shown = 0;
    this.total = null;
  }

  View.prototype.append = async function (count) {
    var answer = this.answer, taken = await answer.take(this.evidence, this.next, count);
    var records = await Promise.all(taken.rows.map(function (row) { return row.segment.record(row.number); }));
    answer.check();
    var fresh = document.createDocumentFragment();
    records.forEach(function (record) { fresh.appendChild(hit(record, answer)); });
    this.next = taken.next;
    this.shown += records.length;
    return fresh;
  };

  function filtersSet() { return Object.keys(asked.filters).length > 0; }

  async function narrow(rows) {
    if (!filtersSet()) return rows;
    var facets = await engine.facets(), wanted = Object.keys(asked.filters);
    var passed = new Map(engine.segments.map(function (one) { return [one, new Uint8Array(one.count)]; }));
    wanted.forEach(function (facet, i) {
      asked.filters[facet].forEach(function (id) {
        var value = facets[facet] && facets[facet].get(id);
        if (value) value.within.forEach(function (documents, segment) {
          var marks = passed.get(segment);
          documents.forEach(function (number) { if (marks[number] === i) marks[number] = i + 1; });
        });
      });
    });
    return rows.filter(function (row) { return passed.get(row.segment)[row.number] === wanted.length; });
  }

  async function arrange(rows) {
    if (asked.sort !== "date") return rows;
    var day = await engine.days();
    return rows.slice().sort(function (a, b) { return day(b) - day(a); });
  }

  function count(total, pagesTotal) {
    var also = pagesTotal
      ? say("，另有 " + pagesTotal + " 个卷宗和页面", ", and " + pagesTotal + " dossiers and pages")
      : "";
    return say("找到 " + total + " 件材料", total + (total === 1 ? " item" : " items") + " found") + also;
  }

  async function run(view) {
    var answer = view.answer;
    tell("searching", status.textContent, null);
    // Said only when it takes long: a screen reader need not hear it at every key.
    setTimeout(function () {
      if (current === view && !view.shown && status.getAttribute("data-state") === "searching") {
        tell("searching", say("正在检索…", "Searching…"), null);
      }
    }, 400);
    await engine.search(answer);
    var rows = await narrow(answer.rows);
    answer.check();
    view.pages = rows.filter(function (row) { return !row.evidence; });
    view.evidence = await arrange(rows.filter(function (row) { return row.evidence; }));
    answer.check();

    var fresh = await view.append(FIRST);
    empty(list);
    list.appendChild(fresh);
    help.hidden = true;
    list.appendChild(await view.append(PAGE - FIRST));
    await showPages(view);
    var progress = function (proved, left) {
      tell("searching", say(
        "至少 " + proved + " 件，正在核对其余 " + left + " 件…",
        "at least " + proved + ", checking " + left + " more…"), null);
    };
    view.total = await answer.proveAll(view.evidence, progress);
    view.pagesTotal = await answer.proveAll(view.pages);
    answer.check();
    // After this the next place is counted among the proved alone.
    view.next = view.shown;
    view.evidence = view.evidence.filter(function (row) { return row.proved; });
    // All of a short list is shown; in a large archive, where that takes time, after it is called done.
    var soon = engine.textFiles() <= FEW_FILES;
    if (soon) await showAll(view);
    more.hidden = view.shown >= view.total;
    pages.hidden = !view.pagesTotal;
    if (view.total || view.pagesTotal) tell("done", count(view.total, view.pagesTotal), view.total);
    else nothing(answer);
    await showFacets(view, rows);
    if (!soon) await showAll(view);
    more.hidden = view.shown >= view.total;
  }

  async function showAll(view) {
    while (view.total <= ALL && view.shown < view.total) list.appendChild(await view.append(PAGE));
  }

  async function showPages(view) {
    var taken = await view.answer.take(view.pages, 0, PAGES);
    var records = await Promise.all(taken.rows.map(function (row) { return row.segment.record(row.number); }));
    view.answer.check();
    empty(pageList);
    records.forEach(function (record) { pageList.appendChild(hit(record, view.answer)); });
    view.pagesNext = taken.next;
    pages.hidden = !records.length;
  }

  function nothing(answer) {
    tell("done", say("没有找到含有这些文字的材料", "Nothing holds these words"), 0);
    empty(help);
    help.hidden = false;
    var advice = make("ul");
    if (filtersSet()) {
      var clear = make("button", "jz-button", say("取消全部筛选", "Remove all filters"));
      clear.type = "button";
      clear.addEventListener("click", function () { asked.filters = {}; start(true); });
      help.appendChild(clear);
    }
    if (answer.terms.length > 1) {
      advice.appendChild(make("li", "", say(
        "空格隔开的 " + answer.terms.length + " 段文字要在同一件材料里；减少一段再试。",
        "All " + answer.terms.length + " parts must stand in one item; try with fewer.")));
    }
    advice.appendChild(make("li", "", say("少输几个字，或换一个说法。", "Try fewer characters or other words.")));
    advice.appendChild(make("li", "", say(
      "没有读出文字的扫描件、图片和视频只能按题名、文号查到。",
      "Scans without text, pictures and videos are found by title and number only.")));
    help.appendChild(advice);
    if (catalogue) help.appendChild(goCatalogue());
  }

  function goCatalogue() {
    var line = make("p"), link = make("a", "", say("在归档目录中查找", "Look in the catalogue"));
    link.href = catalogue;
    line.appendChild(link);
    return line;
  }

  function fail(error) {
    if (error && error.stale) return;
    var version = error && error.message === "version";
    tell("error", version
      ? say("检索程序与索引的版本不一致", "Search program and index are of different versions")
      : say("检索所需的文件没有读到", "A file that search needs could not be read"), null);
    empty(help);
    help.hidden = false;
    help.appendChild(make("p", "", version
      ? say("请刷新本页；若仍然如此，请重新复制整个站点。", "Reload the page; if it stays so, copy the whole site again.")
      : say("请检查 U 盘是否插好、站点是否复制完整（search 文件夹：", "Check that the drive is plugged in and the site complete (folder search: ") +
        (error && error.message || "") + say("），然后重试。", "), then try again.")));
    var again = make("button", "jz-button", say("重试", "Try again"));
    again.type = "button";
    again.addEventListener("click", function () { start(true); });
    help.appendChild(again);
    if (catalogue) help.appendChild(goCatalogue());
  }

  function welcome() {
    empty(list);
    empty(pageList);
    empty(panel);
    pages.hidden = more.hidden = true;
    empty(help);
    help.hidden = false;
    help.appendChild(make("p", "", say(
      "输入或粘贴任意连续的文字，凡含有它的材料全部列出；用空格隔开的几段文字要同时出现。",
      "Type or paste any run of characters: every item that holds it is listed; parts with spaces between must all be there.")));
    tell("ready", "", null);
  }

  function start(now) {
    var key = JSON.stringify(asked);
    if (!now && key === shownQuery) return;
    shownQuery = key;
    if (current) current.answer.stop();
    writeAddressSoon();
    sortBox.value = asked.sort;
    var view = (current = new View(engine.answer(asked.query)));
    if (!view.answer.terms.length) {
      welcome();
      engine.open().catch(fail);
      return;
    }
    run(view).catch(function (error) { if (current === view) fail(error); });
  }

  // --- facets -------------------------------------------------------------------------------------------

  async function showFacets(view, rows) {
    var facets = await engine.facets();
    view.answer.check();
    var found = new Map(engine.segments.map(function (one) { return [one, new Uint8Array(one.count)]; }));
    rows.forEach(function (row) {
      if (row.evidence && row.proved) found.get(row.segment)[row.number] = 1;
    });
    var open = new Set(Array.from(panel.querySelectorAll("details[open]"), function (one) {
      return one.getAttribute("data-facet");
    }));
    var focused = panel.contains(document.activeElement) ? document.activeElement.id : "";
    empty(panel);
    FACETS.forEach(function (facet) {
      var values = [];
      (facets[facet] || new Map()).forEach(function (value) {
        var within = 0;
        value.within.forEach(function (documents, segment) {
          var marks = found.get(segment);
          for (var i = 0; i < documents.length; i++) within += marks[documents[i]];
        });
        var chosen = (asked.filters[facet] || []).indexOf(value.id) >= 0;
        if (within || chosen) values.push({ id: value.id, name: value.name, count: within, chosen: chosen });
      });
      if (!values.length) return;
      if (facet === "year") values.sort(function (a, b) { return b.id - a.id; });
      else if (facet !== "clause") values.sort(function (a, b) { return b.count - a.count; });
      panel.appendChild(facetBox(facet, values, open.has(facet) || Boolean(asked.filters[facet])));
    });
    var again = focused && document.getElementById(focused);
    if (again) again.focus();
  }

  function facetBox(facet, values, open) {
    var box = make("details", "jz-facet");
    box.setAttribute("data-facet", facet);
    box.open = open;
    box.appendChild(make("summary", "", NAMES[facet]));
    var group = make("ul");
    values.forEach(function (value, i) {
      var row = make("li"), label = make("label"), tick = make("input");
      tick.type = "checkbox";
      tick.id = "search-" + facet + "-" + i;
      tick.checked = value.chosen;
      tick.addEventListener("change", function () { choose(facet, value.id, tick.checked); });
      label.appendChild(tick);
      label.appendChild(make("span", "", facet === "format" ? FORMATS[value.id] || value.name : value.name));
      label.appendChild(make("small", "", String(value.count)));
      row.appendChild(label);
      group.appendChild(row);
    });
    box.appendChild(group);
    return box;
  }

  function choose(facet, id, on) {
    var rest = (asked.filters[facet] || []).filter(function (one) { return one !== id; });
    if (on) rest.push(id);
    if (rest.length) asked.filters[facet] = rest;
    else delete asked.filters[facet];
    start();
  }

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
    asked = readAddress();
    input.value = asked.query;
    start();
  });

  async function showMore() {
    var view = current;
    more.disabled = true;
    try {
      var last = list.lastElementChild;
      list.appendChild(await view.append(STEP));
      more.hidden = view.shown >= view.total;
      if (document.activeElement === more || more.hidden) last.nextElementSibling.querySelector("a").focus();
    } catch (error) {
      fail(error);
    }
    more.disabled = false;
  }
  more.addEventListener("click", showMore);

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

  // This page has the larger box; one is enough.
  Array.from(document.querySelectorAll("header form[role=search]")).forEach(function (other) {
    other.style.display = "none";
  });
  input.value = asked.query;
  root.hidden = false;
  if (!asked.query) input.focus();
  start(true);
})();
