/* How a document found is shown: its title, facts and a passage, with the words marked. ES2017, classic script.
 *
 * Each hit has data-evidence-id, or data-page-url if it is a dossier or a page; others rely on that. All text
 * goes into the page as text, never as markup.
 */
var JZ = typeof JZ === "object" ? JZ : {};

(function () {
  "use strict";

  var BEFORE = 36, AFTER = 84;
  var english = /^en/i.test(document.documentElement.lang || "zh");

  JZ.say = function (zh, en) { return english ? en : zh; };

  JZ.make = function (tag, name, text) {
    var element = document.createElement(tag);
    if (name) element.className = name;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  JZ.empty = function (element) { while (element.firstChild) element.removeChild(element.firstChild); };

  /** Text with the terms marked. */
  function marked(element, text, terms) {
    var normalised = JZ.text.normalise(text), spans = [];
    terms.forEach(function (term) { spans = spans.concat(JZ.text.find(normalised, term)); });
    spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    var done = 0;
    spans.forEach(function (span) {
      if (span[0] < done) return;
      element.appendChild(document.createTextNode(text.slice(done, span[0])));
      element.appendChild(JZ.make("mark", "", text.slice(span[0], span[1])));
      done = span[1];
    });
    element.appendChild(document.createTextNode(text.slice(done)));
    return element;
  }

  function isTail(text, at) {
    var unit = text.charCodeAt(at);
    return unit >= 0xdc00 && unit < 0xe000;
  }

  /** What stands around a place of a text. */
  function around(text, place) {
    var start = Math.max(0, place[0] - BEFORE), end = Math.min(text.length, place[1] + AFTER);
    if (start && isTail(text, start)) start--;
    if (end < text.length && isTail(text, end)) end++;
    return (start ? "…" : "") + text.slice(start, end) + (end < text.length ? "…" : "");
  }

  /** The page and the passage to show of a record: around a place of the first term that its pages hold. */
  function passage(record, terms) {
    var texts = record.pageTexts;
    for (var t = 0; t < terms.length; t++) {
      for (var p = 0; p < texts.length; p++) {
        var place = JZ.text.place(texts[p], terms[t]);
        if (place) return { page: record.pageNumbers[p], inside: true, text: around(texts[p], place) };
      }
      // A run that a page's end breaks: it begins on the page before.
      var whole = texts.length > 1 && JZ.text.place(texts.join("\n"), terms[t]);
      if (whole) {
        var page = 0, passed = 0;
        while (page < texts.length - 1 && whole[0] > passed + texts[page].length) passed += texts[page++].length + 1;
        var rest = texts.slice(page, page + 3).join("\n");
        return {
          page: record.pageNumbers[page], inside: true,
          text: around(rest, [whole[0] - passed, whole[1] - passed])
        };
      }
    }
    return { page: texts.length ? record.pageNumbers[0] : 0, inside: false, text: (texts[0] || "").slice(0, AFTER) };
  }

  /** The lines beside the text that hold a term, such as the file's name; else the first, if there is no text. */
  function besides(record, terms, shown) {
    var lines = record.caption.split("\n");
    var held = lines.filter(function (line) {
      return terms.some(function (term) { return JZ.text.holds(line, term); });
    });
    if (held.length) return held.join(" · ");
    return shown ? "" : lines[0];
  }

  /** The element of a hit; `base` leads to the site's root. */
  JZ.hit = function (record, terms, query, base) {
    var found = passage(record, terms), item = JZ.make("li", "jz-hit"), evidence = record.kind === "evidence";
    item.setAttribute(evidence ? "data-evidence-id" : "data-page-url", evidence ? record.id : record.url);
    var link = JZ.make("a", "jz-hit__title");
    link.href = base + record.url + (query ? "?q=" + encodeURIComponent(query) : "") +
      (evidence && found.page ? "#p" + found.page : "");
    marked(link, record.title || record.id, terms);
    item.appendChild(link);
    var facts = JZ.make("p", "jz-hit__facts");
    function fact(text) {
      if (!text) return;
      if (facts.firstChild) facts.appendChild(document.createTextNode(" · "));
      marked(facts.appendChild(JZ.make("span")), text, terms);
    }
    fact(evidence ? record.number : "");
    fact(record.issuer);
    fact(record.date);
    fact(record.evidenceKind);
    if (evidence && found.inside && record.pageNumbers.length > 1) {
      fact(JZ.say("第 " + found.page + " 页", "page " + found.page));
    }
    if (!evidence) fact(record.kind === "dossier" ? JZ.say("卷宗", "Dossier") : JZ.say("页面", "Page"));
    if (facts.firstChild) item.appendChild(facts);
    if (found.text) item.appendChild(marked(JZ.make("p", "jz-hit__text"), found.text, terms));
    var beside = evidence ? besides(record, terms, found.text) : "";
    if (beside) item.appendChild(marked(JZ.make("p", "jz-hit__text jz-hit__beside"), beside, terms));
    return item;
  };
})();
