// The sites that the tests look at: the bundled archive, and the hostile one. Built anew by each test file (a fraction
// of a second), in a folder of their own that goes away with the process; `content/` itself is never written to.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildHostile } from './hostile.mjs';

export const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

function binary() {
  const target = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? 'target');
  const places = process.env.DIBAO
    ? [resolve(process.env.DIBAO)]
    : [join(target, 'debug/dibao'), join(target, 'release/dibao')];
  const found = places.find((path) => existsSync(path));
  if (!found) throw new Error(`no dibao at ${places.join(' or ')}: run cargo build, or name it in DIBAO`);
  return found;
}

function build(content, output) {
  const run = spawnSync(binary(), ['build', '--quiet', '--content', content, '--output', output], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`dibao build --content ${content}: status ${run.status}\n${run.stderr}`);
}

/** All files below a folder, as sorted paths with `/`. */
function walk(folder, prefix = '') {
  return readdirSync(join(folder, prefix), { withFileTypes: true })
    .flatMap((entry) => {
      const path = prefix + entry.name;
      return entry.isDirectory() ? walk(folder, `${path}/`) : [path];
    })
    .sort();
}

/** A built site: its files, and their text. */
export class Site {
  #texts = new Map();

  constructor(name, folder) {
    this.name = name;
    this.folder = folder;
    // `.dibao/` is the program's own record beside the site, not a part that readers get.
    this.files = walk(folder).filter((path) => !path.startsWith('.dibao/'));
    this.set = new Set(this.files);
    this.pages = this.files.filter((path) => path.endsWith('.html'));
  }

  text(path) {
    if (!this.#texts.has(path)) this.#texts.set(path, readFileSync(join(this.folder, path), 'utf8'));
    return this.#texts.get(path);
  }

  /** One page of each kind: the longest, where most can go wrong. Kind → path. */
  samples() {
    const out = new Map();
    for (const [kind, is] of KINDS) {
      const pages = this.pages.filter((path) => is(path, this.text(path)));
      pages.sort((a, b) => this.text(b).length - this.text(a).length || (a < b ? -1 : 1));
      if (pages.length > 0) out.set(kind, pages[0]);
    }
    return out;
  }
}

const at = (pattern) => (path) => pattern.test(path);
const article = (pattern) => (path, text) => path.startsWith('a/') && text.includes('data-article-id') && pattern.test(text);

/** The kinds of pages that a site has. */
export const KINDS = new Map([
  ['home', at(/^index\.html$/)],
  ['issues index', at(/^issues\/index\.html$/)],
  ['publication', at(/^issues\/[^/]+\/index\.html$/)],
  ['issue', (path, text) => /^issues\/[^/]+\/(?!index)/.test(path) && text.includes('issue-head')],
  ['article', article(/<p data-lines/)],
  ['article with heading', article(/<h2 data-lines/)],
  ['article with notice', article(/class="notices"/)],
  ['article in doubt', article(/class="doubt"/)],
  ['article with caption', article(/<figcaption/)],
  ['article with table', article(/<table/)],
  ['article with verse', article(/class="verse"/)],
  ['article with jump', article(/class="jump"/)],
  ['regions index', at(/^regions\/index\.html$/)],
  ['province', at(/^regions\/..0000\.html$/)],
  ['prefecture', at(/^regions\/....00\.html$/)],
  ['county', at(/^regions\/.{4}(?!00).{2}\.html$/)],
  ['topics index', at(/^topics\/index\.html$/)],
  ['topic', at(/^topics\/(?!index)[^/]+\.html$/)],
  ['columns index', at(/^columns\/index\.html$/)],
  ['column', at(/^columns\/(?!index)[^/]+\.html$/)],
  ['people index', at(/^people\/index\.html$/)],
  ['person', at(/^people\/(?!index)[^/]+\.html$/)],
  ['days index', at(/^days\/index\.html$/)],
  ['day of the year', at(/^days\/(?!index)[^/]+\.html$/)],
  ['undated articles', at(/^years\/undated\.html$/)],
  ['years index', at(/^years\/index\.html$/)],
  ['year', at(/^years\/(?!index|undated)[^/]+\.html$/)],
  ['search', at(/^search\.html$/)],
  ['about', at(/^about\.html$/)],
  ['404', at(/^404\.html$/)],
  ['moved', (path, text) => path.startsWith('a/') && text.includes('http-equiv="refresh"')],
  ['gone', (path, text) => path.startsWith('a/') && text.includes('The sources no longer do'.slice(4))],
  ['withheld', (path, text) => path.startsWith('a/') && text.includes('not open to readers')],
]);

let made;

/** The two sites, built once in each process. */
export function sites() {
  if (made) return made;
  const temporary = mkdtempSync(join(tmpdir(), 'dibao-browser-'));
  process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
  const content = join(temporary, 'content');
  cpSync(join(ROOT, 'content'), content, { recursive: true });
  build(content, join(temporary, 'site'));
  buildHostile(join(temporary, 'hostile'), join(temporary, 'hostile-site'), build);
  const bundled = new Site('content/', join(temporary, 'site'));
  const hostile = new Site('hostile', join(temporary, 'hostile-site'));
  made = { bundled, hostile, all: [bundled, hostile] };
  return made;
}
