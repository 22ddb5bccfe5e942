"use strict";
// The browser's half of the text discipline, run by node: reads texts from standard input, writes for each
// [search text, the same with places, starts, ends, terms, grams, proved by pairs]; of {searchTexts} the search
// texts alone; of {pairs} of a text and a term whether the one holds the other, and a place.
const fs = require("fs");
const path = require("path");
const vm = require("vm");

const source = path.join(__dirname, "../../juanzong/site/assets/search/text.js");
vm.runInThisContext(fs.readFileSync(source, "utf8"), "text.js");

const said = JSON.parse(fs.readFileSync(0, "utf8"));
function all(text) {
  const search = JZ.text.searchText(text);
  const { text: placed, starts, ends } = JZ.text.normalise(text);
  return [search, placed, starts, ends, JZ.text.terms(text), JZ.text.grams(search), JZ.text.provedByPairs(search)];
}
let answers;
if (said.searchTexts) answers = said.searchTexts.map(JZ.text.searchText);
else if (said.pairs) answers = said.pairs.map(([text, term]) => [JZ.text.holds(text, term), JZ.text.place(text, term)]);
else answers = said.map(all);
process.stdout.write(JSON.stringify(answers));
