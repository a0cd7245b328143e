// 折叠 — folding is one in Rust, in Node.js and in Chromium: the digests of tests/folding/ over all of Unicode and over composed strings.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launch } from './chromium.mjs';
import { ROOT } from './site.mjs';

const read = (path) => readFileSync(join(ROOT, path), 'utf8');
const source = read('src/search/js/fold.js') + read('src/search/js/more/folded.js');
const digests = read('tests/folding/digests.tsv');
const payload = /^dibaoSearchPart\("variants","\d+","[0-9a-f]+","([^"]*)"\)\n$/.exec(read('tests/folding/variants.js'))[1];
const pieces = read('tests/folding/pieces.txt')
  .split('\n')
  .map((line) => line.split('#')[0].trim())
  .filter((line) => line)
  .map((line) => String.fromCodePoint(...line.split(/\s+/).map((code) => parseInt(code, 16))));

const load = (code, names) => new Function(`${code}; return { ${names} }`)();
const NAMES = 'foldKey, foldText, readVariants';
const { foldKey, foldText, readVariants } = load(source, NAMES);
const table = readVariants(payload);

/** What tests/folding.rs writes. Runs in the browser too: uses nothing from outside. */
function compute({ source, names, payload, pieces }) {
  const { foldKey, foldText, readVariants } = new Function(`${source}; return { ${names} }`)();
  const table = readVariants(payload);
  let out = '';
  const line = (name, texts) => {
    const hashes = [null, table].map((table) => {
      let hash = 0x811c9dc5;
      for (const text of texts) {
        const answer = foldKey(text, table);
        if (foldText(text, table).folded !== answer) throw new Error(`foldText is not foldKey: ${JSON.stringify(text)}`);
        for (let i = 0; i < answer.length; i++) hash = Math.imul(hash ^ answer.charCodeAt(i), 0x01000193);
        hash = Math.imul(hash ^ 0x10000, 0x01000193);
      }
      return (hash >>> 0).toString(16).padStart(8, '0');
    });
    out += [name, texts.length, ...hashes].join('\t') + '\n';
  };
  for (let page = 0; page < 0x110; page++) {
    const scalars = Array.from({ length: 0x1000 }, (_, i) => page * 0x1000 + i).filter((c) => c < 0xd800 || c > 0xdfff);
    line(`${page.toString(16).toUpperCase()}000`, scalars.map((c) => String.fromCodePoint(c)));
  }
  pieces.forEach((a, first) => line(`piece ${first}`, pieces.flatMap((b) => pieces.map((c) => a + b + c))));
  return out;
}

const given = { source, names: NAMES, payload, pieces };

test('Node 与 Rust 折叠一致 (Node.js folds as Rust does)', () => {
  assert.deepEqual(compute(given).split('\n'), digests.split('\n'));
});

describe('浏览器 (browser)', { timeout: 120_000 }, () => {
  let browser;
  before(async () => (browser = await launch()));
  after(() => browser.close());

  test('Chromium 与 Rust 折叠一致 (Chromium folds as Rust does)', async () => {
    const page = await browser.newPage();
    assert.deepEqual((await page.evaluate(compute, given)).split('\n'), digests.split('\n'));
  });
});

test('大表原样解出 (the payload gives the table)', () => {
  const rows = read('src/search/tables/variants.tsv').trimEnd().split('\n').map((row) => row.split('\t'));
  assert.deepEqual([...table].sort(), rows.sort());
});

test('凡可组合者不被切开 (no composition runs over the end of a run)', () => {
  const wrong = [];
  const check = (text) => foldText(text, table).folded === foldKey(text, table) || wrong.push(text);
  for (let code = 0; code < 0x110000; code++) {
    if (code >= 0xd800 && code < 0xe000) continue;
    const c = String.fromCodePoint(code);
    const parts = c.normalize('NFD');
    if (parts !== c) check(parts);
    if (code < 0x30000) for (const before of ['a', '\u0327', 'か', 'ᄀ', '가']) check(before + c);
  }
  assert.deepEqual(wrong, []);
});

test('折叠后的位置指回原文 (the map leads back to the printed text)', () => {
  const text = '他說：“經濟　發展，㎡”；𠮷野e\u0301家';
  const { folded, map, ends } = foldText(text, table);
  assert.equal(folded, '他说:"经济发展,m2";𠮷野é家');
  const marked = (part) => text.slice(map[folded.indexOf(part)], ends[folded.indexOf(part) + part.length - 1]);
  assert.equal(marked('经济发展'), '經濟　發展');
  assert.equal(marked('发展'), '發展');
  assert.equal(marked('m'), '㎡');
  assert.equal(marked('𠮷'), '𠮷');
  assert.equal(marked('é家'), 'e\u0301家');
  for (const a of pieces)
    for (const b of pieces) {
      const text = a + b + a;
      const { folded, map, ends } = foldText(text, null);
      assert.equal(map.length, folded.length);
      assert.equal(ends.length, folded.length);
      let made = '';
      for (let i = 0; i < folded.length; i++) {
        if (i > 0 && map[i] === map[i - 1]) continue;
        assert.ok(i === 0 || map[i] >= ends[i - 1]);
        made += foldKey(text.slice(map[i], ends[i]), null);
      }
      assert.equal(made, folded);
    }
});
