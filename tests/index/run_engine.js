"use strict";
// The engine of the search page, run by node over an index on disk: reads {root, queries} from standard
// input, writes for each query the sorted ids it finds, all of them proved.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const assets = path.join(__dirname, "../../juanzong/site/assets/search");
for (const name of ["text.js", "loading.js", "bits.js", "segment.js", "engine.js"]) {
  vm.runInThisContext(fs.readFileSync(path.join(assets, name), "utf8"), name);
}

const { root, queries } = JSON.parse(fs.readFileSync(0, "utf8"));
let bytes = 0;
const engine = new JZ.Engine(async (key) => {
  const source = fs.readFileSync(path.join(root, `${key}.js`));
  bytes += source.length;
  vm.runInThisContext(source.toString("utf8"), key);
  return JZ.take(key);
});

(async () => {
  const found = [];
  for (const query of queries) {
    const answer = await engine.search(engine.answer(query));
    const count = await answer.proveAll(answer.rows);
    const proved = answer.rows.filter((row) => row.proved);
    if (count !== proved.length) throw new Error("counted otherwise than shown");
    const records = await Promise.all(proved.map((row) => row.segment.record(row.number)));
    found.push({
      ids: records.map((record) => record.id), titles: records.map((record) => record.title),
      candidates: answer.rows.length, exact: answer.exact,
    });
  }
  process.stdout.write(JSON.stringify({ found, bytes }));
})();
