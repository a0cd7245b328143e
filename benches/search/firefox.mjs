// Firefox by its own Marionette protocol (JSON over TCP, a length before each message): no driver is needed.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PLACES = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];

/** The Firefox that is installed; undefined where there is none. */
export const path = () => process.env.FIREFOX ?? PLACES.find((p) => existsSync(p));

async function freePort() {
  const server = createServer();
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address();
  await new Promise((done) => server.close(done));
  return port;
}

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

export async function launch() {
  const profile = mkdtempSync(join(tmpdir(), 'dibao-firefox-'));
  const port = await freePort();
  const prefs = { 'marionette.port': port, 'browser.shell.checkDefaultBrowser': false, 'app.update.enabled': false,
    'datareporting.policy.dataSubmissionEnabled': false, 'toolkit.telemetry.enabled': false, 'network.captive-portal-service.enabled': false };
  writeFileSync(join(profile, 'user.js'),
    Object.entries(prefs).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(''));
  const child = spawn(path(), ['--headless', '--marionette', '--no-remote', '--profile', profile], { stdio: 'ignore' });
  const socket = await reach(port, child);
  const send = channel(socket);
  await send('WebDriver:NewSession', { capabilities: { alwaysMatch: { pageLoadStrategy: 'normal' } } });
  const { value: version } = await send('Marionette:GetContext', {}).then(() =>
    send('WebDriver:ExecuteScript', { script: 'return navigator.userAgent', args: [] }));
  return {
    version,
    goto: (url) => send('WebDriver:Navigate', { url }),
    /** Runs the body of a function in the page; gives what it returns. */
    run: async (script) => (await send('WebDriver:ExecuteScript', { script, args: [] })).value,
    close: async () => {
      await send('Marionette:Quit', { flags: ['eForceQuit'] }).catch(() => {});
      child.kill();
      await pause(300);
      rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function reach(port, child) {
  for (let tries = 0; tries < 150; tries += 1) {
    if (child.exitCode !== null) throw new Error(`${path()}: ended with ${child.exitCode}`);
    const socket = connect(port, '127.0.0.1');
    const open = await new Promise((done) => (socket.once('connect', () => done(true)), socket.once('error', () => done(false))));
    if (open) return socket;
    await pause(200);
  }
  throw new Error(`${path()}: no answer on port ${port}`);
}

/** Messages are `length:[type, id, error or name, result or parameters]`. */
function channel(socket) {
  let buffer = Buffer.alloc(0);
  let next = 1;
  const waiting = new Map();
  socket.on('data', (chunk) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const colon = buffer.indexOf(':');
      const length = Number(buffer.subarray(0, colon));
      if (colon < 0 || buffer.length < colon + 1 + length) return;
      const message = JSON.parse(buffer.subarray(colon + 1, colon + 1 + length).toString());
      buffer = buffer.subarray(colon + 1 + length);
      if (!Array.isArray(message)) continue; // the greeting
      const [, id, error, result] = message;
      const { yes, no } = waiting.get(id);
      waiting.delete(id);
      if (error) no(new Error(`${error.error}: ${error.message}`));
      else yes(result);
    }
  });
  const fail = () => waiting.forEach(({ no }) => no(new Error('Firefox is gone')));
  socket.on('close', fail);
  socket.on('error', fail);
  return (name, parameters) =>
    new Promise((yes, no) => {
      const id = next;
      next += 1;
      waiting.set(id, { yes, no });
      const text = JSON.stringify([0, id, name, parameters]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
}
