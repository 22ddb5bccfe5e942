/* Bits in the index's scripts, seven to a character: twin of juanzong/index/bits.py. ES2017, classic script. */
var JZ = typeof JZ === "object" ? JZ : {};

(function () {
  "use strict";

  var FORBIDDEN = [0, 10, 13, 34, 92];

  function Bits(text) {
    var bytes = new Uint8Array(text.length);
    for (var i = 0; i < text.length; i++) {
      var unit = text.charCodeAt(i);
      bytes[i] = unit < 128 ? unit : FORBIDDEN[unit - 128];
    }
    this.bytes = bytes;
    this.at = 0;
    this.held = 0;
    this.size = 0;
  }

  /** `count` bits as a number; up to 21. */
  Bits.prototype.read = function (count) {
    while (this.size < count) {
      this.held = (this.held << 7) | this.bytes[this.at++];
      this.size += 7;
    }
    this.size -= count;
    var value = this.held >>> this.size;
    this.held &= (1 << this.size) - 1;
    return value;
  };

  /** The number of zeros before the next one, which is read too. */
  Bits.prototype.zeros = function () {
    var count = 0;
    while (this.held === 0) {
      if (this.at >= this.bytes.length) throw new Error("damaged");
      count += this.size;
      this.held = this.bytes[this.at++];
      this.size = 7;
    }
    var left = 31 - Math.clz32(this.held);
    count += this.size - left - 1;
    this.size = left;
    this.held &= (1 << left) - 1;
    return count;
  };

  Bits.prototype.gamma = function () {
    var width = this.zeros();
    return (1 << width) | this.read(width);
  };

  Bits.prototype.golomb = function (order) {
    var head = this.gamma() - 1;
    return (head << order) | this.read(order);
  };

  Bits.prototype.rice = function (order) {
    var head = this.zeros();
    return (head << order) | this.read(order);
  };

  Bits.prototype.ended = function () {
    return this.at >= this.bytes.length && this.held === 0;
  };

  function riceOrder(documents, df) {
    var mean = Math.floor((documents * 69) / (df * 100));
    return mean > 0 ? 31 - Math.clz32(mean) : 0;
  }

  /** The documents of a list of `df`. */
  function readList(bits, documents, df) {
    var order = riceOrder(documents, df);
    var list = new Uint32Array(df);
    for (var i = 0, last = -1; i < df; i++) list[i] = last += bits.rice(order) + 1;
    return list;
  }

  JZ.Bits = Bits;
  JZ.FORBIDDEN = FORBIDDEN;
  JZ.riceOrder = riceOrder;
  JZ.readList = readList;
})();
