/* What the search page says at length where hits would stand, and where else to look. ES2017, classic script. */
var JZ = typeof JZ === "object" ? JZ : {};

(function () {
  "use strict";

  var say = JZ.say, make = JZ.make;

  /** Advice in element `box`; `catalogue` is where it leads who finds nothing, if anywhere. */
  function Advice(box, catalogue) {
    this.box = box;
    this.catalogue = catalogue;
  }

  Advice.prototype.hide = function () { this.box.hidden = true; };

  Advice.prototype.give = function (parts) {
    var box = this.box;
    JZ.empty(box);
    parts.forEach(function (part) { box.appendChild(part); });
    box.hidden = false;
  };

  Advice.prototype.elsewhere = function () {
    if (!this.catalogue) return [];
    var line = make("p"), link = make("a", "", say("在归档目录中查找", "Look in the catalogue"));
    link.href = this.catalogue;
    line.appendChild(link);
    return [line];
  };

  function button(text, action) {
    var made = make("button", "jz-button", text);
    made.type = "button";
    made.addEventListener("click", action);
    return made;
  }

  Advice.prototype.welcome = function () {
    this.give([
      make("p", "", say(
        "输入或粘贴任意连续的文字，凡含有它的材料全部列出；用空格隔开的几段文字要同时出现。",
        "Type or paste any run of characters: every item that holds it is listed; parts with spaces between must all be there.")),
      make("p", "", say(
        "也可以不输文字，只按材料类别、年份等筛选。", "Or type nothing and choose a kind, a year or another filter."))
    ]);
  };

  /** Nothing holds the `terms` asked, or fits the filters, which `clear` removes; what is to be announced. */
  Advice.prototype.nothing = function (terms, clear) {
    var lines = [], list = make("ul");
    if (terms > 1) {
      lines.push(say(
        "空格隔开的 " + terms + " 段文字要在同一件材料里；减少一段再试。",
        "All " + terms + " parts must stand in one item; try with fewer."));
    }
    if (terms) {
      lines.push(say("少输几个字，或换一个说法。", "Try fewer characters or other words."), say(
        "没有读出文字的扫描件、图片和视频只能按题名、文号查到。",
        "Scans without text, pictures and videos are found by title and number only."));
    }
    lines.forEach(function (line) { list.appendChild(make("li", "", line)); });
    var parts = clear ? [button(say("取消全部筛选", "Remove all filters"), clear)] : [];
    this.give(parts.concat(list, this.elsewhere()));
    return terms
      ? say("没有找到含有这些文字的材料", "Nothing holds these words")
      : say("没有符合筛选条件的材料", "Nothing fits the filters");
  };

  /** Search failed for a reason: version, damaged, or the file that could not be read; what is to be announced. */
  Advice.prototype.failed = function (reason, again) {
    var known = {
      version: [
        say("检索程序与索引的版本不一致", "Search program and index are of different versions"),
        say("请刷新本页；若仍然如此，请重新复制整个站点。", "Reload the page; if it stays so, copy the whole site again.")],
      damaged: [
        say("检索索引已损坏", "The search index is damaged"),
        say("请重新复制整个站点，然后重试。", "Copy the whole site again, then try again.")]
    };
    var said = Object.prototype.hasOwnProperty.call(known, reason) ? known[reason] : [
      say("检索所需的文件没有读到", "A file that search needs could not be read"),
      say("请检查 U 盘是否插好、站点是否复制完整（search 文件夹：" + reason + "），然后重试。",
        "Check that the drive is plugged in and the site complete (folder search: " + reason + "), then try again.")];
    this.give([make("p", "", said[1]), button(say("重试", "Try again"), again)].concat(this.elsewhere()));
    return said[0];
  };

  JZ.Advice = Advice;
})();
