(()=>{
'use strict';
const $=(id)=>document.getElementById(id);
const [root, form, title, own] = [document.documentElement, $('search'), document.title, document.currentScript.src];
const says = JSON.parse($('says').textContent);
const FILTERS = ['issue', 'publication', 'region', 'topic', 'from', 'to'];
const STEP=10;
let asked,found,near,loaded,upto;
const say = (key, values) => (says[key] ?? key).replace(/{(\w+)}/g, (all, name) => (name === 's' ? (values.n === 1 ? '' : 's') : values[name]?.toLocaleString('en')));
const narrowed=(first)=>FILTERS.slice(first).some((name)=>asked.has(name));
function make(name,attributes,...inside){
const made=Object.assign(document.createElement(name),attributes);
made.append(...inside);
return made;
}
const filled=(pairs)=>new URLSearchParams([...pairs].filter((pair)=>pair[1]));
const state=()=>filled(new URLSearchParams(location.search));
function address(changes){
const all=new URLSearchParams(asked);
for(const[key,value]of Object.entries({shown:0,...changes}))value?all.set(key,value):all.delete(key);
return `?${all}`;
}
const link = (changes, text) => make('a', { href: address(changes) }, text);
function go(to){
try{
if (to !== location.search) history.pushState(null, '', to);
}catch{
return location.assign(to);
}
run();
}
function set(name,value){
form[name].value=value;
if(form[name].value!==value)form[name].add?.(new Option(value,value,true,true));
}
function item(result){
const li = $('result').content.firstChild.cloneNode(true);
li.dataset.articleId=result.id;
for (const part of li.querySelectorAll('[data-part]')) {
const text=result[part.dataset.part];
if (text.map) part.append(...text.map(([run, marked]) => (marked ? make('mark', {}, run) : run)));
else if(text)part.textContent=text;
else part.textContent||part.remove();
}
const marks = [...li.querySelectorAll('mark')].map((mark) => mark.textContent);
const words = new Set([...(asked.has('tolerant') ? [] : found.words), ...marks]);
li.querySelector('a').href = `${result.href}#${new URLSearchParams([...words].map((word) => ['q', word]))}`;
return li;
}
function add(results){
$('results').append(...results.map(item));
const [n, k] = [found.total, $('results').children.length];
$('more').hidden = upto >= n;
const told = n ? [say(asked.has('tolerant') ? 'about' : 'total', { n }), k < n ? say('shown', { k }) : ''] : [says.none];
for (const [code, path] of new Map(found.troubles.map((t) => [t.code, t.path]))) told.push(say('stop'), say(code, { path }));
$('said').textContent = told.join('');
}
const aside=()=>window.dibaoAside?.(found,asked,{near,narrowed,make,say,address,link,set,now:()=>asked});
async function run(){
const mine=(asked=state());
found=null;
for (const name of ['sort', 'tolerant', ...FILTERS, 'q']) set(name, asked.get(name) ?? '');
const [q, issue] = [form.q.value.trim(), asked.get('issue')];
$('within').hidden = !(form.issue.checked = issue);
Object.assign($('within').lastChild, { href: `issues/${issue}.html`, textContent: issue });
if (narrowed(1)) $('filters').open = true;
document.title = q ? `${q} - ${title}` : title;
const tell = (state, words) => ([root.dataset.searchState, $('said').textContent] = [state, words]);
delete root.dataset.searchTotal;
const held = $('found').contains(document.activeElement) && document.activeElement;
$('more').hidden = true;
tell(q && 'working', q && says.working);
if (!q) return void ($('found').hidden = true);
try{
if(!window.dibaoSearch)throw Error(says.absent);
loaded ??= new Promise((done) => document.head.append(make('script', { src: own.replace('search.js', 'aside.js'), onload: done, onerror: done })));
const[from,to]=[+form.from.value||undefined,+form.to.value||undefined];
const now = await dibaoSearch.find(q, { ...Object.fromEntries(asked), from, to, tolerant: asked.has('tolerant') });
const first = Math.max(STEP, asked.get('shown') | 0);
const results=await now.page(0,first);
const like=now.total?[]:await now.suggestions();
await loaded;
if(mine!==asked)return;
[found,near,upto]=[now,like,first];
$('results').replaceChildren();
add(results);
$('found').hidden = false;
await aside();
if(mine!==asked)return;
if (held && !held.isConnected) (document.querySelector(`[aria-label="${held.ariaLabel}"]`) ?? $('found-head')).focus();
if(history.state)scrollTo(0,history.state);
root.dataset.searchTotal=found.total;
root.dataset.searchState = 'done';
}catch(error){
if(mine!==asked)return;
$('found').hidden = true;
tell('failed', say('failed', { why: error.message ?? say(error.code, error) }));
}
}
form.onsubmit=(event)=>{
event.preventDefault();
const all=filled(new FormData(form));
if (all.get('q') !== asked.get('q')) all.delete('tolerant'); // other words are looked for exactly
go(`?${all}`);
};
form.onchange=(event)=>event.target!==form.q&&form.requestSubmit();
$('filters').ontoggle = () => found && aside();
$('more').onclick = async () => {
const [now, k] = [found, $('results').children.length];
const results=await now.page(upto,STEP);
if(now!==found)return;
upto +=STEP;
add(results);
$('results').children[k]?.querySelector('a').focus();
try{
history.replaceState(null, '', address({ shown: upto }));
}catch{}
};
$('found').onclick = (event) => {
const to = event.target.closest('a')?.getAttribute('href');
if(!to||event.ctrlKey||event.metaKey||event.shiftKey)return;
if (to[0] !== '?') return history.replaceState(scrollY, ''); // where to be on the way back
event.preventDefault();
go(to);
};
onpopstate = () => `${state()}` !== `${asked}` && run();
form.hidden=false;
run();
})();
