(()=>{"use strict";
const foldRanges = (steps, at = 0) => steps.replace(/(\w+) (\w+) ?/g, (_, ...steps) => steps.slice(0, 2).map((step) => `\\u{${(at += parseInt(step, 36)).toString(16)}}`).join('-'));
const foldLeft = foldRanges('120 0 1f 1 1o 1 jy 1n oa 0 255 0 q2 1d bd 0 a9 0 ir 2 2a8 0 oep 0 7 1a 1j 0 n1 0 hs7 gf 13l bz 3n 3 6j 0 lu 26 128 j 16m 1 d0c h 2es 6 8n 9d cvm 3 5gw uq 88 1d th 0 1rj 2y 1d 2n f3 0 fy eh 457 9');
const foldNewer = RegExp(`([${foldLeft}])`, 'u');
const foldUnseen = RegExp(`[${foldRanges('0 w 2n x d 0 iq 0 jx 0 283 1 10g 0 8k 1 2e 4 1kh f p 7 1c g 32p 0 14ow f 6o 0 6p b 119h 3 440 7 h406 35r')}]`, 'u');
const foldMarks=new Map();
for (const [to, ...all] of '"“”„‟«»「」『』〝〞〟❝❞ \'‘’‚‛‹›❛❜ʼ′ -‐‒–—―⸺⸻−─━⁃ ~〜∼ ·•・‧∙⋅⸱ 《〈⟨⟪≪ 》〉⟩⟫≫ [〔【〖〘〚⟦❲ ]〕】〗〙〛⟧❳ :∶ /⁄∕ |∣│┃ 〇○◯ σς'.split(' '))
for(const from of all)foldMarks.set(from,to);
const foldKnown=new Map();
function foldOne(c,table){
let to=foldKnown.get(c);
if(to===undefined){
const[low]=c.toLowerCase();
to = foldNewer.test(c) ? c : foldUnseen.test(c) ? '' : foldMarks.get(low) || low;
foldKnown.set(c,to);
}
return(table&&table.get(to))||to;
}
function foldKey(text,table){
let out = '';
text.split(foldNewer).forEach((piece,odd)=>{
for (const c of odd % 2 ? piece : piece.normalize('NFKC')) out += foldOne(c, table);
});
return out;
}
const digitOf=new Uint8Array(128);
let digits=0;
for (const range of ['AZ', 'az', '09', '--', '__'])
for(let c=range.charCodeAt(0);c<=range.charCodeAt(1);c++)digitOf[c]=digits++;
class Bits{
constructor(text){
this.text=text;
this.at=0;
}
number(width){
let n=0;
while(width>0){
const left=6 -(this.at%6),take=Math.min(left,width);
const digit = digitOf[this.text.charCodeAt((this.at - 6 + left) / 6)];
n=n*(1<<take)+((digit>>(left - take))&((1<<take)- 1));
this.at +=take;
width -=take;
}
return n;
}
within(range){
if(range<2)return 0;
const width=31 - Math.clz32(range),short=2**(width + 1)- range,n=this.number(width);
return n<short?n:n*2 + this.number(1)- short;
}
gamma(){
let width=0;
while(this.number(1))width++;
return 2**width + this.number(width);
}
list(n,range){
const out=new Array(n);
const between=(from,to,low,high)=>{
if(to - from===high - low){
while(from<to)out[from++]=low++;
}else if(from<to){
const half=from +((to - from)>>1);
const value=(out[half]=low + half - from + this.within(high - low -(to - from)+ 1));
between(from,half,low,value);
between(half + 1,to,value + 1,high);
}
};
between(0,n,0,range);
return out;
}
}
const LAYOUT = '2';
const ownSource=document.currentScript.src;
const waiting=new Map(),loaded=new Map();
function checkOf(content){
const text = typeof content === 'object' ? JSON.stringify(content) : String(content);
let hash=0x811c9dc5;
for(let i=0;i<text.length;i++)hash=Math.imul(hash^text.charCodeAt(i),0x01000193);
return(hash>>>0).toString(16);
}
window.dibaoSearchPart=(name,version,check,content)=>{
const wanted = name === 'manifest' ? LAYOUT : waiting.get(name);
const code = checkOf(content) !== check ? 'corrupt' : wanted !== undefined && wanted !== version ? 'outdated' : '';
loaded.set(name,code?{code}:{content});
};
const promises=new Map();
function part(name, version = '') {
let promise=promises.get(name);
if(!promise){
const path = `search/${name}.js`;
promise=new Promise((resolve,reject)=>{
waiting.set(name,version);
const script = document.createElement('script');
const end=(code)=>{
script.remove();
const got=loaded.get(name);
loaded.delete(name);
code = code || (got ? got.code : 'corrupt');
if(code)promises.delete(name),reject({code,path});
else resolve(got.content);
};
script.onload=()=>end();
script.onerror = () => end('missing');
script.src = new URL(`${name}.js${version && `?v=${version}`}`, ownSource).href;
document.head.append(script);
});
promises.set(name,promise);
}
return promise;
}
async function blocks(){
const got = loaded.get('manifest');
if (got && got.content && !promises.has('manifest')) promises.set('manifest', Promise.resolve(got.content));
if (got && got.code) throw { code: got.code, path: 'search/manifest.js' };
return (await part('manifest', LAYOUT)).map(([folder, version, docs, shift, years, firsts, pages], number) => {
const starts=[];
let from=0;
for(let i=0;i<years.length;i +=2)starts.push([years[i],from,(from +=years[i + 1])]);
return{number,folder,version,docs,shift,years:starts,firsts,pages};
});
}
let table=null;
async function loadTable(){
table = table || (await more()).readVariants(await part('variants', LAYOUT));
}
const codesOf=(folded)=>Array.from(folded,(c)=>c.codePointAt(0)+ 1);
function compare(a,b){
for(let i=0;i<a.length&&i<b.length;i++)if(a[i]!==b[i])return a[i]- b[i];
return a.length - b.length;
}
const begins=(long,short)=>short.every((code,i)=>long[i]===code);
const readAlphabet=(bits)=>bits.list(bits.gamma()- 1,0x110001);
function locate(text,codes){
const bits=new Bits(text);
const grams=bits.gamma()- 1;
let list=bits.gamma()- 2,index=0,gram=-1,found=false;
const alphabet=readAlphabet(bits);
let before=[];
for(let n=bits.gamma(),k=0;k<n;k++){
const shared=bits.gamma()- 1,boundary=before.slice(0,shared);
for(let fresh=bits.gamma();fresh>0;fresh--)boundary.push(alphabet[bits.within(alphabet.length)]);
for(let length=Math.max(shared,1);length<boundary.length;length++){
if(length===shared&&before.length>shared)continue;
if(length===codes.length&&begins(boundary,codes))found=true;
if(!bits.number(1))continue;
if(bits.number(1))list++,(index=0);
if(found)return{list,index};
index++;
}
if(compare(boundary,codes)<=0)gram=grams + k;
before=boundary;
}
return gram<0?null:{gram};
}
const COMMON=2048;
function readList(text,index,docs){
const bits=new Bits(text);
for(;;){
const n=bits.gamma(),numbers=bits.list(n,docs),flags=readFlags(bits,n);
if(!index--)return new Map(numbers.map((doc,i)=>[doc,flags[i]|(n>COMMON&&flags[i]&4?8:0)]));
}
}
function readFlags(bits,n){
const flags=new Uint8Array(n);
for(let flag=1;flag<16;flag*=2)for(const i of bits.list(bits.gamma()- 1,n))flags[i]|=flag;
return flags;
}
function readGram(text,codes,docs){
const bits=new Bits(text),alphabet=readAlphabet(bits),picked=[];
let count=0,sure=true,blind=false;
const pick=(doc,at)=>picked.push([doc,at]);
const branch=(depth)=>{
const own=bits.list(bits.gamma()- 1,alphabet.length).map((rank)=>alphabet[rank]);
const onWay=depth>=0&&depth<codes.length,rare=onWay&&!own.includes(codes[depth]);
if(rare)sure=false;
const n=bits.gamma()- 1;
if(n){
const wide=bits.gamma()- 1;
const bucket=wide&&onWay?Math.imul(codes[depth],0x9e3779b1)>>>(32 - wide):0;
for(const number of bits.list(n,docs*2**wide)){
if (depth === Infinity || (rare && Math.floor(number / docs) === bucket)) pick(number % docs, count);
count++;
}
}
for(const code of own){
let next=onWay?(code===codes[depth]?depth + 1:-1):depth;
if(bits.number(1)){
const all=next===Infinity||next>0;
if(next<codes.length&&next>0)sure=false;
const size=bits.gamma();
for(const doc of bits.list(size,docs)){
if(all)pick(doc,count);
count++;
}
}else{
const skip=bits.gamma()- 1;
if(next>0&&next<Infinity){
if(skip&&next<codes.length)blind=true;
next=next + skip>=codes.length?Infinity:next + skip;
}
branch(next);
}
}
};
branch(0);
const flags=readFlags(bits,count),found=new Map();
for(const[doc,at]of picked)found.set(doc,found.get(doc)|flags[at]);
return{docs:found,sure,blind:blind&&sure};
}
const NOTHING={docs:new Map(),sure:true,blind:false};
async function lookUp(block,codes){
let page=-1;
while(block.firsts[page + 1]<=codes[0])page++;
if(page<0)return NOTHING;
const{folder,version,docs}=block;
const place = locate(block.pages[page] || (await part(`${folder}/d${page}`, version)), codes);
if(!place)return NOTHING;
if (place.gram >= 0) return readGram(await part(`${folder}/g${place.gram}`, version), codes, docs);
return { docs: readList(await part(`${folder}/l${place.list}`, version), place.index, docs), sure: true, blind: false };
}
function parse(query,ignored){
const terms=[];
for (const [whole, minus, marked, word] of query.matchAll(/([-－]?)("[^"]*"|“[^”]*”|＂[^＂]*＂)(?=\s|$)|(\S+)/gu)) {
const not = word === undefined ? minus !== '' : /^[-－]./u.test(word);
const text=word===undefined?marked.slice(1,-1):not?word.slice(1):word;
if (foldKey(text, table) && !/^[-－]$/u.test(whole)) terms.push({ text, not });
else ignored.push(whole);
}
return terms;
}
async function ask(block,term){
const codes=codesOf(term.folded);
const answer={...(await lookUp(block,codes)),term,codes};
return answer;
}
const FEW=6;
const MORE=5;
const both=(a,b)=>{
const out=new Map();
for(const[doc,flags]of a)if(b.has(doc))out.set(doc,flags);
return out;
};
const textOf = (block, doc) => `${block.folder}/t${doc >> block.shift}`;
const recordAt=async(block,doc)=>(await part(textOf(block,doc),block.version))[doc&((1<<block.shift)- 1)];
function tableOf(record){
const[...all]=record[7];
return all.length?new Map(all.flatMap((c,i)=>(i%2?[]:[[c,all[i + 1]]]))):null;
}
async function read(block,doc,enough,most=Infinity){
const record=await recordAt(block,doc),own=tableOf(record);
let units=record[9],from=0;
for(let k=0;!enough(units,own,from);k++){
if(k===Math.min(record[11],most))return false;
from +=units.length;
units = await part(`${block.folder}/x${record[10] + k}`, block.version);
}
return true;
}
const holds=(block,doc,{folded})=>read(block,doc,(units,own)=>units.some((unit)=>foldKey(unit,own).includes(folded)));
async function filter(docs,passes,troubles){
const out=new Map(),all=[...docs];
for(let i=0;i<all.length;i +=40){
const some=all.slice(i,i + 40),pass=await Promise.all(some.map(([doc])=>passes(doc).catch((t)=>(note(troubles,t),false))));
some.forEach(([doc,flags],k)=>pass[k]&&out.set(doc,flags));
}
return out;
}
async function confirm(block,answer,among,troubles){
let{docs}=answer;
if(among)docs=both(docs,among);
if(answer.blind&&docs.size){
for(const doc of answer.docs.keys()){
try{
return(await holds(block,doc,answer.term))?docs:new Map();
}catch(trouble){
note(troubles,trouble);
}
}
}
if(answer.sure)return docs;
const { codes } = answer, step = Math.ceil(codes.length / MORE);
for(let i=Math.min(step,1);docs.size>FEW&&i + 1<codes.length;i +=step)docs=both(docs,(await lookUp(block,codes.slice(i))).docs);
return filter(docs,(doc)=>holds(block,doc,answer.term),troubles);
}
async function answer(block,terms,troubles){
const answers=await Promise.all(terms.map((term)=>ask(block,term)));
const yes=answers.filter((a)=>!a.term.not).sort((a,b)=>a.docs.size - b.docs.size);
let left=null;
for(const a of yes)left=left?both(left,a.docs):a.docs;
for(const a of yes)if(!a.sure||a.blind)left=await confirm(block,a,left,troubles);
if(!left)left=new Map(Array.from({length:block.docs},(_,doc)=>[doc,0]));
for(const a of answers){
if(!a.term.not)continue;
const without=await confirm(block,a,left,troubles);
left=new Map([...left].filter(([doc])=>!without.has(doc)));
}
const out=new Map(),positive=answers.filter((a)=>!a.term.not);
for(const doc of left.keys())out.set(doc,positive.map((a)=>a.docs.get(doc)));
return{block,docs:out,sizes:positive.map((a)=>a.docs.size)};
}
const fold=(terms)=>terms.map((term)=>({...term,folded:foldKey(term.text,table)}));
async function ask_all(all,terms,troubles){
const answers=await Promise.all(
all.map((block)=>answer(block,terms,troubles).catch((trouble)=>({block,docs:new Map(),sizes:[],trouble:note(troubles,trouble)}))),
);
return answers;
}
function note(troubles,trouble){
if(!trouble.code)throw trouble;
if(!troubles.some((t)=>t.path===trouble.path))troubles.push(trouble);
return trouble;
}
async function run(all,query,ignored,troubles){
let terms=fold(parse(query,ignored));
if(!terms.length)return{terms,answers:[]};
let answers=await ask_all(all,terms,troubles);
const odd = !table && terms.some((t) => t.not || answers.every((a) => !a.docs.size)) && /[^\0-\u2e7f]/u.test(query);
if(odd){
try{
await loadTable();
}catch(trouble){
note(troubles,trouble);
}
const again=fold(terms);
if(again.some((t,i)=>t.folded!==terms[i].folded))answers=await ask_all(all,(terms=again),troubles);
}
return{terms,answers};
}
const FILTERS = ['publication', 'region', 'topic', 'issue'];
const yearOf=(block,doc)=>block.years.find(([,,end])=>doc<end)[0];
function score(flags,weights,common){
let sum=0,shared=15;
flags.forEach((f,i)=>{
if(common[i]&&(f&12)!==12)f&=3;
sum +=weights[i]*((f&1?8:f&2?4:f&4?2:1)+(f&8?0.5:0));
shared&=f;
});
return flags.length>1&&shared&7?sum*1.5:sum;
}
const more = async () => (await part('more', LAYOUT))({
part,Bits,both,lookUp,codesOf,foldKey,foldRanges,foldLeft,recordAt,read,holds,answer,yearOf,note,table:()=>table,
});
class Found{
constructor(options,ignored,troubles){
Object.assign(this,{options,ignored,troubles,total:0,years:[],words:[],hits:[]});
}
async take({terms,answers}){
this.terms=terms.filter((t)=>!t.not);
this.words=this.terms.map((t)=>t.folded);
this.answers=answers;
const years=new Map(),{from,to}=this.options,all=answers.reduce((n,a)=>n + a.block.docs,0);
const sizes=this.words.map((_,i)=>answers.reduce((n,a)=>n +(a.sizes[i]||0),0));
const common=this.words.map((_,i)=>answers.some((a)=>a.sizes[i]>COMMON));
const weights = sizes.map((size) => Math.log(1 + all / (size + 1)));
for(const{block,docs}of answers){
const pass=await this.passes(block);
for(const[doc,flags]of docs){
if(!pass(doc))continue;
const year=yearOf(block,doc);
years.set(year,(years.get(year)||0)+ 1);
if((from&&!(year>=from))||(to&&!(year&&year<=to)))continue;
this.hits.push({block,doc,year,score:score(flags,weights,common)});
}
}
this.years=[...years].sort((a,b)=>a[0]- b[0]);
this.total=this.hits.length;
const order=(a,b)=>a.block.number - b.block.number||a.doc - b.doc;
const undated=(a,b)=>(a.year?0:1)-(b.year?0:1);
const{sort}=this.options;
this.hits.sort(
sort === 'oldest' ? (a, b) => undated(a, b) || order(a, b)
: sort === 'newest' ? (a, b) => undated(a, b) || order(b, a)
:(a,b)=>b.score - a.score||undated(a,b)||order(b,a),
);
return this;
}
async passes(block){
if(!FILTERS.some((kind)=>this.options[kind]))return()=>true;
try{
return await(await more()).passes(this,block);
}catch(trouble){
note(this.troubles,trouble);
return()=>false;
}
}
async ids(){
const wanted=new Map(),keys=new Map(this.hits.map(({block})=>[block,[]]));
for(const{block,doc}of this.hits){
const record=promises.has(textOf(block,doc))&&(await recordAt(block,doc).catch(()=>null));
if(record)keys.get(block)[doc]=record[0];
else wanted.set(block,(wanted.get(block)||new Set()).add(doc>>10));
}
const fill=async(block,name,from)=>{
const list=keys.get(block);
for (const key of (await part(`${block.folder}/${name}`, block.version)).split(' ')) list[from++] = key;
};
await Promise.all([...wanted].map(async([block,chunks])=>{
try{
if (chunks.size > Math.max(1, Math.min(16, block.docs / 4096))) await fill(block, 'k', 0);
else await Promise.all([...chunks].map((n) => fill(block, `k${n}`, n << 10)));
}catch(trouble){
note(this.troubles,trouble);
}
}));
return this.hits.map(({block,doc})=>keys.get(block)[doc]).filter((key)=>key!==undefined);
}
async page(from,count){
const{show}=await more().catch((trouble)=>(note(this.troubles,trouble),{show:()=>null}));
const results=await Promise.all(this.hits.slice(from,from + count).map(async(hit)=>{
try{
return await show(this,hit);
}catch(trouble){
note(this.troubles,trouble);
return null;
}
}));
return results.filter(Boolean);
}
async counts(kind){
return more().then((all)=>all.counts(this,kind)).catch((trouble)=>(note(this.troubles,trouble),[]));
}
async suggestions(){
return more().then((all)=>all.suggestions(this)).catch((trouble)=>(note(this.troubles,trouble),[]));
}
}
async function find(query,options={}){
const ignored=[],troubles=[];
const found=new Found(options,ignored,troubles);
let all;
try{
all=await blocks();
}catch(trouble){
note(troubles,trouble);
all=[];
}
found.blocks=all;
const answers=await run(all,String(query),ignored,troubles);
return found.take(options.tolerant?await(await more()).tolerant(all,answers,troubles):answers);
}
async function dibaoSearch(query,options){
const found=await find(query,options);
return{total:found.total,ids:await found.ids(),troubles:found.troubles};
}
window.dibaoSearch=Object.assign(dibaoSearch,{find,more,loadTable});
})()
