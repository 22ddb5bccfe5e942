/* Search over the static index: finds every document that holds all terms of a query, loading only what it needs.
 *
 * `new JZ.Engine(load)` is given a function that promises what a key of the index holds, in pages that of
 * `JZ.scripts(base)`. ES2017, classic script; nothing in here or in what it uses but `JZ.scripts` needs a document.
 */
var JZ = typeof JZ === "object" ? JZ : {};

(function () {
  "use strict";

  var FORMAT = 3;
  var CLOSE = 40;

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
      if (next === JZ.Segment.MANY || wanted.every(function (one) { return one === next; })) left[count++] = kept[i];
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

  /** The texts of a record's fields; no run goes from one to another. */
  function fieldsOf(record) {
    return [record.title, record.number, record.issuer, record.caption, record.pageTexts.join("\n")];
  }

  /** Whether a record holds all terms: the last word on every hit. */
  function holds(record, terms) {
    var fields = fieldsOf(record);
    return terms.every(function (term) {
      return fields.some(function (field) { return JZ.text.holds(field, term); });
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

  /** A document that may be an answer; `proved` is true or false once that is known. */
  function Row(segment, number, score, tier, proved) {
    this.segment = segment;
    this.number = number;
    this.evidence = number >= segment.pages;
    this.score = score;
    this.tier = tier;
    this.proved = proved;
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

  /** Whether a row holds the terms, from its text; remembered in `row.proved`. */
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
        engine.segments = head.segments.map(function (one) { return new JZ.Segment(one, engine.load); });
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
    var total = this.segments.reduce(function (sum, one) { return sum + one.count; }, 0);
    var rows = [];
    this.segments.forEach(function (segment, i) {
      var ranked = score(segment, found[i], total);
      for (var j = 0; j < found[i].kept.length; j++) {
        rows.push(new Row(segment, found[i].kept[j], ranked.scores[j], ranked.tiers[j], answer.exact || undefined));
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

  /** All items, for who asks for no words. */
  Engine.prototype.everything = function () {
    var rows = [];
    this.segments.forEach(function (segment) {
      for (var number = segment.pages; number < segment.count; number++) {
        rows.push(new Row(segment, number, 0, 0, true));
      }
    });
    return rows;
  };

  /** Which facets there are. */
  Engine.prototype.facetNames = function () {
    return new Set([].concat.apply([], this.segments.map(function (one) { return one.facets; })));
  };

  /** One facet over all segments: Map of id to {id, name, within: Map of segment to its documents}. */
  Engine.prototype.facet = async function (name) {
    var segments = this.segments, values = new Map();
    var parts = await Promise.all(segments.map(function (segment) { return segment.facet(name); }));
    parts.forEach(function (part, i) {
      part.forEach(function (value) {
        var one = values.get(value.id);
        if (!one) values.set(value.id, (one = { id: value.id, name: value.name, within: new Map() }));
        one.within.set(segments[i], value.documents);
      });
    });
    return values;
  };

  /** A function of a row to the day of its document, 0 where not known. */
  Engine.prototype.days = async function () {
    var segments = this.segments;
    var all = await Promise.all(segments.map(function (segment) { return segment.days(); }));
    return function (row) { return all[segments.indexOf(row.segment)][row.number]; };
  };

  JZ.Engine = Engine;
  JZ.fieldsOf = fieldsOf;
  JZ.holds = holds;
})();
