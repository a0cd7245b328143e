// A page's tags, read strictly: the tests want every `<` to be mark-up that the theme wrote. Text that is no tag of a
// plain shape (a `<` out of a source) is an error, not skipped.

const TAG = /<(\/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"<>]*")?)*)\s*>/y;
const ATTRIBUTE = /([a-zA-Z:-]+)(?:="([^"]*)")?/g;
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", '#x27': "'", '#x2F': '/' };

export function decode(text) {
  return text.replace(/&([#a-zA-Z0-9]+);/g, (all, name) => {
    const known = ENTITIES[name];
    if (known) return known;
    const code = /^#(?:x([0-9a-f]+)|([0-9]+))$/i.exec(name);
    if (!code) throw new Error(`unknown entity ${all}`);
    return String.fromCodePoint(code[1] ? parseInt(code[1], 16) : parseInt(code[2], 10));
  });
}

/** The opening tags in order: `{name, attributes: Map, data}`; `data` is what stands inside a script or style. */
export function tags(html) {
  const out = [];
  let at = 0;
  const start = /^<!DOCTYPE html>/i.exec(html);
  if (!start) throw new Error('no doctype');
  at = start[0].length;
  for (;;) {
    at = html.indexOf('<', at);
    if (at < 0) return out;
    TAG.lastIndex = at;
    const match = TAG.exec(html);
    if (!match) throw new Error(`not plain mark-up: ${html.slice(at, at + 80)}`);
    at = TAG.lastIndex;
    if (match[1]) continue;
    const tag = { name: match[2].toLowerCase(), attributes: new Map(), data: '' };
    for (const [, name, value] of match[3].matchAll(ATTRIBUTE)) {
      if (tag.attributes.has(name)) throw new Error(`attribute ${name} twice: ${match[0]}`);
      tag.attributes.set(name.toLowerCase(), decode(value ?? ''));
    }
    if (tag.name === 'script' || tag.name === 'style') {
      const end = html.indexOf(`</${tag.name}>`, at);
      tag.data = html.slice(at, end);
      at = end;
    }
    out.push(tag);
  }
}
