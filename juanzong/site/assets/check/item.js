/* On an item's page: whether title and text as shown are those that the site was built with. ES2017, a classic
 * script. For others to rely on: #jz-check has data-state same|differs|error.
 */
(function () {
  "use strict";

  var place = document.getElementById("jz-check");
  if (!place) return;
  var english = /^en/i.test(document.documentElement.lang || "zh");
  function say(zh, en) { return english ? en : zh; }

  function shown() {
    var text = document.querySelector("h1").textContent;
    document.querySelectorAll("[data-text]").forEach(function (part) {
      var walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT, null);
      for (var node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!node.parentNode.closest("summary")) text += node.data;
      }
    });
    return text;
  }

  function tell(state, text) {
    place.setAttribute("data-state", state);
    place.textContent = text;
    place.hidden = false;
  }

  var id = place.getAttribute("data-id"), text = shown();
  JZCheck.load(place.getAttribute("data-base"), JZCheck.shardOf(id)).then(function (rows) {
    if (rows[id] && JZCheck.ofText(text) === rows[id][5]) {
      tell("same", say("本页的题名和文字与生成时一致。", "Title and text of this page are as they were built."));
    } else {
      tell("differs", say("本页的题名或文字与生成时不一致，请以原件为准，并告知创建办。",
        "Title or text of this page are not as they were built; trust the file alone and tell the office."));
    }
  }, function () {
    tell("error", say("没有读到核对用的摘要（check 文件夹），本页文字未核对。",
      "The digests (folder check) could not be read, so this text was not checked."));
  });
})();
