(()=>{
'use strict';
const own=document.currentScript;
const article = document.querySelector('article[data-article-id]');
const UNITS = '.kicker, h1, .subtitle, .byline, [data-lines]'; // no match runs over from one to the next
let engine,bar,hits;
const say = (key, values) => own.dataset[key].replace(/{(\w+)}/g, (all, name) => values[name]);
const make=(name,properties)=>Object.assign(document.createElement(name),properties);
const load=()=>
(engine??=new Promise((done,fail)=>{
if(window.dibaoSearch)return done();
const src = own.src.replace(/assets\/mark\.js.*/, 'search/engine.js');
document.head.append(make('script', { src, onload: done, onerror: fail }));
}));
function units(){
const all=new Map();
const walk=document.createTreeWalker(article,NodeFilter.SHOW_TEXT);
while(walk.nextNode()){
const unit=walk.currentNode.parentElement.closest(UNITS);
if (unit && !unit.closest('.record')) all.set(unit, [...(all.get(unit) ?? []), walk.currentNode]);
}
return[...all.values()];
}
function places({folded,map,ends},words){
const found=[];
for(const word of words){
for(let at=folded.indexOf(word);at>=0;at=folded.indexOf(word,at + word.length)){
found.push([map[at],ends[at + word.length - 1]]);
}
}
found.sort((a,b)=>a[0]- b[0]||b[1]- a[1]);
const out=[];
for(const[start,end]of found){
const last=out.at(-1);
if(last&&start<last[1])last[1]=Math.max(last[1],end);
else out.push([start,end]);
}
return out;
}
function mark(nodes,[start,end]){
const marks=[];
let offset=0;
for(const node of nodes){
const[from,to]=[Math.max(start - offset,0),Math.min(end - offset,node.length)];
offset +=node.length;
if(from<to)marks.push([node,from,to]);
}
return marks.map(([node,from,to])=>{
const range=document.createRange();
range.setStart(node,from);
range.setEnd(node,to);
const made = make('mark', {});
range.surroundContents(made);
return made;
});
}
function unmark(){
for (const made of article.querySelectorAll('mark')) {
const parent=made.parentNode;
made.replaceWith(...made.childNodes);
parent.normalize();
}
bar?.remove();
bar=undefined;
}
function clear(){
unmark();
history.replaceState(null, '', location.pathname + location.search);
const heading = article.querySelector('h1');
heading.tabIndex=-1;
heading.focus();
}
function show(k){
bar.at=(k + hits.length)%hits.length;
hits.flat().forEach((one) => one.removeAttribute('aria-current'));
hits[bar.at].forEach((one) => one.setAttribute('aria-current', 'true'));
hits[bar.at][0].scrollIntoView({ block: 'center' });
bar.firstChild.textContent = say('at', { k: bar.at + 1, n: hits.length });
}
function raise(words){
bar = make('section', { className: 'marked', ariaLabel: own.dataset.label });
const said = make('p', {});
said.setAttribute('role', 'status');
const button = (key, onclick) => make('button', { type: 'button', textContent: own.dataset[key], onclick });
bar.append(said);
if (hits.length > 1) bar.append(button('before', () => show(bar.at - 1)), button('after', () => show(bar.at + 1)));
bar.append(button('clear', clear));
article.before(bar);
if(hits.length>0)show(0);
const told = say(hits.length > 0 ? 'found' : 'none', { words: words.join(' '), n: hits.length });
setTimeout(()=>(said.textContent=told),50);
}
async function run(){
const hash=location.hash.slice(1);
if (hash && !hash.startsWith('q=')) return; // a plain anchor leaves things as they are
const asked = new URLSearchParams(hash).getAll('q').filter(Boolean);
unmark();
if(asked.length===0)return;
let fold;
try{
await load();
({fold}=await dibaoSearch.more());
}catch{
return;
}
const all=units();
const foldAll=(full)=>[
all.map((nodes) => fold(nodes.map((node) => node.data).join(''), full)),
[...new Set(asked.map((word)=>fold(word,full).folded))].filter(Boolean),
];
let[texts,words]=foldAll(false);
if(!words.every((word)=>texts.some(({folded})=>folded.includes(word)))){
try{
await dibaoSearch.loadTable();
[texts,words]=foldAll(true);
}catch{}
}
if(location.hash.slice(1)!==hash)return;
hits=all.flatMap((nodes,i)=>places(texts[i],words).reverse().map((place)=>mark(nodes,place)).reverse());
raise(asked);
}
addEventListener('hashchange', run);
run();
})();
