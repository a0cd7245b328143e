// A static host on localhost as hosts are: gzip where it helps, and a count of what was sent for each path.

import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};

/** Serves a folder, and `extra` (path → text) beside it. `sent` tells of each answer since it was last emptied. */
export async function serve(folder, extra = {}) {
  const sent = [];
  // What was compressed once is kept: the time of a query is the browser's and the network's, not gzip's.
  const ready = new Map();
  const load = (path) => {
    if (!ready.has(path)) {
      let plain;
      if (path in extra) plain = Buffer.from(extra[path]);
      else {
        const file = join(folder, normalize(`/${path}`));
        if (!statSync(file, { throwIfNoEntry: false })?.isFile()) return undefined;
        plain = readFileSync(file);
      }
      const packed = gzipSync(plain, { level: 6 });
      const gzip = packed.length < plain.length;
      ready.set(path, { body: gzip ? packed : plain, gzip });
    }
    return ready.get(path);
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://localhost').pathname).slice(1) || 'index.html';
    const found = load(path);
    if (!found) {
      sent.push({ path, bytes: 0, status: 404 });
      response.writeHead(404, { 'content-type': TYPES['.html'] });
      response.end();
      return;
    }
    sent.push({ path, bytes: found.body.length, status: 200 });
    response.writeHead(200, {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-length': found.body.length,
      'cache-control': 'no-store',
      ...(found.gzip ? { 'content-encoding': 'gzip' } : {}),
    });
    response.end(found.body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  server.unref();
  return {
    root: `http://127.0.0.1:${server.address().port}/`,
    sent,
    /** What was sent since the last time it was asked. */
    taken: () => sent.splice(0),
    close: () => new Promise((done) => (server.close(done), server.closeAllConnections())),
  };
}
