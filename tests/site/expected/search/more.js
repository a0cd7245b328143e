dibaoSearchPart("more","2","ebd5d28d",({part,Bits,both,lookUp,codesOf,foldKey,foldRanges,foldLeft,recordAt,read,holds,answer,yearOf,note,table})=>{
const foldRun = RegExp(`[${foldLeft}]|[^](?:(?![${foldLeft}])[\\p{M}\\u1160-\\u11ff\\u3131-\\u318e\\uff9e-\\uffdc])*`, 'gu');
function foldText(text,table){
const map=[],ends=[];
let folded = '';
for(const{0:run,index}of text.matchAll(foldRun)){
const end=index + run.length;
folded +=foldKey(run,table);
while(map.length<folded.length)map.push(index),ends.push(end);
}
return{folded,map,ends};
}
const fold=(text,full)=>foldText(text,full?table():null);
function readVariants(payload){
const [forms, others] = payload.split('!').map((text) => {
const numbers=[];
let n=0,unit=1;
for(const c of text){
const digit = c.charCodeAt() - 35 - (c > '\\');
n +=unit*digit;
unit*=23;
if(digit<68)numbers.push(n),(n=0),(unit=1);
}
return numbers;
});
const table=new Map();
let to=0,from=0;
forms.forEach((step,i)=>{
to +=step;
from += others[i] % 2 ? -(others[i] + 1) / 2 : others[i] / 2;
table.set(String.fromCodePoint(from),String.fromCodePoint(to));
});
return table;
}
async function show(found,{block,doc}){
const[id,href,title,publication,date,page,region,,zones]=await recordAt(block,doc);
let best = null, zone = '3';
const seen=new Set();
const look=(unit,own,i)=>{
const text=foldText(unit,own),held=found.words.filter((word)=>text.folded.includes(word));
held.forEach((word)=>seen.add(word));
if(held.length&&zones[i]<zone)zone=zones[i];
const worth = held.length * 4 + (zones[i] > '1' ? 1 : 0);
if (held.length ? !best || worth > best.worth : !best && zones[i] === '2') best = { unit, text, held, worth: held.length ? worth : 0, shown: zones[i] > '1' };
};
await read(block,doc,(units,own,from)=>{
units.forEach((unit,i)=>look(unit,own,from + i));
return found.words.every((word)=>seen.has(word))&&(from||(best&&best.shown));
}).catch((trouble)=>note(found.troubles,trouble));
const snippet=best?cut(best.unit,best.text,best.held):[];
return { id, href, title, publication, date, page, region, zone: ['title', 'subtitle', 'lead', 'body'][zone], snippet };
}
function cut(unit,{folded,map,ends},words){
const marks=[];
for(const word of words)
for(let at=folded.indexOf(word);at>=0;at=folded.indexOf(word,at + word.length))marks.push([map[at],ends[at + word.length - 1]]);
marks.sort((a,b)=>a[0]- b[0]);
const first=marks.length?marks[0][0]:0;
let start=Math.max(0,first - 30),end=Math.min(unit.length,Math.max(start + 90,marks.length?Math.min(marks[0][1]+ 10,start + 200):0));
if (start && /[\udc00-\udfff]/.test(unit[start])) start--;
if (end < unit.length && /[\udc00-\udfff]/.test(unit[end])) end++;
const out=[];
let at=start;
const add=(to,marked)=>to>at&&(out.push([unit.slice(at,to),marked]),(at=to));
for(const[from,to]of marks){
if(from>=end)break;
add(from,false);
add(Math.min(to,end),true);
}
add(end,false);
if (start) out.unshift(['…', false]);
if (end < unit.length) out.push(['…', false]);
return out;
}
const KINDS = { publication: 'fp', region: 'fr', topic: 'ft', issue: 'fi' };
async function valuesOf(block,kind){
return (await part(`${block.folder}/${KINDS[kind]}`, block.version)).map(([value, text]) => {
const bits=new Bits(text);
return[value,bits.list(bits.gamma(),block.docs)];
});
}
async function passes(found,block,but){
const sets=[];
for(const kind of Object.keys(KINDS)){
const wanted=found.options[kind];
if(!wanted||kind===but)continue;
try{
const own=(await valuesOf(block,kind)).find(([value])=>value===wanted);
sets.push(new Set(own?own[1]:[]));
}catch(trouble){
note(found.troubles,trouble);
sets.push(new Set());
}
}
return(doc)=>sets.every((set)=>set.has(doc));
}
async function counts(found,kind){
const sums=new Map(),{from,to}=found.options;
for(const{block,docs}of found.answers){
const pass=await passes(found,block,kind);
const hits=new Set();
for(const doc of docs.keys()){
const year=yearOf(block,doc);
if(pass(doc)&&!(from&&!(year>=from))&&!(to&&!(year&&year<=to)))hits.add(doc);
}
if(!hits.size)continue;
let values=[];
try{
values=await valuesOf(block,kind);
}catch(trouble){
note(found.troubles,trouble);
}
for(const[value,list]of values){
const n=list.reduce((sum,doc)=>sum + hits.has(doc),0);
if(n)sums.set(value,(sums.get(value)||0)+ n);
}
}
const names = new Map((await part('names', '').catch((trouble) => (note(found.troubles, trouble), {})))[kind]);
return[...sums].map(([value,n])=>[value,names.get(value)||value,n]).sort((a,b)=>b[2]- a[2]||(a[0]<b[0]?-1:1));
}
const LOOK=60,FURTHER=2;
async function near(block,term,troubles){
const codes=codesOf(term.folded),n=codes.length,candidates=new Set();
if(n<4||n>24)return[];
const lists=new Map();
const docsOf=async(part)=>{
const key=part.join();
if(!lists.has(key))lists.set(key,lookUp(block,part));
return(await lists.get(key)).docs;
};
const exact=await lookUp(block,codes);
const known=exact.sure&&(!exact.blind||(await holds(block,[...exact.docs.keys()][0],term)))?exact.docs:new Map();
for(let wrong=0;wrong<n;wrong++){
const sides=[codes.slice(0,wrong),codes.slice(wrong + 1)].filter((side)=>side.length>1);
let docs=null;
for(const side of sides)docs=docs?both(docs,await docsOf(side)):await docsOf(side);
for(const doc of docs.keys()){
if(candidates.size>=LOOK)break;
if(!known.has(doc))candidates.add(doc);
}
}
const out=await Promise.all([...candidates].map(async(doc)=>{
const strings=new Set();
const held=await read(block,doc,(units,own)=>units.some((unit)=>{
const{folded,map,ends}=foldText(unit,own);
for(const[from,to]of offByOne(folded,term.folded))strings.add(unit.slice(map[from],ends[to - 1]));
return folded.includes(term.folded);
}),exact.docs.has(doc)?Infinity:FURTHER);
return strings.size&&!held?{doc,strings}:null;
}).map((hit)=>hit.catch((trouble)=>(note(troubles,trouble),null))));
return out.filter(Boolean);
}
function offByOne(text,string){
const out=[];
for(let at=0;at + string.length<=text.length;at++){
let off=0;
for(let i=0;i<string.length&&off<2;i++)off +=text[at + i]!==string[i];
if(off===1)out.push([at,at + string.length]);
}
return out;
}
const longestOf=(terms)=>terms.reduce((a,b)=>(a&&a.folded.length>=b.folded.length?a:b),null);
async function nearAll(all,terms,troubles){
const term=longestOf(terms);
if(!term)return[];
const of=async(block)=>(await near(block,term,troubles)).map((hit)=>({block,...hit}));
return(await Promise.all(all.map((block)=>of(block).catch((trouble)=>(note(troubles,trouble),[]))))).flat();
}
async function tolerant(all,{terms},troubles){
const words=terms.filter((t)=>!t.not),longest=longestOf(words),others=terms.filter((t)=>t!==longest);
let hits=await nearAll(all,words,troubles);
for(const block of others.length?all:[]){
const{docs}=await answer(block,others,troubles).catch((trouble)=>(note(troubles,trouble),{docs:new Map()}));
hits=hits.filter((hit)=>hit.block!==block||docs.has(hit.doc));
}
const answers=all.map((block)=>({
block,
docs:new Map(hits.filter((hit)=>hit.block===block).map(({doc})=>[doc,[0]])),
sizes:[],
}));
const strings=[...new Set(hits.flatMap(({strings})=>[...strings]))].map((text)=>({text,folded:foldKey(text,table())}));
return{terms:strings,answers};
}
async function suggestions(found){
const near=await nearAll(found.blocks,found.terms,found.troubles);
const counts=new Map();
for(const{strings}of near)for(const s of strings)counts.set(s,(counts.get(s)||0)+ 1);
return[...counts].sort((a,b)=>b[1]- a[1]).slice(0,3).map(([s])=>s);
}
return{fold,readVariants,show,passes,counts,suggestions,tolerant}})
