/* What pages do beyond HTML: days to the inspection, the PDF at the page asked for, the print button,
   closed parts that open on paper.
   ES2017; everything here is an extra, the pages are whole without it. */
(function () {
  "use strict";

  function countdown(element) {
    var parts = element.getAttribute("data-countdown").split("-").map(Number);
    var now = new Date();
    var today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
    var days = Math.round((Date.UTC(parts[0], parts[1] - 1, parts[2]) - today) / 86400000);
    if (days < 0) return;
    element.textContent =
      days === 0
        ? element.getAttribute("data-today")
        : element.getAttribute("data-before").replace("{n}", String(days));
    element.parentNode.classList.add("jz-counting");
  }

  function openPdfAt(viewer, page) {
    var copy = viewer.cloneNode(true);
    var file = viewer.getAttribute("data").split("#")[0];
    copy.setAttribute("data", file + "#page=" + page + "&navpanes=0&view=FitH");
    copy.setAttribute("data-page", page);
    viewer.parentNode.replaceChild(copy, viewer);
  }

  function followPages() {
    var viewer = document.getElementById("jz-pdf");
    if (!viewer) return;
    if (!navigator.mimeTypes || !navigator.mimeTypes["application/pdf"]) {
      viewer.parentNode.classList.add("jz-viewer--none");
      return;
    }
    function follow() {
      var match = /^#p(\d+)$/.exec(location.hash);
      var current = document.getElementById("jz-pdf");
      if (match && current.getAttribute("data-page") !== match[1]) {
        openPdfAt(current, match[1]);
      }
    }
    document.addEventListener("click", function (event) {
      var link = event.target.closest ? event.target.closest("a[data-pdf-page]") : null;
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || window.innerWidth < 1100) return;
      event.preventDefault();
      location.hash = "p" + link.getAttribute("data-pdf-page");
    });
    window.addEventListener("hashchange", follow);
    follow();
  }

  function filterByUnit(form) {
    var select = form.elements.unit;
    var rows = document.querySelectorAll("tr[data-units]");

    function show() {
      var chosen = select.value;
      var left = 0;
      rows.forEach(function (row) {
        var own = !chosen || row.getAttribute("data-units").split(" ").indexOf(chosen) >= 0;
        row.hidden = !own;
        if (own) left += 1;
      });
      document.querySelectorAll("[data-by-unit]").forEach(function (section) {
        section.hidden = Boolean(chosen);
      });
      form.querySelector("strong").textContent = chosen
        ? form
            .getAttribute("data-units-of")
            .replace("{name}", select.options[select.selectedIndex].text)
            .replace("{n}", String(left))
        : "";
    }

    form.hidden = false;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
    });
    select.addEventListener("change", function () {
      show();
      try {
        history.replaceState(null, "", select.value ? "?unit=" + select.value : location.pathname);
      } catch (error) {
        return; // opened from a folder, where addresses stay as they are
      }
    });
    select.value = new URLSearchParams(location.search).get("unit") || "";
    if (select.selectedIndex < 0) select.value = "";
    show();
    if (select.value) window.scrollTo(0, 0);
  }

  function openForPaper() {
    document.querySelectorAll("[data-open-on-paper] details").forEach(function (details) {
      details.open = true;
    });
  }

  window.addEventListener("beforeprint", openForPaper);
  document.querySelectorAll("[data-units-of]").forEach(filterByUnit);
  document.querySelectorAll("[data-countdown]").forEach(countdown);
  document.querySelectorAll("[data-print]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      window.print();
    });
  });
  followPages();
})();
