/* The static index: finds every document that holds all terms of a query, loading only what it needs.
 *
 * The format is described where it is written: juanzong/index/terms.py and segment.py. Scripts of the index
 * call JZ.put(key, …); `new JZ.Engine(load)` is given a function that has one of them run, in pages that of
 * `JZ.scripts(base)`. ES2017; nothing else in here needs a document.
 */
var JZ = typeof JZ === "object" ? JZ : {};

(function () {
  "use strict";

  var FORMAT = 2;
  var SECOND = 0x200000;
  var FIRST_DAY = Date.UTC(1899, 11, 31);
  var ONE_BYTE = [];
  for (var code = 0; code < 128; code++) if ([0, 10, 13, 34, 92].indexOf(code) < 0) ONE_BYTE.push(code);

  var arrived = new Map();

  /** Called by the scripts of the index. */
  JZ.put = function (key) { arrived.set(key, Array.prototype.slice.call(arguments, 1)); };

  /** What a script handed over, once. */
  JZ.take = function (key) {
    var values = arrived.get(key);
    arrived.delete(key);
    return values;
  };

  /** Loads the index below `base` by classic scripts, which work on file:// too: a promise of what `key` holds. */
  JZ.scripts = function (base) {
    return function (key) {
      return new Promise(function (resolve, reject) {
        var script = document.createElement("script");
        script.charset = "utf-8";
        script.async = true;
        script.src = base + "search/" + key + ".js";
        script.onload = function () {
          script.remove();
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

  // --- bits ---------------------------------------------------------------------------------------------

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

  // --- small helpers ------------------------------------------------------------------------------------

  /** A map that forgets what was not asked for longest. */
  function Recent(room) { this.room = room; this.map = new Map(); }
  Recent.prototype.get = function (key) {
    var value = this.map.get(key);
    if (value !== undefined) { this.map.delete(key); this.map.set(key, value); }
    return value;
  };
  Recent.prototype.set = function (key, value) {
    this.map.set(key, value);
    if (this.map.size > this.room) this.map.delete(this.map.keys().next().value);
  };

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

  /** Both lists' common documents. */
  function common(some, others) {
    var kept = new Uint32Array(Math.min(some.length, others.length)), count = 0;
    for (var i = 0, j = 0; i < some.length && j < others.length; ) {
      if (some[i] === others[j]) { kept[count++] = some[i]; i++; j++; }
      else if (some[i] < others[j]) i++;
      else j++;
    }
    return kept.subarray(0, count);
  }

  function keyOf(gram) {
    var first = gram.codePointAt(0);
    var rest = gram.slice(first > 0xffff ? 2 : 1);
    return first * SECOND + (rest ? rest.codePointAt(0) : 0);
  }

  // --- one segment --------------------------------------------------------------------------------------

  function Segment(head, load) {
    this.id = head.id;
    this.count = head.count;
    this.pages = head.pages;
    this.lengths = head.lengths;
    this.lengthStep = Math.ceil(head.count / head.lengths.length);
    this.gone = new Set(head.gone);
    this.load = load;
    this.postings = new Recent(120);
    this.shards = new Recent(200);
    this.texts = new Recent(40);

    var bits = new Bits(head.first), first = 0, second = 0;
    this.firsts = new Float64Array(head.shards);
    for (var i = 0; i < head.shards; i++) {
      var step = bits.golomb(2);
      if (step) second = 0;
      first += step;
      second += bits.golomb(12);
      this.firsts[i] = first * SECOND + second;
    }
    this.textStarts = [];
    bits = new Bits(head.texts);
    for (var at = 0; at < head.count; at += bits.gamma()) this.textStarts.push(at);

    this.decode = new Array(0x800);
    this.units = new Uint16Array(0x800);
    var table = Array.from(head.table);
    for (i = 0; i < table.length; i++) {
      // A character that takes two units is kept out of the way: `plain` finds 0 and looks here.
      var place = i < ONE_BYTE.length ? ONE_BYTE[i] : 0x80 + i - ONE_BYTE.length;
      this.decode[place] = table[i];
      this.units[place] = table[i].length === 1 ? table[i].charCodeAt(0) : 0;
    }
    var mean = 0;
    for (i = 0; i < head.lengths.length; i++) mean += head.lengths[i];
    this.meanLength = mean / head.lengths.length || 1;
  }

  Segment.prototype.fetch = function (cache, name) {
    var known = cache.get(name);
    if (known) return known;
    var made = this.load(this.id + "/" + name);
    cache.set(name, made);
    made.catch(function () { cache.map.delete(name); });
    return made;
  };

  /** The number of the shard that would hold a term; -1 if none. */
  Segment.prototype.shardOf = function (key) { return floorIndex(this.firsts, key); };

  /** {documents, counts, next, marks} of a term; no documents if it is nowhere. */
  Segment.prototype.term = function (gram) {
    var known = this.postings.get(gram);
    if (known) return known;
    var segment = this, key = keyOf(gram), shard = this.shardOf(key);
    var made = shard < 0
      ? Promise.resolve(null)
      : this.fetch(this.shards, "t" + shard).then(function (values) {
          return segment.find(new Bits(values[0]), segment.firsts[shard], key);
        });
    made = made.then(function (found) {
      return found || { documents: new Uint32Array(0) };
    });
    this.postings.set(gram, made);
    var postings = this.postings;
    made.catch(function () { postings.map.delete(gram); });
    return made;
  };

  Segment.prototype.find = function (bits, first, key) {
    var order = bits.read(4), current = first;
    for (;;) {
      var df = bits.gamma(), wanted = current === key, paired = current % SECOND > 0;
      var rice = riceOrder(this.count, df), last = -1, i;
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

  Segment.prototype.plain = function (encoded) {
    var text = "", units = this.units, buffer = scratch, filled = 0;
    for (var i = 0; i < encoded.length; i++) {
      var unit = encoded.charCodeAt(i);
      if (unit < 0x7ff) {
        var made = units[unit];
        if (made) buffer[filled++] = made;
        else {
          var pair = this.decode[unit];
          buffer[filled++] = pair.charCodeAt(0);
          buffer[filled++] = pair.charCodeAt(1);
        }
      } else buffer[filled++] = unit === 0x7ff ? encoded.charCodeAt(++i) : unit;
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
    return this.encoded(shard).then(function (records) {
      var row = JSON.parse(segment.plain(records[number - segment.textStarts[shard]]));
      return {
        id: row[0], url: row[1], kind: ["evidence", "dossier", "page"][row[2]], title: row[3], number: row[4],
        issuer: row[5], caption: row[6], date: row[7], evidenceKind: row[8], format: row[9],
        clauses: row[10], pageNumbers: row[11], pageTexts: row[12]
      };
    });
  };

  Segment.prototype.facets = function () {
    var segment = this;
    if (!this.facetValues) {
      this.facetValues = this.load(this.id + "/f").then(function (values) {
        var bits = new Bits(values[1]), named = values[0], all = {};
        // Python writes the facets in order of their names; JSON keeps it.
        Object.keys(named).forEach(function (facet) {
          all[facet] = named[facet].map(function (row) {
            return { id: row[0], name: row[1], documents: readList(bits, segment.count, row[2]) };
          });
        });
        return all;
      });
      this.facetValues.catch(function () { segment.facetValues = null; });
    }
    return this.facetValues;
  };

  /** Day numbers of all documents, 0 where not known. */
  Segment.prototype.days = function () {
    var segment = this;
    if (!this.dayNumbers) {
      this.dayNumbers = this.load(this.id + "/d").then(function (values) {
        var bits = new Bits(values[0]), days = new Uint32Array(segment.count);
        for (var i = 0; i < days.length; i++) days[i] = bits.read(17);
        return days;
      });
      this.dayNumbers.catch(function () { segment.dayNumbers = null; });
    }
    return this.dayNumbers;
  };

  // --- searching ----------------------------------------------------------------------------------------

  var CLOSE = 40;
  // In `next`, where a pair stands more than once in a document, or the term is a single character.
  var MANY = 255;

  /** Which pairs of a long term to ask first: enough to cover it, at most five; the text decides anyway. */
  function cover(grams) {
    if (grams.length <= 3) return grams;
    var wanted = Math.min(5, Math.ceil((grams.length + 1) / 2)), chosen = new Set();
    for (var i = 0; i < wanted; i++) chosen.add(grams[Math.round((i * (grams.length - 1)) / (wanted - 1))]);
    return Array.from(chosen);
  }

  function lists(segment, grams) {
    return Promise.all(grams.map(function (gram) { return segment.term(gram); }));
  }

  /** What must follow a pair in a document that holds the term: the lowest bits of the characters after it. */
  function followers(term, gram) {
    var found = [];
    for (var at = term.indexOf(gram); at >= 0; at = term.indexOf(gram, at + 1)) {
      if (at + gram.length < term.length) found.push(term.codePointAt(at + gram.length) & 3);
    }
    return found;
  }

  /** Drop documents in which something else follows a pair's only occurrence. */
  function followed(kept, list, wanted) {
    if (!wanted.length) return kept;
    var left = new Uint32Array(kept.length), count = 0;
    for (var i = 0, j = 0; i < kept.length; i++) {
      while (list.documents[j] < kept[i]) j++;
      var next = list.next[j];
      if (next === MANY || wanted.every(function (one) { return one === next; })) left[count++] = kept[i];
    }
    return left.subarray(0, count);
  }

  /** Documents that hold all pairs of all terms; what was asked, for scoring. */
  function candidates(segment, terms) {
    var grams = terms.map(JZ.text.grams);
    var asked = grams.map(cover);
    function narrow(found, asked) {
      var all = [].concat.apply([], found).sort(function (a, b) { return a.documents.length - b.documents.length; });
      var kept = all.reduce(function (kept, one) { return kept ? common(kept, one.documents) : one.documents; }, null)
        || new Uint32Array(0);
      found.forEach(function (some, t) {
        some.forEach(function (list, g) { kept = followed(kept, list, followers(terms[t], asked[t][g])); });
      });
      return kept;
    }
    return Promise.all(asked.map(function (some) { return lists(segment, some); })).then(function (found) {
      var kept = narrow(found, asked);
      var more = asked.some(function (some, i) { return some.length < grams[i].length; });
      if (!more || kept.length <= CLOSE) return { kept: kept, found: found };
      return Promise.all(grams.map(function (all) { return lists(segment, all); })).then(function (every) {
        return { kept: narrow(every, grams), found: every };
      });
    });
  }

  var TIMES = [1, 2, 3.5, 6];
  var WEIGHTS = [[8, 6], [4, 8], [2, 2], [1, 2]];

  /** BM25F of each kept document; `tiers` counts the terms that its title or number seems to hold. */
  function score(segment, answer, total) {
    var kept = answer.kept, scores = new Float32Array(kept.length), tiers = new Uint8Array(kept.length);
    answer.found.forEach(function (grams) {
      var within = new Uint8Array(kept.length).fill(15);
      grams.forEach(function (gram) {
        var df = gram.documents.length;
        var weight = Math.log(1 + (total - df + 0.5) / (df + 0.5)) / grams.length;
        for (var i = 0, j = 0; i < kept.length; i++) {
          while (gram.documents[j] < kept[i]) j++;
          var times = TIMES[gram.counts[j]], marks = gram.marks[j];
          for (var f = 0; marks && f < 4; f++) if (marks & WEIGHTS[f][0]) times += WEIGHTS[f][1];
          var length = 0.25 + (0.75 * segment.lengthOf(kept[i])) / segment.meanLength;
          scores[i] += (weight * times * 2.2) / (times + 1.2 * length);
          within[i] &= marks;
        }
      });
      for (var i = 0; i < kept.length; i++) if (within[i] & 12) tiers[i]++;
    });
    return { scores: scores, tiers: tiers };
  }

  /** Which of the fields of a record hold a term. */
  function fieldsOf(record) {
    return [record.title, record.number, record.issuer, record.caption, record.pageTexts.join("\n")]
      .map(JZ.text.searchText);
  }

  function holds(record, terms) {
    var fields = fieldsOf(record);
    return terms.every(function (term) {
      return fields.some(function (field) { return field.indexOf(term) >= 0; });
    });
  }

  /** Give way to the page between slices of work. */
  function breathe() {
    return new Promise(function (resolve) {
      if (typeof MessageChannel === "function" && typeof window === "object") {
        var channel = new MessageChannel();
        channel.port1.onmessage = function () { channel.port1.close(); resolve(); };
        channel.port2.postMessage(0);
      } else setTimeout(resolve, 0);
    });
  }

  function Stale() { this.stale = true; }

  /** The answer to one query: ranked candidates, proved one after the other. */
  function Answer(engine, terms) {
    this.engine = engine;
    this.terms = terms;
    this.exact = terms.every(JZ.text.provedByPairs);
    this.rows = [];
    this.stopped = false;
  }

  /** Give up: whatever still runs ends with a `stale` error. */
  Answer.prototype.stop = function () { this.stopped = true; };

  Answer.prototype.check = function () { if (this.stopped) throw new Stale(); };

  /** Whether row `i` holds the terms, from its text; remembered in `row.proved`. */
  Answer.prototype.prove = async function (row) {
    if (row.proved === undefined) {
      if (this.exact) row.proved = true;
      else {
        var record = await row.segment.record(row.number);
        this.check();
        if (row.proved === undefined) row.proved = holds(record, this.terms);
      }
    }
    return row.proved;
  };

  /** The next proved rows from place `from` on, at most `count`; {rows, next}. */
  Answer.prototype.take = async function (rows, from, count) {
    var taken = [], at = from, answer = this;
    while (at < rows.length && taken.length < count) {
      var batch = rows.slice(at, at + count - taken.length);
      // All texts that will be shown are asked for at once.
      await Promise.all(batch.map(function (row) { return row.segment.encoded(row.segment.textShardOf(row.number)); }));
      this.check();
      for (var i = 0; i < batch.length && taken.length < count; i++, at++) {
        if (await answer.prove(batch[i])) taken.push(batch[i]);
      }
    }
    return { rows: taken, next: at };
  };

  /** Prove all rows, shard by shard; `progress(proved, left)` now and then. */
  Answer.prototype.proveAll = async function (rows, progress) {
    var answer = this, byShard = new Map(), left = 0, proved = 0;
    rows.forEach(function (row) {
      if (answer.exact) row.proved = true;
      if (row.proved !== undefined) { if (row.proved) proved++; return; }
      left++;
      var key = row.segment.id + "/" + row.segment.textShardOf(row.number);
      if (!byShard.has(key)) byShard.set(key, []);
      byShard.get(key).push(row);
    });
    var queue = Array.from(byShard.values()), since = Date.now(), told = since;
    async function work() {
      for (var group = queue.shift(); group; group = queue.shift()) {
        await group[0].segment.encoded(group[0].segment.textShardOf(group[0].number));
        for (var i = 0; i < group.length; i++) {
          if (await answer.prove(group[i])) proved++;
          left--;
        }
        if (Date.now() - since > 12) {
          await breathe();
          since = Date.now();
          if (progress && since - told > 250) { told = since; progress(proved, left); }
        }
        answer.check();
      }
    }
    await Promise.all([work(), work(), work(), work(), work(), work(), work(), work()]);
    return proved;
  };

  function Engine(load) {
    this.load = load;
    this.opened = null;
  }

  /** Load the head of the index, once. */
  Engine.prototype.open = function () {
    var engine = this;
    if (!this.opened) {
      this.opened = this.load("index").then(function (values) {
        var head = values[0];
        if (head.format !== FORMAT || head.text !== JZ.text.VERSION) throw new Error("version");
        engine.segments = head.segments.map(function (one) { return new Segment(one, engine.load); });
        return engine;
      });
      this.opened.catch(function () { engine.opened = null; });
    }
    return this.opened;
  };

  /** Candidates of a query, best first. `answer` may be stopped meanwhile. */
  Engine.prototype.search = async function (answer) {
    await this.open();
    answer.check();
    if (!answer.terms.length) return answer;
    var found = await Promise.all(this.segments.map(function (segment) {
      return candidates(segment, answer.terms);
    }));
    answer.check();
    var total = this.segments.reduce(function (sum, one) { return sum + one.count - one.gone.size; }, 0);
    var rows = [];
    this.segments.forEach(function (segment, i) {
      var ranked = score(segment, found[i], total);
      for (var j = 0; j < found[i].kept.length; j++) {
        var number = found[i].kept[j];
        if (segment.gone.has(number)) continue;
        rows.push({
          segment: segment, number: number, evidence: number >= segment.pages,
          score: ranked.scores[j], tier: ranked.tiers[j], proved: answer.exact || undefined
        });
      }
    });
    rows.sort(function (a, b) {
      return b.tier - a.tier || b.score - a.score || a.number - b.number;
    });
    answer.rows = rows;
    return answer;
  };

  /** In how many files the texts are. */
  Engine.prototype.textFiles = function () {
    return this.segments.reduce(function (sum, one) { return sum + one.textStarts.length; }, 0);
  };

  Engine.prototype.answer = function (query) { return new Answer(this, JZ.text.terms(query)); };

  /** Facets over all segments: {facet: Map of id to {id, name, within: Map of segment to its documents}}. */
  Engine.prototype.facets = async function () {
    var segments = this.segments;
    var parts = await Promise.all(segments.map(function (segment) { return segment.facets(); }));
    var merged = {};
    parts.forEach(function (part, i) {
      Object.keys(part).forEach(function (facet) {
        var values = merged[facet] || (merged[facet] = new Map());
        part[facet].forEach(function (value) {
          var one = values.get(value.id);
          if (!one) values.set(value.id, (one = { id: value.id, name: value.name, within: new Map() }));
          one.within.set(segments[i], value.documents);
        });
      });
    });
    return merged;
  };

  Engine.prototype.days = async function () {
    var segments = this.segments;
    var all = await Promise.all(segments.map(function (segment) { return segment.days(); }));
    return function (row) { return all[segments.indexOf(row.segment)][row.number]; };
  };

  JZ.Engine = Engine;
  JZ.FIRST_DAY = FIRST_DAY;
  JZ.fieldsOf = fieldsOf;
})();
