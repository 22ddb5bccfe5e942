"use strict";
// `JZ.Recent` of the search page, run by node: reads {room, steps}, each step a key with the weight of its value
// (negative: its promise fails); writes for each step [was made anew, keys kept, their weight].
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const source = path.join(__dirname, "../../juanzong/site/assets/search/loading.js");
vm.runInThisContext(fs.readFileSync(source, "utf8"), "loading.js");

const { room, steps } = JSON.parse(fs.readFileSync(0, "utf8"));
const recent = new JZ.Recent(room);

(async () => {
  const said = [];
  for (const [key, weight] of steps) {
    let made = false;
    const promise = recent.get(key, () => {
      made = true;
      return weight < 0 ? Promise.reject(new Error(key)) : Promise.resolve(weight);
    }, (value) => value);
    await promise.catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    said.push([made, Array.from(recent.map.keys()), recent.weight]);
  }
  process.stdout.write(JSON.stringify(said));
})();
