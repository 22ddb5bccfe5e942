/* On a page opened from search as …?q=words#p3: marks every occurrence in its text, goes to the first on that
 * page, steps through them (n, p), and has the PDF beside follow. ES2017, needs nothing else on the page.
 */
(function () {
  "use strict";

  var query = new URLSearchParams(location.search).get("q");
  var parts = Array.from(document.querySelectorAll("[data-text]"));
  if (!query || !parts.length) return;

  var MOST = 2000;
  var BLOCKS = /^(ADDRESS|ARTICLE|BLOCKQUOTE|CAPTION|DD|DIV|DL|DT|FIGCAPTION|H[1-6]|LI|OL|P|PRE|SECTION|TABLE|TD|TH|TR|UL)$/;
  var english = /^en/i.test(document.documentElement.lang || "zh");
  function say(zh, en) { return english ? en : zh; }

  if (typeof JZ === "object" && JZ.text) begin();
  else {
    var script = document.createElement("script");
    script.charset = "utf-8";
    script.src = document.currentScript.src.replace(/highlight\.js[^/]*$/, "text.js");
    script.onload = begin;
    document.head.appendChild(script);
  }

  function block(node) {
    var element = node.parentNode;
    while (element && !BLOCKS.test(element.tagName) && !element.hasAttribute("data-text")) element = element.parentNode;
    return element;
  }

  /** The text of all parts with where each text node begins in it; blocks are parted by a line's end. */
  function gather() {
    var text = "", nodes = [], last = null;
    parts.forEach(function (part) {
      var walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT, null);
      for (var node = walker.nextNode(); node; node = walker.nextNode()) {
        var within = block(node);
        if (last && within !== last) text += "\n";
        last = within;
        nodes.push({ node: node, start: text.length });
        text += node.data;
      }
    });
    return { text: text, nodes: nodes };
  }

  function spansOf(text) {
    var normalised = JZ.text.normalise(text), spans = [];
    JZ.text.terms(query).forEach(function (term) { spans = spans.concat(JZ.text.find(normalised, term)); });
    spans.sort(function (a, b) { return a[0] - b[0] || b[1] - a[1]; });
    var end = -1;
    return spans.filter(function (span) {
      if (span[0] < end) return false;
      end = span[1];
      return true;
    });
  }

  /** Put each span into `mark` elements, one for each text node it goes through; last first, so that places hold. */
  function mark(gathered, spans) {
    var marks = spans.map(function () { return []; });
    var at = gathered.nodes.length - 1;
    for (var s = Math.min(spans.length, MOST) - 1; s >= 0; s--) {
      while (at > 0 && gathered.nodes[at].start >= spans[s][1]) at--;
      for (var n = at; n >= 0; n--) {
        var one = gathered.nodes[n], length = one.node.data.length;
        var start = Math.max(spans[s][0] - one.start, 0), end = Math.min(spans[s][1] - one.start, length);
        if (start < end) {
          var middle = one.node.splitText(start);
          middle.splitText(end - start);
          var element = document.createElement("mark");
          element.className = "jz-found";
          middle.parentNode.replaceChild(element, middle);
          element.appendChild(middle);
          marks[s].unshift(element);
        }
        if (one.start <= spans[s][0]) break;
      }
    }
    return marks.filter(function (elements) { return elements.length; });
  }

  function pageOf(elements) {
    var part = elements[0].closest("[data-text]");
    return part.id;
  }

  function begin() {
    var gathered = gather(), spans = spansOf(gathered.text), marks = mark(gathered, spans), at = -1;
    var bar = document.createElement("div"), count = document.createElement("span");
    bar.className = "jz-finder";
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", say("检索到的位置", "Places found"));
    count.setAttribute("aria-live", "polite");
    bar.appendChild(count);

    function button(text, key, action) {
      var made = document.createElement("button");
      made.type = "button";
      made.textContent = text;
      made.title = say("按键 ", "Key ") + key;
      made.addEventListener("click", action);
      bar.appendChild(made);
    }

    function follow(page) {
      if (!page || location.hash === "#" + page) return;
      var pdf = document.querySelector("#jz-pdf, [data-pdf]");
      // The page's own script turns the PDF when the address's fragment changes.
      if (pdf) location.replace("#" + page);
    }

    function go(to) {
      if (!marks.length) return;
      if (at >= 0) marks[at].forEach(function (element) { element.classList.remove("jz-found--here"); });
      at = (to + marks.length) % marks.length;
      marks[at].forEach(function (element) { element.classList.add("jz-found--here"); });
      follow(pageOf(marks[at]));
      var folded = marks[at][0].closest("details");
      if (folded) folded.open = true;
      marks[at][0].scrollIntoView({ block: "center" });
      count.textContent = say(
        "第 " + (at + 1) + " 处，共 " + spans.length + " 处" + (spans.length > MOST ? "（标出前 " + MOST + " 处）" : ""),
        (at + 1) + " of " + spans.length + (spans.length > MOST ? " (first " + MOST + " marked)" : ""));
    }

    function next() { go(at + 1); }
    function previous() { go(at - 1); }

    if (marks.length > 1) {
      button(say("上一处", "Previous"), "p", previous);
      button(say("下一处", "Next"), "n", next);
      document.addEventListener("keydown", function (event) {
        if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
        if (/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) return;
        if (event.key === "n") next();
        else if (event.key === "p") previous();
      });
    } else if (!marks.length) {
      count.textContent = say(
        "这些文字不在正文里，请看题名、文号、责任者和说明。",
        "These words are not in the text: look at title, number, issuer and caption.");
    }
    button("×", "Esc", function () { bar.remove(); });
    document.addEventListener("keydown", function (event) { if (event.key === "Escape") bar.remove(); });
    bar.lastChild.setAttribute("aria-label", say("关闭", "Close"));
    document.body.appendChild(bar);

    var wanted = location.hash.slice(1), first = 0;
    if (/^p\d+$/.test(wanted)) {
      for (var i = 0; i < marks.length; i++) if (pageOf(marks[i]) === wanted) { first = i; break; }
    }
    go(first);
  }
})();
