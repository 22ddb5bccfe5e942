/* Loads the page anew when the site has been built anew; only the page that is looked at asks. ES2017. */
(function () {
  "use strict";
  var epoch = document.currentScript.getAttribute("data-epoch");
  var request = null;
  var timer = 0;

  function stop() {
    clearTimeout(timer);
    if (request) request.abort();
    request = null;
  }

  function wait() {
    stop();
    if (document.hidden) return;
    request = new XMLHttpRequest();
    request.onload = function () {
      if (this.status === 200 && this.responseText !== epoch) {
        location.reload();
      } else {
        timer = setTimeout(wait, this.status === 200 ? 0 : 2000);
      }
    };
    request.onerror = function () {
      timer = setTimeout(wait, 2000);
    };
    request.open("GET", "/-/turn?epoch=" + epoch);
    request.send();
  }

  document.addEventListener("visibilitychange", wait);
  window.addEventListener("beforeunload", stop);
  window.addEventListener("load", function () {
    setTimeout(wait, 0);
  });
})();
