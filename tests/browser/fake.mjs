// Puts the fake engine into a built site, with the site's own articles for it to find.

import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { decode } from './html.mjs';

const ENGINE = join(dirname(fileURLToPath(import.meta.url)), 'fake-engine.js');
const words = (html) => decode(html.replace(/<[^>]*>/g, ''));

/** An article as the fake index has it, from its line in data/ and its page. */
function entry(folder, row) {
  const page = readFileSync(join(folder, row.address), 'utf8');
  const named = (kind) => [...page.matchAll(new RegExp(`<a href="(?:\\.\\./)+${kind}s/(?!index)([^"]+)\\.html">([^<]*)</a>`, 'g'))].map((m) => [m[1], decode(m[2])]);
  const unique = (pairs) => [...new Map(pairs)];
  const text = [...page.matchAll(/<(?:h1|p class="(?:kicker|subtitle|byline)"|\w+[^>]* data-lines="[^"]*")[^>]*>(.*?)<\/(?:h1|h2|p|ul|figure|section)>/gs)].map((m) => words(m[1])).join('\n');
  const [, publicationId, folderName] = row.address.split('/');
  const date = row.date ?? '';
  return {
    id: row.id, href: row.address, title: row.title, publication: row.publication, publicationId, issue: `${publicationId}/${folderName}`,
    date, year: Number(date.slice(0, 4)) || 0, page: row.page ? `第${row.page}版` : '', regions: unique(named('region')), topics: unique(named('topic')), text,
  };
}

/** All articles of the site, for the fake index. */
export function entries(folder) {
  const files = readdirSync(join(folder, 'data')).sort();
  return files.flatMap((name) => readFileSync(join(folder, 'data', name), 'utf8').trimEnd().split('\n').map((line) => entry(folder, JSON.parse(line))));
}

/** Writes search/engine.js and search/manifest.js; `more` are articles that the site does not have. */
export function putFake(folder, more = []) {
  mkdirSync(join(folder, 'search'), { recursive: true });
  copyFileSync(ENGINE, join(folder, 'search/engine.js'));
  const all = [...entries(folder), ...more];
  const data = JSON.stringify(all).replace(/</g, '\\u003c');
  writeFileSync(join(folder, 'search/manifest.js'), `dibaoSearch.articles = ${data};\ndibaoSearch.articles.forEach((a) => (a.folded = dibaoSearch.fold(a.text).folded));\n`);
  return all;
}
