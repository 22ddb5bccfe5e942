/* The page that checks the site where it is: finds an item by its printed number, holds all texts against their
 * digests, and computes the digests of files that the reader picks. Nothing leaves the machine. ES2017, classic.
 *
 * For others to rely on: #check-texts-verdict and #check-files-verdict have data-state
 * ready|running|same|differs|error, then data-checked and data-differing.
 */
(function () {
  "use strict";

  var root = document.getElementById("check");
  if (!root) return;
  var base = root.getAttribute("data-base") || "";
  var shards = (root.getAttribute("data-shards") || "").split(" ").filter(Boolean);
  var dossiers = (root.getAttribute("data-dossiers") || "").split(" ").filter(Boolean);
  var english = /^en/i.test(document.documentElement.lang || "zh");
  function say(zh, en) { return english ? en : zh; }

  var PIECE = 1 << 20, LISTED = 200, MANIFEST = "manifest-sha256.txt", TAGS = "tagmanifest-sha256.txt";
  /** What no manifest lists: the tag manifest itself, its digest and its signature. */
  var UNLISTED = [TAGS, TAGS + ".sig", "整袋摘要.txt"];
  var SYSTEM = /^(?:System Volume Information|\$RECYCLE\.BIN|\.Trash[^/]*|\.Spotlight-V100|\.fseventsd)\//i;

  function part(name) { return document.getElementById("check-" + name); }

  function tell(name, state, text, checked, differing) {
    var verdict = part(name + "-verdict");
    verdict.setAttribute("data-state", state);
    verdict.textContent = text;
    if (checked === undefined) return;
    verdict.setAttribute("data-checked", String(checked));
    verdict.setAttribute("data-differing", String(differing));
  }

  function all() {
    return Promise.all(shards.map(function (shard) { return JZCheck.load(base, shard); })).then(function (found) {
      return found.reduce(function (rows, some) { return Object.assign(rows, some); }, {});
    });
  }

  function line(list, text, id, title) {
    var item = document.createElement("li");
    item.textContent = text;
    if (id) {
      var link = document.createElement("a");
      link.href = base + "evidence/" + id + ".html";
      link.textContent = title;
      item.appendChild(document.createTextNode(" — "));
      item.appendChild(link);
    }
    list.appendChild(item);
  }

  function start(name) {
    var list = part(name + "-list");
    while (list.firstChild) list.removeChild(list.firstChild);
    part(name + "-progress").hidden = false;
    part(name + "-progress").value = 0;
    tell(name, "running", say("正在核对…", "Checking…"));
    return list;
  }

  /** A problem of the site's own data: no verdict can be given. */
  function failed(name) {
    return function (error) {
      tell(name, "error", say("有文件没有读到（" + error.message + "），请重新复制整个站点再试。",
        "A file could not be read (" + error.message + "); copy the whole site again."));
    };
  }

  // --- an item by its printed number ---------------------------------------------------------------------

  part("find").addEventListener("submit", function (event) {
    event.preventDefault();
    var wanted = part("number").value.toLowerCase().replace(/\s+/g, "");
    var dossier = dossiers.find(function (code) { return code.toLowerCase() === wanted; });
    if (dossier) {
      location.href = base + "dossiers/" + dossier + ".html";
      return;
    }
    part("found").textContent = "";
    var typed = /[0-9a-f]{12,64}/.exec(wanted), id = typed ? typed[0].slice(0, 12) : "";
    if (shards.indexOf(JZCheck.shardOf(id)) < 0) {
      unknown();
      return;
    }
    JZCheck.load(base, JZCheck.shardOf(id)).then(function (rows) {
      var row = rows[id];
      if (!row || (typed[0].length === 64 && row[4] !== typed[0] && row[3] !== typed[0])) throw new Error("none");
      location.href = base + "evidence/" + id + ".html";
    }).catch(unknown);
  });

  /** Other numbers on paper, such as 档号 and 文号, are a matter for the search. */
  function unknown() {
    var found = part("found"), search = root.getAttribute("data-search");
    found.textContent = say("本站没有这个编号或指纹的材料。", "No item of this site has this number or fingerprint.");
    if (!search) return;
    var link = document.createElement("a");
    link.href = search + "?q=" + encodeURIComponent(part("number").value.trim());
    link.textContent = say("是档号或文号的，到检索页查", "Search for it, if it is another number");
    found.appendChild(link);
  }

  // --- all texts -----------------------------------------------------------------------------------------

  async function checkTexts() {
    var list = start("texts"), rows = await all(), engine = await new JZ.Engine(JZ.scripts(base)).open();
    var progress = part("texts-progress"), seen = new Set(), differing = 0;
    progress.max = Object.keys(rows).length;
    for (var s = 0; s < engine.segments.length; s++) {
      var segment = engine.segments[s];
      for (var number = 0; number < segment.count; number++) {
        var record = await segment.record(number);
        if (record.kind !== "evidence") continue;
        seen.add(record.id);
        progress.value++;
        var row = rows[record.id];
        if (row && JZCheck.ofText(record.title + record.pageTexts.join("")) === row[6]) continue;
        if (differing++ < LISTED) line(list, say("文字不一致", "text differs"), record.id, record.title);
      }
    }
    Object.keys(rows).forEach(function (id) {
      if (seen.has(id)) return;
      if (differing++ < LISTED) line(list, say("检索中缺少", "missing in search"), id, rows[id][0]);
    });
    tell("texts", differing ? "differs" : "same", differing
      ? say("核对 " + seen.size + " 件，" + differing + " 件不一致，见下。", differing + " of " + seen.size + " items differ, see below.")
      : say("核对 " + seen.size + " 件，题名和全部文字都与生成时一致。", "Title and text of all " + seen.size + " items are as built."),
      seen.size, differing);
  }

  if (part("texts-start")) {
    part("texts-start").addEventListener("click", function () {
      var button = this;
      button.disabled = true;
      checkTexts().catch(failed("texts")).then(function () {
        part("texts-progress").hidden = true;
        button.disabled = false;
      });
    });
  }

  // --- files that the reader picks -----------------------------------------------------------------------

  async function digest(file, moved) {
    var made = new JZCheck.Sha256();
    for (var at = 0; at < file.size; at += PIECE) {
      var piece = new Uint8Array(await new Response(file.slice(at, at + PIECE)).arrayBuffer());
      made.update(piece);
      moved(piece.length);
    }
    return made.hex();
  }

  async function text(file) { return new TextDecoder().decode(await new Response(file).arrayBuffer()); }

  function pathOf(file) { return (file.webkitRelativePath || file.name).normalize("NFC"); }

  /** Digests by path, of one manifest or two; null if what was picked is no carrier. */
  async function listed(files) {
    var manifest = files.find(function (file) { return /(^|\/)manifest-sha256\.txt$/.test(pathOf(file)); });
    if (!manifest || pathOf(manifest) === MANIFEST) return null;
    var top = pathOf(manifest).slice(0, -MANIFEST.length), wanted = new Map();
    var tags = files.find(function (file) { return pathOf(file) === top + TAGS; });
    var lines = (await text(manifest)) + (tags ? await text(tags) : "");
    lines.split("\n").forEach(function (row) {
      var match = /^([0-9a-f]{64})\s+(.+)$/.exec(row);
      if (match) wanted.set(match[2].normalize("NFC"), match[1]);
    });
    return { top: top, wanted: wanted, tags: !!tags };
  }

  function idOf(path) {
    var match = /(?:^|\/)([0-9a-f]{12})\.[a-z0-9]+$/.exec(path);
    return match ? match[1] : "";
  }

  async function checkFiles(files) {
    var list = start("files"), rows = await all(), carrier = await listed(files), differing = 0, checked = 0;
    var progress = part("files-progress"), missing = carrier ? new Map(carrier.wanted) : new Map();
    progress.max = files.reduce(function (sum, file) { return sum + file.size; }, 1);
    function moved(size) { progress.value += size; }
    function report(said, path) {
      var id = idOf(path), row = rows[id];
      if (differing++ < LISTED) line(list, said + say("：", ": ") + path, row ? id : "", row ? row[0] : "");
    }
    for (var n = 0; n < files.length; n++) {
      var file = files[n], path = pathOf(file);
      if (carrier) {
        path = path.slice(carrier.top.length);
        if (SYSTEM.test(path) || UNLISTED.indexOf(path) >= 0) continue;
        checked++;
        if (!missing.delete(path)) report(say("多出", "extra"), path);
        else if (await digest(file, moved) !== carrier.wanted.get(path)) report(say("被改动", "changed"), path);
      } else {
        var id = idOf(path), row = rows[id], made = await digest(file, moved);
        if (!row) {
          id = made.slice(0, 12);
          row = rows[id];
        }
        checked++;
        var same = row && (made === row[3] || made === row[4]);
        if (!same) report(row ? say("被改动", "changed") : say("不是本站的材料", "no item of this site"), path);
        else line(list, say("一致：", "as it was: ") + path, id, row[0]);
      }
    }
    missing.forEach(function (_, path) { report(say("缺少", "missing"), path); });
    if (carrier && !carrier.tags) report(say("缺少", "missing"), TAGS);
    var what = carrier ? say("整个载体", "the whole carrier") : say("所选文件", "the files picked");
    tell("files", differing ? "differs" : "same", differing
      ? say("核对" + what + "，共 " + checked + " 个文件：" + differing + " 处不一致，见下。",
        checked + " files of " + what + " checked: " + differing + " problems, see below.")
      : say("核对" + what + "，共 " + checked + " 个文件：全部一致。", checked + " files of " + what + " checked: all as they were."),
      checked, differing);
  }

  function take(chosen) {
    var files = Array.from(chosen);
    if (!files.length) return;
    checkFiles(files).catch(failed("files")).then(function () { part("files-progress").hidden = true; });
  }

  ["files-one", "files-folder"].forEach(function (name) {
    part(name).addEventListener("change", function () { take(this.files); });
  });
  var target = part("drop");
  ["dragenter", "dragover"].forEach(function (name) {
    target.addEventListener(name, function (event) { event.preventDefault(); });
  });
  target.addEventListener("drop", function (event) {
    event.preventDefault();
    take(event.dataTransfer.files);
  });

  root.hidden = false;
  part("number").focus();
})();
