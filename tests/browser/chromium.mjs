// A static server that says what it was asked for, and a Chromium that asks nobody else.

import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { chromium } from 'playwright-core';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
};

/** The policy that a careful host may set. */
export const STRICT =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Serves a folder below `prefix` (`/`, `/x/y/`). Folders are not resolved to their index, bar the root: links name files. */
export async function serve(folder, { prefix = '/', csp } = {}) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    const headers = csp ? { 'content-security-policy': csp } : {};
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname);
    let file = path.startsWith(prefix) ? join(folder, normalize(`/${path.slice(prefix.length)}`)) : undefined;
    if (path === prefix) file = join(folder, 'index.html');
    if (file && statSync(file, { throwIfNoEntry: false })?.isFile()) {
      response.writeHead(200, { ...headers, 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      response.end(readFileSync(file));
    } else {
      response.writeHead(404, { ...headers, 'content-type': TYPES['.html'] });
      response.end(readFileSync(join(folder, '404.html')));
    }
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  server.unref(); // a test that fails leaves it open, and must not keep the process
  const origin = `http://127.0.0.1:${server.address().port}`;
  return {
    origin,
    root: origin + prefix,
    /** All that was asked for: playwright does not tell of `/favicon.ico`. */
    asked,
    close: () => new Promise((done) => (server.close(done), server.closeAllConnections())),
  };
}

/** A Chromium for the tests of one `describe` (node runs the hooks of the root only once nothing is left to wait for, a browser included). */
export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Notes all that a page should not do: `log.wrong` stays empty on a good site; `log.requests` is what it asked for. */
export function watch(page, root) {
  const log = { requests: [], wrong: [] };
  page.on('request', (request) => {
    log.requests.push(request.url());
    if (!request.url().startsWith(root)) log.wrong.push(`request to ${request.url()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // A tab's icon is fetched last, and Chromium calls it off when the reader goes on to another page.
    if (why === 'net::ERR_ABORTED' && request.url().endsWith('/assets/icon.svg')) return;
    log.wrong.push(`failed: ${request.url()} ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) log.wrong.push(`${response.status()}: ${response.url()}`);
  });
  page.on('pageerror', (error) => log.wrong.push(`script error: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) log.wrong.push(`console: ${message.text()} ${message.location().url}`);
  });
  page.on('dialog', (dialog) => {
    log.wrong.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => log.wrong.push(`popup: ${popup.url()}`));
  return log;
}
