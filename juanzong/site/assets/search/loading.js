/* What the index hands to a page: its scripts call JZ.put(key, …), whoever asked for them takes it. ES2017.
 *
 * Classic scripts work on file:// too, where nothing else can be read. Nothing is kept in here: a script's
 * text is garbage as soon as it was taken, and what is decoded is kept in `Recent`, of which there is little.
 */
var JZ = typeof JZ === "object" ? JZ : {};

(function () {
  "use strict";

  var arrived = new Map();

  /** Called by the scripts of the index. */
  JZ.put = function (key) { arrived.set(key, Array.prototype.slice.call(arguments, 1)); };

  /** What a script handed over, once. */
  JZ.take = function (key) {
    var values = arrived.get(key);
    arrived.delete(key);
    return values;
  };

  // Browsers do not count the sources of scripts that have run as memory to be won back, and let hundreds of MB
  // of them lie. They do count buffers, also one that is never written to and takes none: a new one now and then
  // has what lies about collected.
  var SCRIPTS = 30, BUFFER = 1 << 26, loaded = 0, reminder = null;

  function remind() {
    if (++loaded % SCRIPTS) return;
    try {
      reminder = new ArrayBuffer(BUFFER);
    } catch (error) {
      reminder = null;
    }
  }

  /** Loads the index below `base`: a function that promises what a key holds. */
  JZ.scripts = function (base) {
    return function (key) {
      var here = JZ.take(key);
      if (here) return Promise.resolve(here);
      return new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.charset = "utf-8";
        script.async = true;
        script.src = base + "search/" + key + ".js";
        script.onload = function () {
          script.remove();
          remind();
          var values = JZ.take(key);
          if (values) resolve(values);
          else reject(new Error(key));
        };
        script.onerror = function () {
          script.remove();
          reject(new Error(key));
        };
        document.head.appendChild(script);
      });
    };
  };

  /** A map of promises that forgets what was not asked for longest; what it keeps weighs at most `room`. */
  function Recent(room) {
    this.room = room;
    this.weight = 0;
    this.map = new Map();
  }

  Recent.prototype.drop = function (key) {
    var entry = this.map.get(key);
    if (!entry) return;
    this.weight -= entry.weight;
    this.map.delete(key);
  };

  /** What is kept under a key, else what `make()` promises; `weigh(value)` says its weight, 1 if there is none. */
  Recent.prototype.get = function (key, make, weigh) {
    var recent = this, known = this.map.get(key);
    if (known) {
      this.map.delete(key);
      this.map.set(key, known);
      return known.promise;
    }
    var entry = { promise: make(), weight: 0 };
    this.map.set(key, entry);
    entry.promise.then(function (value) {
      if (recent.map.get(key) !== entry) return;
      recent.weight += entry.weight = weigh ? weigh(value) : 1;
      while (recent.weight > recent.room && recent.map.size > 1) recent.drop(recent.map.keys().next().value);
    }, function () {
      if (recent.map.get(key) === entry) recent.drop(key);
    });
    return entry.promise;
  };

  JZ.Recent = Recent;
})();
