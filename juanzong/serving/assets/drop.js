/* Takes dropped files to the server one by one, shows what it understood, and sends what people answer. ES2017. */
(function () {
  "use strict";
  var words = JSON.parse(document.getElementById("words").textContent);
  var zone = document.getElementById("drop");
  var list = document.getElementById("files");
  var status = document.getElementById("status");
  var token = zone.getAttribute("data-token");
  var queue = [];
  var busy = false;

  function post(path, body) {
    return fetch("/-/drop/" + path, {
      method: "POST",
      headers: { "X-Juanzong-Token": token, "Content-Type": "application/octet-stream" },
      body: body,
    }).then(function (answer) {
      if (answer.ok) return answer.json();
      return answer.text().then(function (said) {
        throw new Error(said || words.gone);
      });
    });
  }

  function add(file, path) {
    queue.push({ file: file, path: path || file.name });
    next();
  }

  function next() {
    if (busy) return;
    var one = queue.shift();
    if (!one) {
      status.textContent = list.children.length ? words.ready : "";
      return;
    }
    busy = true;
    status.textContent =
      words.reading + one.path + (queue.length ? words.left.replace("{n}", String(queue.length)) : "");
    post("file?name=" + encodeURIComponent(one.path), one.file)
      .then(show)
      .catch(function (error) {
        var item = entry(one.path);
        told(item, error.message || words.gone, true);
      })
      .then(function () {
        busy = false;
        next();
      });
  }

  function entry(name) {
    var item = document.getElementById("form").content.firstElementChild.cloneNode(true);
    item.querySelector(".name").textContent = name;
    list.appendChild(item);
    return item;
  }

  function told(item, text, wrong) {
    var done = item.querySelector(".done");
    done.textContent = text;
    done.classList.toggle("wrong", Boolean(wrong));
  }

  function findings(item, rows) {
    var box = item.querySelector(".findings");
    box.textContent = "";
    rows.forEach(function (row) {
      var line = document.createElement("p");
      line.className = row.severity;
      line.textContent = row.code + " " + row.message + " → " + row.fix;
      box.appendChild(line);
    });
  }

  function show(made) {
    var item = entry(made.name);
    var form = item.querySelector(".form");
    findings(item, made.findings);
    if (made.outlook === "refused" || made.outlook === "unusable") {
      told(item, words.refused, true);
      return;
    }
    if (made.outlook === "present") told(item, words.present + made.present.join("、"));
    form.hidden = false;
    var first = made.suggestions[0];
    form.elements.code.value = made.folder || (first ? first.code : "");
    item.querySelector(".why").textContent = made.suggestions
      .map(function (one) {
        return one.code + " " + one.title + "（" + words.why + one.reasons.join("、") + "）";
      })
      .join("；");
    Object.keys(made.fields).forEach(function (name) {
      var field = form.elements[name];
      field.value = made.fields[name].value;
      if (made.fields[name].guessed) {
        field.classList.add("guessed");
        field.title = words.guess;
      }
    });
    form.elements.caption.value = made.caption;
    item.querySelector(".text").textContent = made.text;
    item.querySelector(".held").hidden = made.outlook !== "held";
    item.querySelector(".more").addEventListener("click", function () {
      var select = form.querySelector(".code");
      var more = select.cloneNode(true);
      more.value = "";
      this.parentNode.insertBefore(more, this);
    });
    item.querySelector(".forget").addEventListener("click", function () {
      post("forget?key=" + made.key, "").catch(function () {});
      form.hidden = true;
      told(item, words.left_out);
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      take(item, form, made);
    });
  }

  function changed(made, name, value) {
    var known = made.fields[name];
    return known && !known.guessed && known.value === value ? null : value;
  }

  function take(item, form, made) {
    var said = { key: made.key, codes: [], inside: form.elements.inside.checked };
    form.querySelectorAll(".code").forEach(function (select) {
      if (select.value && said.codes.indexOf(select.value) < 0) said.codes.push(select.value);
    });
    ["title", "doc_number", "issuer", "kind"].forEach(function (name) {
      said[name] = changed(made, name, form.elements[name].value.trim());
    });
    said.date = form.elements.date.value ? changed(made, "date", form.elements.date.value) : null;
    said.caption = form.elements.caption.value.trim() || null;
    var button = form.querySelector("[type=submit]");
    button.disabled = true;
    post("accept", JSON.stringify(said))
      .then(function (outcome) {
        var word = { added: words.added, linked: words.linked, present: words.there }[outcome.done];
        findings(item, outcome.findings);
        if (word) {
          form.hidden = true;
          told(item, word + outcome.path);
          document.getElementById("after").hidden = false;
        } else {
          told(item, words.refused, true);
          button.disabled = false;
        }
      })
      .catch(function (error) {
        told(item, error.message || words.gone, true);
        button.disabled = false;
      });
  }

  function walk(entryOf, path) {
    if (entryOf.isFile) {
      entryOf.file(function (file) {
        add(file, path + file.name);
      });
      return;
    }
    var reader = entryOf.createReader();
    (function more() {
      reader.readEntries(function (some) {
        some.forEach(function (one) {
          walk(one, path + entryOf.name + "/");
        });
        if (some.length) more();
      });
    })();
  }

  ["dragenter", "dragover"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      event.preventDefault();
      zone.classList.add("over");
    });
  });
  ["dragleave", "drop"].forEach(function (name) {
    document.addEventListener(name, function (event) {
      event.preventDefault();
      zone.classList.remove("over");
    });
  });
  document.addEventListener("drop", function (event) {
    Array.prototype.forEach.call(event.dataTransfer.items, function (item) {
      var entryOf = item.webkitGetAsEntry && item.webkitGetAsEntry();
      if (entryOf) walk(entryOf, "");
    });
  });
  document.getElementById("pick").addEventListener("change", function () {
    Array.prototype.forEach.call(this.files, function (file) {
      add(file);
    });
    this.value = "";
  });
})();
