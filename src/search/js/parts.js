// Loading: every file of the index is a script that calls dibaoSearchPart (src/search/part.rs), so that file:// works too.

// Layout of the index that this script reads (LAYOUT in src/search/mod.rs).
const LAYOUT = '2';
const ownSource = document.currentScript.src;
const waiting = new Map(), loaded = new Map();

function checkOf(content) {
  const text = typeof content === 'object' ? JSON.stringify(content) : String(content);
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(16);
}

window.dibaoSearchPart = (name, version, check, content) => {
  const wanted = name === 'manifest' ? LAYOUT : waiting.get(name);
  const code = checkOf(content) !== check ? 'corrupt' : wanted !== undefined && wanted !== version ? 'outdated' : '';
  loaded.set(name, code ? { code } : { content });
};

const promises = new Map();

// The content of a part; rejects with {code, path}: missing, corrupt or outdated.
function part(name, version = '') {
  let promise = promises.get(name);
  if (!promise) {
    const path = `search/${name}.js`;
    promise = new Promise((resolve, reject) => {
      waiting.set(name, version);
      const script = document.createElement('script');
      const end = (code) => {
        script.remove();
        const got = loaded.get(name);
        loaded.delete(name);
        code = code || (got ? got.code : 'corrupt');
        if (code) promises.delete(name), reject({ code, path });
        else resolve(got.content);
      };
      script.onload = () => end();
      script.onerror = () => end('missing');
      script.src = new URL(`${name}.js${version && `?v=${version}`}`, ownSource).href;
      document.head.append(script);
    });
    promises.set(name, promise);
  }
  return promise;
}

// The manifest is in the page already, or is fetched when something is sought.
async function blocks() {
  const got = loaded.get('manifest');
  if (got && got.content && !promises.has('manifest')) promises.set('manifest', Promise.resolve(got.content));
  if (got && got.code) throw { code: got.code, path: 'search/manifest.js' };
  return (await part('manifest', LAYOUT)).map(([folder, version, docs, shift, years, firsts, pages], number) => {
    const starts = [];
    let from = 0;
    for (let i = 0; i < years.length; i += 2) starts.push([years[i], from, (from += years[i + 1])]);
    return { number, folder, version, docs, shift, years: starts, firsts, pages };
  });
}

// The big folding table, once it was needed.
let table = null;
async function loadTable() {
  table = table || (await more()).readVariants(await part('variants', LAYOUT));
}
