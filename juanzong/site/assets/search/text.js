/* The one text discipline, in the browser: twin of juanzong/text.py, which explains it. ES2017, classic script.
 *
 * The tables are those of juanzong/data/fold.json and radicals.json (of the latter what NFKC does not do);
 * tests/index hold both sides to each other. Places are counted in UTF-16 units, as in all of JavaScript.
 */
var JZ = typeof JZ === "object" ? JZ : {};

JZ.text = (function () {
  "use strict";

  var SPACES = "9-d 1c-20 85 a0 1680 2000-200a 2028-2029 202f 205f 3000";
  var IGNORABLE =
    "0-8 e-1b 7f-84 86-9f ad 34f 61c 115f-1160 17b4-17b5 180b-180e 200b-200f 202a-202e 2060-206f " +
    "3164 d800-dfff fe00-fe0f feff ffa0 fff0-fffb 1bca0-1bca3 1d173-1d17a e0000-e0fff";
  var CJK = "2e80-2fff 3001-30ff 3100-312f 31a0-31ff 3200-4dbf 4e00-9fff f900-faff fe30-fe4f 20000-3ffff";
  var FOLD =
    "41-5a a8-aa af-df 100-24e 2b0-2b8 2d8-2e4 370-376 37a-37f 384-38a 38c 38e-3a1 3a3-3ab 3c2 3c" +
    "f-42f 460-480 48a-52e 531-556 587 675-678 958-95f 9dc-9dd 9df a33 a36 a59-a5b a5e b5c-b5d e3" +
    "3 eb3 edc-edd f0c f43 f4d-f5c f69 f76-f79 f93 f9d-fac fb9 10a0-10c5 10c7 10cd 10fc 13f8-13fd" +
    " 1c80-1c88 1c90-1cba 1cbd-1cbf 1d2c-1d6a 1d78 1d9b-1dbf 1e00-1efe 1f08-1f0f 1f18-1f1d 1f28-1" +
    "f2f 1f38-1f3f 1f48-1f4d 1f59 1f5b 1f5d 1f5f 1f68-1f7d 1f80-1fb4 1fb7-1fc4 1fc7-1fd3 1fd8-1fd" +
    "b 1fdd-1fef 1ff2-1ff4 1ff7-1ffe 2011-2017 2024-2026 2033-203e 2047-2049 2057 2070-2071 2074-" +
    "208e 2090-209c 20a8 2100-2189 222c-2230 2329-232a 2460-24ea 2a0c 2a74-2a76 2adc 2c00-2c2e 2c" +
    "60-2ce2 2ceb-2ced 2cf2 2d6f 2e82-2e99 2e9b-2ef3 2f00-2fd5 3010-3017 3036-303a 309b-309f 30ff" +
    " 3131-3132 3134 3137-3139 3140-314e 3165-318e 3192-319f 3200-321e 3220-3247 3250-33ff a640-a" +
    "66c a680-a69d a722-a770 a779-a7be a7c2-a7c6 a7f8-a7f9 ab5c-ab5f ab70-abbf f900-fa6d fa70-fad" +
    "9 fb00-fb06 fb13-fb17 fb1d fb1f-fb36 fb38-fb3c fb3e fb40-fb41 fb43-fb44 fb46-fbb1 fbd3-fd3d " +
    "fd50-fd8f fd92-fdc7 fdf0-fdfc fe10-fe19 fe30-fe52 fe54-fe66 fe68-fe6b fe70-fe74 fe76-fefc ff" +
    "01-ff9d ffa1-ffa2 ffa4 ffa7-ffa9 ffb0-ffbe ffe0-ffe6 ffe8-ffee 10400-10427 104b0-104d3 10c80" +
    "-10cb2 118a0-118bf 16e40-16e5f 1d15e-1d164 1d1bb-1d1c0 1d400-1d454 1d456-1d49c 1d49e-1d49f 1" +
    "d4a2 1d4a5-1d4a6 1d4a9-1d4ac 1d4ae-1d4b9 1d4bb 1d4bd-1d4c3 1d4c5-1d505 1d507-1d50a 1d50d-1d5" +
    "14 1d516-1d51c 1d51e-1d539 1d53b-1d53e 1d540-1d544 1d546 1d54a-1d550 1d552-1d6a5 1d6a8-1d7cb" +
    " 1d7ce-1d7ff 1e900-1e921 1ee00-1ee03 1ee05-1ee1f 1ee21-1ee22 1ee24 1ee27 1ee29-1ee32 1ee34-1" +
    "ee37 1ee39 1ee3b 1ee42 1ee47 1ee49 1ee4b 1ee4d-1ee4f 1ee51-1ee52 1ee54 1ee57 1ee59 1ee5b 1ee" +
    "5d 1ee5f 1ee61-1ee62 1ee64 1ee67-1ee6a 1ee6c-1ee72 1ee74-1ee77 1ee79-1ee7c 1ee7e 1ee80-1ee89" +
    " 1ee8b-1ee9b 1eea1-1eea3 1eea5-1eea9 1eeab-1eebb 1f100-1f10a 1f110-1f14f 1f16a-1f16c 1f190 1" +
    "f200-1f202 1f210-1f23b 1f240-1f248 1f250-1f251 2f800-2fa1d";
  var BASE =
    "3c-7a a8-aa af-103 112-113 130-133 149-14d 15a-16b 17f 1a0-1a1 1af-1b7 1c7-1cc 1ea-1f3 226-2" +
    "2f 292 2b0-2b8 2d8-2e3 37a 384-389 38f-3a1 3a5-3d4 3f1-3f5 406 410-44d 456 474-475 4d8-4d9 4" +
    "e8-4e9 627 648-64a 6c1 6d2-6d5 928-933 958-95f 9c7 9dc-9dd 9df a33 a36 a59-a5b a5e b47 b5c-b" +
    "5d b92 bc6-bc7 c46 cbf cc6 cca d46-d47 dd9-ddc f76-f79 1025 1100-1112 1b05-1b11 1b3a-1b42 1c" +
    "82 1d2c-1d68 1d9c-1da0 1dbb-1dbe 1e36-1e37 1e5a-1e63 1e9e-1ea1 1eb8-1eb9 1ecc-1ecd 1f00-1f11" +
    " 1f18-1f19 1f20-1f41 1f48-1f49 1f50-1f51 1f59 1f60-1f7d 1f80-1fb4 1fb6-1fc4 1fc6-1fcf 1fdd-1" +
    "fdf 1fed-1fee 1ff2-1ff4 1ff6-1ffe 2017 203e 2071 207c-207f 208c 2090-209c 20a8 2100-213b 214" +
    "5-2149 2160-217f 2190-2194 21d0-21d4 2203-220b 2223-2225 223c-224d 2261-2265 2272-2287 2291-" +
    "2292 22a2-22b5 24b6-24e9 2a74-2a76 2adc 2c7c-2c7d 3046-307b 309b-309d 30a6-30db 30ef-30f2 30" +
    "fd-30ff 3131-3132 3134 3137-3139 3141-314e 3250 3260-327e 32cc-32ed 32fb-330c 3317-3346 3357" +
    " 3371-339e 33a7-33df 33ff ac00-d7a3 fb00-fb06 fb1d fb1f fb2a-fb36 fb38-fb3c fb3e fb40-fb41 f" +
    "b43-fb44 fb46-fb4e fba6-fbaf fbea-fbef fc04-fc14 fc32-fc96 fcd9 fcf2-fd08 fd12-fd24 fd3c-fd3" +
    "d fd5a fd69 fd74-fd81 fd8b fd9a-fdc7 fdf0-fdf1 fe49-fe4c fe64-fe66 fe70-fe74 fe76-fe7f fe8d-" +
    "fe8e feed-fefc ff1c-ff5a ff66 ff73-ff8e ff9c ffa1-ffa2 ffa4 ffa7-ffa9 ffb1-ffbe ffe3 ffe9-ff" +
    "eb 11099-1109b 110a5 11131-11132 11347 114b9 115b8-115b9 1d15e-1d164 1d1bb-1d1c0 1d400-1d454" +
    " 1d456-1d49c 1d49e-1d49f 1d4a2 1d4a5-1d4a6 1d4a9-1d4ab 1d4ae-1d4b9 1d4bb 1d4bd-1d4c3 1d4c5-1" +
    "d505 1d507-1d50a 1d50d-1d513 1d516-1d51c 1d51e-1d539 1d53b-1d53e 1d540-1d544 1d546 1d54a-1d5" +
    "50 1d552-1d6a3 1d6a8-1d7c8 1ee00 1ee05-1ee09 1ee29 1ee49 1ee69 1ee80-1ee89 1eea5-1eea9 1f12b" +
    "-1f14f 1f16a-1f16c 1f190 1f200-1f202";
  var MARKS =
    "300-34e 350-36f 483-487 591-5c7 610-61a 64b-65f 670 6d6-6ed 711 730-74a 7eb-7f3 7fd 816-82d " +
    "859-85b 8d3-8ff 93c 94d-954 9bc-9be 9cd 9d7 9fe a3c a4d abc acd b3c-b3e b4d b56-b57 bbe bcd " +
    "bd7 c4d c55-c56 cbc-cc2 ccd cd5-cd6 d3b-d3e d4d d57 dca dcf ddf e38-e3a e48-e4b eb8-eba ec8-" +
    "ecb f18-f19 f35-f39 f71-f87 fc6 102e 1037-103a 108d 1161-1175 11a8-11c2 135d-135f 1714 1734 " +
    "17d2 17dd 18a9 1939-193b 1a17-1a18 1a60 1a75-1a7c 1a7f 1ab0-1abd 1b34-1b35 1b44 1b6b-1b73 1b" +
    "aa-1bab 1be6 1bf2-1bf3 1c37 1cd0-1cf9 1dc0-1df9 1dfb-1dff 20d0-20f0 2cef-2cf1 2d7f 2de0-2dff" +
    " 302a-302f 3099-309a 3133-313f 314f-3163 a66f-a67d a69e-a69f a6f0-a6f1 a806 a8c4 a8e0-a8f1 a" +
    "92b-a92d a953 a9b3 a9c0 aab0-aac1 aaf6 abed fb1e fe20-fe2f ff9e-ff9f ffa3-ffaf ffc2-ffc7 ffc" +
    "a-ffcf ffd2-ffd7 ffda-ffdc 101fd 102e0 10376-1037a 10a0d-10a0f 10a38-10a3a 10a3f 10ae5-10ae6" +
    " 10d24-10d27 10f46-10f50 11046 1107f 110b9-110ba 11100-11102 11127 11133-11134 11173 111c0 1" +
    "11ca 11235-11236 112e9-112ea 1133b-1133e 1134d 11357 11366-1136c 11370-11374 11442-11446 114" +
    "5e 114b0 114ba-114c3 115af 115bf-115c0 1163f 116b6-116b7 1172b 11839-1183a 119e0 11a34 11a47" +
    " 11a99 11c3f 11d42-11d45 11d97 16af0-16af4 16b30-16b36 1bc9e 1d165-1d172 1d17b-1d18b 1d1aa-1" +
    "d1ad 1d242-1d244 1e000-1e006 1e008-1e018 1e01b-1e021 1e023-1e024 1e026-1e02a 1e130-1e136 1e2" +
    "ec-1e2ef 1e8d0-1e8d6 1e944-1e94a";
  var PUNCTUATION =
    "21-2f 3a-40 5b-60 7b-7e a1-a9 ab-b1 b4 b6-b8 bb bf d7 f7 2010-2027 2030-205e 2190-23ff 2500-" +
    "27bf 3001-3003 3008-3020 3030 303d 30fb fe30-fe4f";
  // Each pair: a character and what stands for it.
  var SAME = "〔[【[〖[［[（[([〕]】]〗]］]）])]";
  var RADICALS =
    "⺂乛⺃乚⺅亻⺉刂⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺭礻⺯糹⺰纟⺱罓⺹耂⺺肀⺾艹⻂衤⻅见⻆角⻈讠⻉贝⻋车⻌辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞" +
    "⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻮齿⻯竜⻰龙⻱龜⻲亀⼾户郎郞⺎兀⺫罒⺲罒⻁虎⻃覀";
  // Full case folding where it is not toLowerCase(): a character and its folding, by words.
  var LOWER =
    "ßss ǰǰ ͅι ΐΐ ΰΰ ςσ ᎠᎠ ᎡᎡ ᎢᎢ ᎣᎣ ᎤᎤ ᎥᎥ ᎦᎦ ᎧᎧ ᎨᎨ ᎩᎩ ᎪᎪ ᎫᎫ ᎬᎬ ᎭᎭ ᎮᎮ ᎯᎯ ᎰᎰ ᎱᎱ ᎲᎲ ᎳᎳ ᎴᎴ ᎵᎵ ᎶᎶ" +
    " ᎷᎷ ᎸᎸ ᎹᎹ ᎺᎺ ᎻᎻ ᎼᎼ ᎽᎽ ᎾᎾ ᎿᎿ ᏀᏀ ᏁᏁ ᏂᏂ ᏃᏃ ᏄᏄ ᏅᏅ ᏆᏆ ᏇᏇ ᏈᏈ ᏉᏉ ᏊᏊ ᏋᏋ ᏌᏌ ᏍᏍ ᏎᏎ ᏏᏏ ᏐᏐ ᏑᏑ ᏒᏒ ᏓᏓ ᏔᏔ Ꮥ" +
    "Ꮥ ᏖᏖ ᏗᏗ ᏘᏘ ᏙᏙ ᏚᏚ ᏛᏛ ᏜᏜ ᏝᏝ ᏞᏞ ᏟᏟ ᏠᏠ ᏡᏡ ᏢᏢ ᏣᏣ ᏤᏤ ᏥᏥ ᏦᏦ ᏧᏧ ᏨᏨ ᏩᏩ ᏪᏪ ᏫᏫ ᏬᏬ ᏭᏭ ᏮᏮ ᏯᏯ ᏰᏰ ᏱᏱ ᏲᏲ ᏳᏳ " +
    "ᏴᏴ ᏵᏵ ᏸᏰ ᏹᏱ ᏺᏲ ᏻᏳ ᏼᏴ ᏽᏵ ᲀв ᲁд ᲂо ᲃс ᲄт ᲅт ᲆъ ᲇѣ ᲈꙋ ẖẖ ẗẗ ẘẘ ẙẙ ẞss ὐὐ ὒὒ ὔὔ ὖὖ ᾀἀ" +
    "ι ᾁἁι ᾂἂι ᾃἃι ᾄἄι ᾅἅι ᾆἆι ᾇἇι ᾈἀι ᾉἁι ᾊἂι ᾋἃι ᾌἄι ᾍἅι ᾎἆι ᾏἇι ᾐἠι ᾑἡι ᾒἢι ᾓἣι ᾔἤι ᾕἥι ᾖἦι ᾗἧ" +
    "ι ᾘἠι ᾙἡι ᾚἢι ᾛἣι ᾜἤι ᾝἥι ᾞἦι ᾟἧι ᾠὠι ᾡὡι ᾢὢι ᾣὣι ᾤὤι ᾥὥι ᾦὦι ᾧὧι ᾨὠι ᾩὡι ᾪὢι ᾫὣι ᾬὤι ᾭὥι ᾮὦ" +
    "ι ᾯὧι ᾲὰι ᾳαι ᾴάι ᾶᾶ ᾷᾶι ᾼαι ῂὴι ῃηι ῄήι ῆῆ ῇῆι ῌηι ῒῒ ῖῖ ῗῗ ῢῢ ῤῤ ῦῦ ῧῧ ῲὼι " +
    "ῳωι ῴώι ῶῶ ῷῶι ῼωι ꭰᎠ ꭱᎡ ꭲᎢ ꭳᎣ ꭴᎤ ꭵᎥ ꭶᎦ ꭷᎧ ꭸᎨ ꭹᎩ ꭺᎪ ꭻᎫ ꭼᎬ ꭽᎭ ꭾᎮ ꭿᎯ ꮀᎰ ꮁᎱ ꮂᎲ ꮃᎳ ꮄᎴ ꮅᎵ ꮆᎶ ꮇᎷ" +
    " ꮈᎸ ꮉᎹ ꮊᎺ ꮋᎻ ꮌᎼ ꮍᎽ ꮎᎾ ꮏᎿ ꮐᏀ ꮑᏁ ꮒᏂ ꮓᏃ ꮔᏄ ꮕᏅ ꮖᏆ ꮗᏇ ꮘᏈ ꮙᏉ ꮚᏊ ꮛᏋ ꮜᏌ ꮝᏍ ꮞᏎ ꮟᏏ ꮠᏐ ꮡᏑ ꮢᏒ ꮣᏓ ꮤᏔ ꮥᏕ ꮦ" +
    "Ꮦ ꮧᏗ ꮨᏘ ꮩᏙ ꮪᏚ ꮫᏛ ꮬᏜ ꮭᏝ ꮮᏞ ꮯᏟ ꮰᏠ ꮱᏡ ꮲᏢ ꮳᏣ ꮴᏤ ꮵᏥ ꮶᏦ ꮷᏧ ꮸᏨ ꮹᏩ ꮺᏪ ꮻᏫ ꮼᏬ ꮽᏭ ꮾᏮ ꮿᏯ";

  var VERSION = 2;
  var BREAK = "\u0001";

  function charClass(ranges) {
    return ranges
      .split(" ")
      .map(function (range) {
        return range
          .split("-")
          .map(function (code) { return "\\u{" + code + "}"; })
          .join("-");
      })
      .join("");
  }

  var replaced = new Map();
  var chars = Array.from(RADICALS + SAME);
  for (var i = 0; i < chars.length; i += 2) replaced.set(chars[i], chars[i + 1]);
  var cased = new Map();
  LOWER.split(" ").forEach(function (word) {
    var first = Array.from(word)[0];
    cased.set(first, word.slice(first.length));
  });

  var space = charClass(SPACES);
  var marks = charClass(MARKS);
  var ignorable = new RegExp("[" + charClass(IGNORABLE) + "]+", "gu");
  var segment = new RegExp(
    "[" + charClass(BASE) + "][" + marks + "]+|[" + marks + "]+|[" + charClass(FOLD) + "]", "gu");
  var spaces = new RegExp("[" + space + "]+", "gu");
  var cjk = new RegExp("[" + charClass(CJK) + "]", "u");
  var word = new RegExp("[^ " + BREAK + charClass(PUNCTUATION) + "]", "u");
  var run = new RegExp("[^ " + BREAK + charClass(PUNCTUATION) + "]+|[" + charClass(PUNCTUATION) + "]+", "gu");
  var token = new RegExp('"([^"]+)"(?=[' + space + "]|$)|[^" + space + "]+", "uy");
  var folded = new Map();

  function swap(text) {
    return Array.from(text, function (char) { return replaced.get(char) || char; }).join("");
  }

  function casefold(text) {
    return Array.from(text, function (char) {
      var full = cased.get(char);
      return full === undefined ? char.toLowerCase() : full;
    }).join("");
  }

  /** Radicals, brackets, NFKC and case of one character with its marks; twice, to come to rest. */
  function fold(text) {
    var known = folded.get(text);
    if (known !== undefined) return known;
    var result = text;
    for (var round = 0; round < 2; round++) {
      result = casefold(swap(result).normalize("NFKC"));
      result = swap(result.normalize("NFKC"));
    }
    result = result.replace(ignorable, "");
    if (folded.size > 20000) folded.clear();
    folded.set(text, result);
    return result;
  }

  function isCjk(text, at) {
    return at >= 0 && at < text.length && cjk.test(String.fromCodePoint(text.codePointAt(at)));
  }

  /** What the white space from `start` to `end` becomes. */
  function becomes(text, start, end) {
    if (start === 0 || end === text.length) return "";
    var before = start - 1;
    var unit = text.charCodeAt(before);
    if (unit >= 0xdc00 && unit < 0xe000 && before > 0) before--;
    return isCjk(text, before) || isCjk(text, end) ? "" : " ";
  }

  /** The search text alone, fast. */
  function searchText(text) {
    var seen = text.replace(ignorable, "").replace(segment, fold);
    return seen.replace(spaces, function (run, at) { return becomes(seen, at, at + run.length); });
  }

  function rewrite(source, pattern, replace) {
    var text = "", starts = [], ends = [], done = 0, match, i;
    function copy(end) {
      text += source.text.slice(done, end);
      for (var at = done; at < end; at++) { starts.push(source.starts[at]); ends.push(source.ends[at]); }
    }
    pattern.lastIndex = 0;
    while ((match = pattern.exec(source.text))) {
      copy(match.index);
      done = match.index + match[0].length;
      var made = replace(match[0], match.index);
      for (i = 0; i < made.length; i++) {
        starts.push(source.starts[match.index]);
        ends.push(source.ends[done - 1]);
      }
      text += made;
    }
    copy(source.text.length);
    return { text: text, starts: starts, ends: ends };
  }

  /** The search text, and where each of its units stands in the display text: [starts[i], ends[i]). */
  function normalise(text) {
    var starts = [], ends = [];
    for (var at = 0; at < text.length; ) {
      var size = text.codePointAt(at) > 0xffff ? 2 : 1;
      for (var unit = 0; unit < size; unit++) { starts.push(at); ends.push(at + size); }
      at += size;
    }
    var seen = rewrite({ text: text, starts: starts, ends: ends }, ignorable, function () { return ""; });
    var plain = rewrite(seen, segment, fold);
    return rewrite(plain, spaces, function (run, at) { return becomes(plain.text, at, at + run.length); });
  }

  /** Every occurrence of a term in what `normalise` returned, as spans of the display text. */
  function find(normalised, term) {
    var spans = [];
    for (var at = term ? normalised.text.indexOf(term) : -1; at >= 0; ) {
      spans.push([normalised.starts[at], normalised.ends[at + term.length - 1]]);
      at = normalised.text.indexOf(term, at + term.length);
    }
    return spans;
  }

  // Folding leaves runs of these as they are, whatever stands before or after.
  var plain = /^[0-9\u4e00-\u9fff]+$/;

  /** Whether the search text of a display text holds a term; most often that is seen without making it. */
  function holds(text, term) {
    return (plain.test(term) && text.indexOf(term) >= 0) || searchText(text).indexOf(term) >= 0;
  }

  /** A place of a term in a display text, [start, end], or null. */
  function place(text, term) {
    var at = plain.test(term) ? text.indexOf(term) : -1;
    if (at >= 0) return [at, at + term.length];
    return searchText(text).indexOf(term) >= 0 ? find(normalise(text), term)[0] : null;
  }

  /** The search terms of a query, each once: parted by white space, all wanted; "new york" is one. */
  function terms(query) {
    var found = [], at = 0;
    while (at < query.length) {
      spaces.lastIndex = at;
      var gap = spaces.exec(query);
      if (gap && gap.index === at) { at += gap[0].length; continue; }
      token.lastIndex = at;
      var match = token.exec(query);
      if (!match) break;
      at += match[0].length;
      var term = searchText(match[1] || match[0]);
      if (term && found.indexOf(term) < 0) found.push(term);
    }
    return found;
  }

  /** The pairs of neighbours that are no punctuation, and the characters that stand in no pair; each once. */
  function grams(text) {
    var found = new Set();
    (text.match(run) || []).forEach(function (part) {
      var chars = Array.from(part);
      if (chars.length === 1 || !word.test(part)) chars.forEach(function (char) { found.add(char); });
      else for (var at = 1; at < chars.length; at++) found.add(chars[at - 1] + chars[at]);
    });
    return Array.from(found);
  }

  /** Whether the documents that hold its `grams` are exactly those that hold the term. */
  function provedByPairs(term) {
    var chars = Array.from(term);
    return chars.length === 1 || (chars.length === 2 && chars.every(function (char) { return word.test(char); }));
  }

  return {
    VERSION: VERSION, BREAK: BREAK, normalise: normalise, searchText: searchText,
    find: find, holds: holds, place: place, terms: terms, grams: grams, provedByPairs: provedByPairs
  };
})();
