/* The self-check of search on the page "how to verify": draws runs of characters from the texts, asks the index
 * for each as the search page does, reads all texts from first to last, and compares. ES2017, classic script.
 *
 * Markup: templates/partials/search-selfcheck.html. For others to rely on: #selfcheck-verdict has data-state
 * ready|running|same|differs|error, then data-checked, the number of runs, and data-differing.
 */
(function () {
  "use strict";

  var root = document.getElementById("selfcheck");
  if (!root) return;

  var english = /^en/i.test(document.documentElement.lang || "zh");
  function say(zh, en) { return english ? en : zh; }

  var button = document.getElementById("selfcheck-start");
  var progress = document.getElementById("selfcheck-progress");
  var verdict = document.getElementById("selfcheck-verdict");
  var list = document.getElementById("selfcheck-differing");
  var load = JZ.scripts(root.getAttribute("data-base") || "");

  // TRIES: a run may be all spaces, which asks nothing.
  var RUNS = 50, LONGEST = 12, TRIES = 200, LISTED = 10;

  function below(count) { return Math.floor(Math.random() * count); }

  function key(segment, number) { return segment.id + "/" + number; }

  /** Where every document stands. */
  function places(engine) {
    var found = [];
    engine.segments.forEach(function (segment) {
      for (var number = 0; number < segment.count; number++) found.push({ segment: segment, number: number });
    });
    return found;
  }

  /** Runs of 1 to LONGEST characters from documents taken at random, as they are displayed. */
  async function draw(documents) {
    var runs = [];
    for (var tried = 0; documents.length && runs.length < RUNS && tried < TRIES; tried++) {
      var place = documents[below(documents.length)], record = await place.segment.record(place.number);
      var text = record.pageTexts.join("\n") || record.title, start = below(text.length);
      var query = text.slice(start, start + 1 + below(LONGEST)), terms = JZ.text.terms(query);
      if (terms.length) runs.push({ query: query, terms: terms, scanned: new Set(), found: new Set(), damaged: false });
    }
    return runs;
  }

  /** What the index answers, proved as the search page proves it. */
  async function ask(engine, run) {
    var answer = engine.answer(run.query);
    try {
      await engine.search(answer);
      await answer.proveAll(answer.rows);
    } catch (error) {
      if (error.message !== "damaged") throw error;
      run.damaged = true;
    }
    answer.rows.forEach(function (row) { if (row.proved) run.found.add(key(row.segment, row.number)); });
  }

  /** Look for every run in one text, without the index. */
  async function scan(place, runs) {
    var fields = JZ.fieldsOf(await place.segment.record(place.number)).map(JZ.text.searchText);
    runs.forEach(function (run) {
      var holds = run.terms.every(function (term) {
        return fields.some(function (field) { return field.indexOf(term) >= 0; });
      });
      if (holds) run.scanned.add(key(place.segment, place.number));
    });
  }

  function without(some, others) {
    return Array.from(some).filter(function (one) { return !others.has(one); }).length;
  }

  function tell(state, text, checked, differing) {
    verdict.setAttribute("data-state", state);
    verdict.textContent = text;
    if (checked === undefined) return;
    verdict.setAttribute("data-checked", String(checked));
    verdict.setAttribute("data-differing", String(differing));
  }

  function describe(run) {
    var missed = without(run.scanned, run.found), more = without(run.found, run.scanned), line = document.createElement("li");
    line.textContent = say("“" + run.query + "”：", "“" + run.query + "”: ") + (run.damaged
      ? say("索引已损坏，未能作答", "the index is damaged and gave no answer")
      : say("逐字扫描 " + run.scanned.size + " 件，检索漏 " + missed + " 件、多 " + more + " 件",
        "the scan finds " + run.scanned.size + "; search misses " + missed + " and adds " + more));
    return line;
  }

  async function check() {
    // An engine of its own: what an earlier check loaded proves nothing about the files as they are now.
    var engine = await new JZ.Engine(load).open(), documents = places(engine), runs = await draw(documents);
    progress.max = runs.length + documents.length;
    for (var r = 0; r < runs.length; r++) {
      await ask(engine, runs[r]);
      progress.value++;
    }
    for (var d = 0; d < documents.length; d++) {
      await scan(documents[d], runs);
      progress.value++;
    }
    var differing = runs.filter(function (run) {
      return run.damaged || without(run.scanned, run.found) || without(run.found, run.scanned);
    });
    if (!runs.length) tell("error", say("本站没有可供检索的文字。", "This site holds no text to search."));
    else if (!differing.length) {
      tell("same", say(
        "抽查 " + runs.length + " 个字串，检索结果与逐字扫描 " + documents.length + " 件材料、卷宗和页面完全一致。",
        runs.length + " runs of characters: search found exactly what a scan of all " + documents.length +
        " items, dossiers and pages found."), runs.length, 0);
    } else {
      tell("differs", say(
        "抽查 " + runs.length + " 个字串，其中 " + differing.length + " 个的检索结果与逐字扫描不一致。" +
        "请重新复制整个站点再试；若仍不一致，请创建办重新生成本站。",
        differing.length + " of " + runs.length + " runs of characters differ between search and scan. " +
        "Copy the whole site again; if they still differ, have the site built again."), runs.length, differing.length);
      differing.slice(0, LISTED).forEach(function (run) { list.appendChild(describe(run)); });
    }
  }

  button.addEventListener("click", async function () {
    button.disabled = true;
    while (list.firstChild) list.removeChild(list.firstChild);
    progress.value = 0;
    progress.hidden = false;
    tell("running", say("正在抽查…", "Checking…"));
    try {
      await check();
    } catch (error) {
      tell("error", error.message === "version"
        ? say("检索程序与索引的版本不一致，请重新复制整个站点。",
          "Search program and index are of different versions; copy the whole site again.")
        : say("检索所需的文件没有读到（search 文件夹：" + error.message + "），请重新复制整个站点再试。",
          "A file that search needs could not be read (folder search: " + error.message + "); copy the whole site again."));
    }
    progress.hidden = true;
    button.disabled = false;
  });

  root.hidden = false;
})();
