/* The facets beside the hits, and the chips of those chosen. ES2017, classic script.
 *
 * Only what is open is loaded and counted. Values of one facet widen each other, facets narrow each other: so a
 * facet counts the documents that all other facets let through.
 */
var JZ = typeof JZ === "object" ? JZ : {};

(function () {
  "use strict";

  var say = JZ.say, make = JZ.make;
  var NAMES = {
    kind: say("材料类别", "Kind"), year: say("年份", "Year"), group: say("工作组", "Group"),
    clause: say("指标", "Clause"), district: say("区", "District"), format: say("文件形式", "Format")
  };
  var OPEN = ["kind", "year"];
  var FORMATS = {
    pdf: "PDF", document: say("文字文档", "Document"), sheet: say("表格", "Sheet"),
    slides: say("演示文稿", "Slides"), image: say("图片", "Picture"), video: say("视频", "Video"),
    text: say("纯文本", "Text"), "package": say("压缩包", "Package"), other: say("其他", "Other")
  };

  function nameOf(facet, value) { return facet === "format" ? FORMATS[value.id] || value.name : value.name; }

  /** The panel in element `boxes`; `chosen` is {facet: [id, …]}, `changed()` is called when a reader changes it. */
  function Facets(engine, boxes, chips, changed) {
    this.engine = engine;
    this.boxes = boxes;
    this.chips = chips;
    this.changed = changed;
    this.chosen = {};
    this.open = new Set(OPEN);
  }

  Facets.NAMES = Object.keys(NAMES);

  Facets.prototype.any = function () { return Object.keys(this.chosen).length > 0; };

  Facets.prototype.choose = function (facet, id, on) {
    var rest = (this.chosen[facet] || []).filter(function (one) { return one !== id; });
    if (on) rest.push(id);
    if (rest.length) this.chosen[facet] = rest;
    else delete this.chosen[facet];
    this.changed();
  };

  Facets.prototype.clear = function () {
    this.chosen = {};
    this.changed();
  };

  /** Which facets let each row through: a function of a row and, if wanted, a facet to leave out. */
  Facets.prototype.test = async function () {
    var facets = this, names = Object.keys(this.chosen);
    if (!names.length) return function () { return true; };
    await this.engine.open();
    var masks = new Map(this.engine.segments.map(function (one) { return [one, new Uint8Array(one.count)]; }));
    await Promise.all(names.map(async function (name, i) {
      var ids = facets.chosen[name], values = await facets.engine.facet(name);
      ids.forEach(function (id) {
        var value = values.get(id);
        if (value) value.within.forEach(function (documents, segment) {
          var mask = masks.get(segment);
          documents.forEach(function (number) { mask[number] |= 1 << i; });
        });
      });
    }));
    var all = (1 << names.length) - 1;
    return function (row, but) {
      var left = but ? names.indexOf(but) : -1;
      return (masks.get(row.segment)[row.number] | (left < 0 ? 0 : 1 << left)) === all;
    };
  };

  /** Show what can be chosen among proved rows; `passes` is what `test` gave. */
  Facets.prototype.show = async function (rows, passes) {
    var facets = this, names = this.engine.facetNames(), focused = document.activeElement;
    this.rows = rows;
    this.passes = passes;
    var focus = this.boxes.contains(focused) ? focused.id : "";
    await Promise.all(Facets.NAMES.map(async function (name) {
      var box = facets.boxes.querySelector("[data-facet=" + name + "]");
      if (!names.has(name)) {
        if (box) box.remove();
        return;
      }
      if (facets.chosen[name]) facets.open.add(name);
      if (!box) box = facets.box(name);
      if (facets.open.has(name)) {
        await facets.fill(box, name);
        return;
      }
      box.replaceChild(make("ul"), box.lastChild);
      box.hidden = false;
    }));
    var again = focus && document.getElementById(focus);
    if (again) again.focus();
  };

  Facets.prototype.box = function (name) {
    var facets = this, box = make("details", "jz-facet");
    box.setAttribute("data-facet", name);
    box.open = this.open.has(name);
    box.appendChild(make("summary", "", NAMES[name]));
    box.appendChild(make("ul"));
    box.addEventListener("toggle", function () {
      if (box.open === facets.open.has(name)) return;
      if (box.open) facets.open.add(name);
      else facets.open.delete(name);
      if (box.open) facets.fill(box, name).catch(function () { box.open = false; });
    });
    // In the order of NAMES, whichever was made first.
    var after = Facets.NAMES.slice(Facets.NAMES.indexOf(name) + 1).map(function (other) {
      return facets.boxes.querySelector("[data-facet=" + other + "]");
    }).filter(Boolean)[0];
    this.boxes.insertBefore(box, after || null);
    return box;
  };

  Facets.prototype.fill = async function (box, name) {
    var facets = this, rows = this.rows, passes = this.passes, values = await this.engine.facet(name);
    if (rows !== this.rows) return;
    var found = new Map(this.engine.segments.map(function (one) { return [one, new Uint8Array(one.count)]; }));
    rows.forEach(function (row) { if (passes(row, name)) found.get(row.segment)[row.number] = 1; });
    var shown = [], chosen = this.chosen[name] || [];
    values.forEach(function (value) {
      var count = 0;
      value.within.forEach(function (documents, segment) {
        var marks = found.get(segment);
        for (var i = 0; i < documents.length; i++) count += marks[documents[i]];
      });
      var on = chosen.indexOf(value.id) >= 0;
      if (count || on) shown.push({ id: value.id, name: nameOf(name, value), count: count, on: on });
    });
    if (name === "year") shown.sort(function (a, b) { return b.id - a.id; });
    else if (name !== "clause") shown.sort(function (a, b) { return b.count - a.count; });
    var list = make("ul");
    shown.forEach(function (value) { list.appendChild(facets.row(name, value)); });
    box.replaceChild(list, box.lastChild);
    box.hidden = !shown.length;
  };

  Facets.prototype.row = function (name, value) {
    var facets = this, row = make("li"), label = make("label"), tick = make("input");
    tick.type = "checkbox";
    tick.id = "search-" + name + "-" + value.id;
    tick.checked = value.on;
    tick.addEventListener("change", function () { facets.choose(name, value.id, tick.checked); });
    label.appendChild(tick);
    label.appendChild(make("span", "", value.name));
    label.appendChild(make("small", "", String(value.count)));
    row.appendChild(label);
    return row;
  };

  /** A chip for each value chosen, to take it away again. */
  Facets.prototype.showChips = async function () {
    var facets = this, chips = document.createDocumentFragment();
    var chosen = this.chosen, names = Facets.NAMES.filter(function (name) { return chosen[name]; });
    await this.engine.open();
    var values = await Promise.all(names.map(function (name) { return facets.engine.facet(name); }));
    if (chosen !== this.chosen) return;
    names.forEach(function (name, i) {
      (chosen[name] || []).forEach(function (id) {
        var value = values[i].get(id), text = NAMES[name] + say("：", ": ") + (value ? nameOf(name, value) : id);
        var chip = make("button", "jz-chip", text + " ×");
        chip.type = "button";
        chip.setAttribute("aria-label", say("取消筛选 ", "Remove filter ") + text);
        chip.addEventListener("click", function () { facets.choose(name, id, false); });
        chips.appendChild(chip);
      });
    });
    var focused = this.chips.contains(document.activeElement);
    JZ.empty(this.chips);
    this.chips.appendChild(chips);
    this.chips.hidden = !names.length;
    // A chip that was pressed is gone; who goes by keys goes on beside it.
    var next = this.chips.querySelector("button") || this.boxes.querySelector("summary");
    if (focused && next) next.focus();
  };

  JZ.Facets = Facets;
})();
