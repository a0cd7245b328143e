// Asks an index without a browser: what `dibaoSearch` finds. Used by tests/search.rs.
//
//     node ask.mjs SITE < queries (JSON: [[query, options], …])
//
// Out: JSON, for each query {total, ids, years, troubles, asked: how many parts of the index the total needed, results: the first five
// as the page would show them}.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

const site = process.argv[2];
const read = (path) => readFileSync(join(site, path), 'utf8');

/** The page, as far as the engine knows it: it adds scripts and waits for them. */
function open() {
  const global = { URL, console };
  global.window = global;
  const append = (script) => {
    global.asked = (global.asked ?? 0) + 1;
    setImmediate(() => {
      let text;
      try {
        text = read(new URL(script.src).pathname.slice(1));
      } catch {
        return script.onerror();
      }
      try {
        vm.runInContext(text, context);
      } catch (error) {
        if (error.name !== 'SyntaxError') throw error; // a browser tells its console, and goes on
      }
      script.onload();
    });
  };
  global.document = {
    currentScript: { src: 'https://archive.example/search/engine.js' },
    createElement: () => ({ remove() {} }),
    head: { append },
  };
  const context = vm.createContext(global);
  for (const name of ['engine', 'manifest']) vm.runInContext(read(`search/${name}.js`), context);
  return global;
}

const out = [];
for (const [query, options] of JSON.parse(readFileSync(0, 'utf8'))) {
  // Each query on a page of its own: nothing is loaded yet.
  const page = open();
  const found = await page.dibaoSearch.find(query, options);
  const { asked = 0 } = page;
  const ids = await found.ids();
  const results = await found.page(0, 5);
  const counts = options.counts ? await found.counts(options.counts) : [];
  out.push({ total: found.total, ids, years: found.years, troubles: found.troubles, asked, results, counts });
}
process.stdout.write(JSON.stringify(out));
