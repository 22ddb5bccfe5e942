/* SHA-256 of texts and files, and the digests that the site was built with, loaded by classic scripts, which work
 * on file:// too. Browsers keep their own (crypto.subtle) from pages opened there, and it takes no file by pieces.
 * ES2017. The scripts below check/ call JZCheck.put(shard, rows); rows are by the item's number:
 * [title, file, bytes, SHA-256 of the file here, SHA-256 of the original, of the shown text, of the indexed text].
 */
var JZCheck = (function () {
  "use strict";

  var K = new Uint32Array(64), START = new Uint32Array(8), W = new Uint32Array(64);

  /** The first 32 bits of the fractional parts of roots of the first primes (FIPS 180-4 §4.2.2, §5.3.3). */
  (function () {
    function bits(root) { return Math.floor((root - Math.floor(root)) * 4294967296); }
    for (var n = 2, found = 0; found < 64; n++) {
      var prime = true;
      for (var d = 2; d * d <= n && prime; d++) prime = n % d !== 0;
      if (!prime) continue;
      if (found < 8) START[found] = bits(Math.sqrt(n));
      K[found++] = bits(Math.cbrt(n));
    }
  })();

  function Sha256() {
    this.state = START.slice();
    this.rest = new Uint8Array(64);
    this.filled = 0;
    this.length = 0;
  }

  function mix(h, bytes, at) {
    for (var i = 0; i < 16; i++, at += 4) {
      W[i] = (bytes[at] << 24) | (bytes[at + 1] << 16) | (bytes[at + 2] << 8) | bytes[at + 3];
    }
    for (; i < 64; i++) {
      var x = W[i - 15], y = W[i - 2];
      W[i] = (W[i - 16] + W[i - 7] + (((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
        (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10))) | 0;
    }
    var a = h[0], b = h[1], c = h[2], d = h[3], e = h[4], f = h[5], g = h[6], last = h[7];
    for (i = 0; i < 64; i++) {
      var one = (last + (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
        ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
      var two = ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) +
        ((a & b) ^ (a & c) ^ (b & c))) | 0;
      last = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
    }
    h[0] += a; h[1] += b; h[2] += c; h[3] += d; h[4] += e; h[5] += f; h[6] += g; h[7] += last;
  }

  Sha256.prototype.update = function (bytes) {
    var at = 0;
    this.length += bytes.length;
    if (this.filled) {
      at = Math.min(64 - this.filled, bytes.length);
      this.rest.set(bytes.subarray(0, at), this.filled);
      this.filled += at;
      if (this.filled < 64) return this;
      mix(this.state, this.rest, 0);
      this.filled = 0;
    }
    for (; at + 64 <= bytes.length; at += 64) mix(this.state, bytes, at);
    this.rest.set(bytes.subarray(at), 0);
    this.filled = bytes.length - at;
    return this;
  };

  Sha256.prototype.hex = function () {
    var end = new Uint8Array(this.filled < 56 ? 64 : 128), high = Math.floor(this.length / 536870912);
    end.set(this.rest.subarray(0, this.filled));
    end[this.filled] = 128;
    new DataView(end.buffer).setUint32(end.length - 8, high);
    new DataView(end.buffer).setUint32(end.length - 4, (this.length << 3) >>> 0);
    for (var at = 0; at < end.length; at += 64) mix(this.state, end, at);
    return Array.from(this.state).map(function (word) { return ("0000000" + word.toString(16)).slice(-8); }).join("");
  };

  var arrived = new Map();

  function load(base, shard) {
    return new Promise(function (resolve, reject) {
      if (arrived.has(shard)) return resolve(arrived.get(shard));
      var script = document.createElement("script");
      script.charset = "utf-8";
      script.src = base + "check/" + shard + ".js";
      script.onload = function () { arrived.has(shard) ? resolve(arrived.get(shard)) : reject(new Error(shard)); };
      script.onerror = function () { reject(new Error(shard)); };
      document.head.appendChild(script);
    });
  }

  return {
    Sha256: Sha256,
    load: load,
    put: function (shard, rows) { arrived.set(shard, rows); },
    /** The digest of a text without its blanks, as `juanzong.site.digests` makes it. */
    ofText: function (text) {
      var bare = text.replace(/[\u0000-\u0020\u007f-\u00a0\u3000\ufeff]/g, "");
      return new Sha256().update(new TextEncoder().encode(bare)).hex();
    },
    shardOf: function (id) { return id.slice(0, 2); }
  };
})();
