/* One segment of the index: its terms, its texts, its facets; loads what is asked for. ES2017, classic script.
 *
 * The format is described where it is written: juanzong/index/terms.py and segment.py.
 */
var JZ = typeof JZ === "object" ? JZ : {};

(function () {
  "use strict";

  var SECOND = 0x200000;
  // Which of the characters that may stand in a script's strings a unit is: texts are numbers to this base.
  var DIGITS = new Uint8Array(128), BASE = 0;
  for (var code = 0; code < 128; code++) if (JZ.FORBIDDEN.indexOf(code) < 0) DIGITS[code] = BASE++;
  // In `next`, where a pair stands more than once in a document, or the term is a single character.
  var MANY = 255;
  var NOWHERE = { documents: new Uint32Array(0) };

  /** The last place whose value is not greater. */
  function floorIndex(sorted, value) {
    var low = 0, high = sorted.length;
    while (low < high) {
      var middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  function keyOf(gram) {
    var first = gram.codePointAt(0);
    var rest = gram.slice(first > 0xffff ? 2 : 1);
    return first * SECOND + (rest ? rest.codePointAt(0) : 0);
  }

  // What is kept, in shards, postings and records; all of it together is a few MB.
  var SHARDS = 200, POSTINGS = 400000, TEXTS = 60, RECORDS = 60;

  function Segment(head, load) {
    this.id = head.id;
    this.count = head.count;
    this.pages = head.pages;
    this.lengths = head.lengths;
    this.lengthStep = Math.ceil(head.count / head.lengths.length);
    this.facets = head.facets;
    this.load = load;
    this.shards = new JZ.Recent(SHARDS);
    this.postings = new JZ.Recent(POSTINGS);
    this.texts = new JZ.Recent(TEXTS);
    this.records = new JZ.Recent(RECORDS);
    this.whole = new JZ.Recent(Infinity);

    var bits = new JZ.Bits(head.first), first = 0, second = 0;
    this.firsts = new Float64Array(head.shards);
    for (var i = 0; i < head.shards; i++) {
      var step = bits.golomb(2);
      if (step) second = 0;
      first += step;
      second += bits.golomb(12);
      this.firsts[i] = first * SECOND + second;
    }
    this.textStarts = [];
    bits = new JZ.Bits(head.texts);
    for (var at = 0; at < head.count; at += bits.gamma()) this.textStarts.push(at);

    this.singles = head.singles;
    this.table = Array.from(head.table);
    // A character that takes two units is kept out of the way: `plain` finds 0 and looks into the table.
    this.units = Uint16Array.from(this.table, function (char) { return char.length === 1 ? char.charCodeAt(0) : 0; });
    var mean = 0;
    for (i = 0; i < head.lengths.length; i++) mean += head.lengths[i];
    this.meanLength = mean / head.lengths.length || 1;
  }

  /** A promise of what one of the segment's files holds, kept in one of its caches. */
  Segment.prototype.fetch = function (cache, name) {
    var segment = this;
    return cache.get(name, function () { return segment.load(segment.id + "/" + name); });
  };

  /** {documents, counts, next, marks} of a term; no documents if it is nowhere. */
  Segment.prototype.term = function (gram) {
    var segment = this, key = keyOf(gram), shard = floorIndex(this.firsts, key);
    if (shard < 0) return Promise.resolve(NOWHERE);
    return this.postings.get(gram, function () {
      return segment.fetch(segment.shards, "t" + shard).then(function (values) {
        return segment.find(new JZ.Bits(values[0]), segment.firsts[shard], key) || NOWHERE;
      });
    }, function (found) { return found.documents.length + 1; });
  };

  Segment.prototype.find = function (bits, first, key) {
    var order = bits.read(4), current = first;
    for (;;) {
      var df = bits.gamma(), wanted = current === key, paired = current % SECOND > 0;
      var rice = JZ.riceOrder(this.count, df), last = -1, i;
      var documents = wanted ? new Uint32Array(df) : null;
      var counts = wanted ? new Uint8Array(df) : null;
      var next = wanted ? new Uint8Array(df).fill(MANY) : null;
      for (i = 0; i < df; i++) {
        last += bits.rice(rice) + 1;
        var count = 0, follows = MANY;
        if (paired) {
          if (bits.read(1)) count = bits.read(1) ? 2 + bits.read(1) : 1;
          else follows = bits.read(2);
        }
        if (wanted) { documents[i] = last; counts[i] = count; next[i] = follows; }
      }
      var marked = bits.gamma() - 1, marks = wanted ? new Uint8Array(df) : null;
      for (i = 0, last = -1; i < marked; i++) {
        last += bits.gamma();
        var fields = bits.read(4);
        if (wanted) marks[last] = fields;
      }
      if (wanted) return { documents: documents, counts: counts, next: next, marks: marks };
      if (current > key || bits.ended()) return null;
      if (bits.read(1)) {
        current = (Math.floor(current / SECOND) + 1 + bits.golomb(5)) * SECOND;
        order = bits.read(4);
      } else {
        current += 1 + bits.golomb(order);
      }
    }
  };

  Segment.prototype.lengthOf = function (number) {
    return this.lengths[Math.min(Math.floor(number / this.lengthStep), this.lengths.length - 1)];
  };

  Segment.prototype.textShardOf = function (number) { return floorIndex(this.textStarts, number); };

  var scratch = new Uint16Array(4096);

  /** The text of what `TextCode` encoded. */
  Segment.prototype.plain = function (encoded) {
    var text = "", units = this.units, singles = this.singles, buffer = scratch, filled = 0;
    function digit(at) { return DIGITS[encoded.charCodeAt(at)]; }
    for (var i = 0; i < encoded.length; i++) {
      var place = digit(i), char = "";
      if (place === BASE - 1) {
        char = String.fromCodePoint((digit(i + 1) * BASE + digit(i + 2)) * BASE + digit(i + 3));
        i += 3;
      } else {
        if (place >= singles) place = singles + (place - singles) * BASE + digit(++i);
        if (!units[place]) char = this.table[place];
      }
      if (!char) buffer[filled++] = units[place];
      else for (var unit = 0; unit < char.length; unit++) buffer[filled++] = char.charCodeAt(unit);
      if (filled > 4090) {
        text += String.fromCharCode.apply(null, buffer.subarray(0, filled));
        filled = 0;
      }
    }
    return text + String.fromCharCode.apply(null, buffer.subarray(0, filled));
  };

  /** Load a text shard: the records of its documents in their code. */
  Segment.prototype.encoded = function (shard) { return this.fetch(this.texts, "x" + shard); };

  /** What a document shows. */
  Segment.prototype.record = function (number) {
    var segment = this, shard = this.textShardOf(number);
    return this.records.get(number, function () {
      return segment.encoded(shard).then(function (records) {
        var row = JSON.parse(segment.plain(records[number - segment.textStarts[shard]]));
        return {
          id: row[0], url: row[1], kind: ["evidence", "dossier", "page"][row[2]], title: row[3], number: row[4],
          issuer: row[5], caption: row[6], date: row[7], evidenceKind: row[8], format: row[9],
          clauses: row[10], pageNumbers: row[11], pageTexts: row[12]
        };
      });
    });
  };

  /** The values of a facet, in order of their keys: [{id, name, documents}]. */
  Segment.prototype.facet = function (name) {
    var segment = this;
    if (this.facets.indexOf(name) < 0) return Promise.resolve([]);
    return this.whole.get(name, function () {
      return segment.load(segment.id + "/f-" + name).then(function (values) {
        var bits = new JZ.Bits(values[1]);
        return values[0].map(function (row) {
          return { id: row[0], name: row[1], documents: JZ.readList(bits, segment.count, row[2]) };
        });
      });
    });
  };

  /** Day numbers of all documents, 0 where not known. */
  Segment.prototype.days = function () {
    var segment = this;
    return this.whole.get("days", function () {
      return segment.load(segment.id + "/d").then(function (values) {
        var bits = new JZ.Bits(values[0]), days = new Uint32Array(segment.count);
        for (var i = 0; i < days.length; i++) days[i] = bits.read(17);
        return days;
      });
    });
  };

  Segment.MANY = MANY;
  JZ.Segment = Segment;
})();
