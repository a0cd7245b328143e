'use strict';
window.dibaoAside=async(found,asked,{near,narrowed,make,say,address,link,set,now})=>{
const MOST=40;
const[FEW,LONG]=[5,4];
const[LEFT,WIDTH,FOOT,TALL]=[14,332,118,100];
const [from, to] = [+asked.get('from') || -Infinity, +asked.get('to') || Infinity];
function shape(name,attributes,...inside){
const made = document.createElementNS('http://www.w3.org/2000/svg', name);
for(const[key,value]of Object.entries(attributes))made.setAttribute(key,value);
made.append(...inside);
return made;
}
function bars(years,step){
const start = Math.floor(years[0][0] / step) * step;
const counts=[];
for(const[year,n]of years){
const place = Math.floor((year - start) / step);
counts[place]=(counts[place]??0)+ n;
}
const slot = Math.min(56, WIDTH / counts.length);
const most=Math.max(...counts.filter(Boolean));
const each=[1,2,5,10,20,50].find((n)=>n*slot>=44)*step;
const figured = most.toLocaleString('en').length * 9 < slot;
const drawing = shape('svg', { class: 'timeline', viewBox: '0 0 360 140', role: 'group', 'aria-labelledby': 'years-head' });
Array.from(counts,(n,i)=>{
const[year,x]=[start + i*step,LEFT + i*slot];
const text = (name, y, words) => shape('text', { class: name, x: x + slot / 2, y, 'aria-hidden': true }, words);
if (year % each === 0) drawing.append(text('when', FOOT + 18, year));
if(!n)return;
const height = Math.max(1, (TALL * n) / most);
drawing.append(bar(year,step,n,[x,slot,height]));
if (figured) drawing.append(text('count', FOOT - height - 4, n.toLocaleString('en')));
});
drawing.append(shape('rect', { class: 'foot', x: LEFT, y: FOOT, width: slot * counts.length, height: 1 }));
return drawing;
}
function bar(year,step,n,[x,slot,height]){
const end=year + step - 1;
const chosen=from===year&&to===end;
const label = say('bar', { when: say(step > 1 ? 'decade' : 'year', { year: `${year}` }), n });
const href = address(chosen ? { from: '', to: '' } : { from: year, to: end });
const kind = end < from || year > to ? 's2' : 'bar';
return shape('a', { href, 'aria-label': label, ...(chosen && { 'aria-current': true }) },
shape('title', {}, label),
shape('rect', { class: 'hit', x, y: 3, width: slot, height: FOOT - 3 }),
shape('rect', { class: kind, x: x + slot / 10, y: FOOT - height, width: slot * 0.8, height }));
}
function row([year,n]){
const when = make('th', { scope: 'row' }, link({ from: year, to: year }, say('year', { year: `${year}` })));
return make('tr', {}, when, make('td', { className: 'figure' }, n.toLocaleString('en')));
}
const lines=[];
const line = (...inside) => lines.push(make('p', { className: 'left' }, ...inside));
if (found.ignored.length > 0) line(say('ignored', { words: found.ignored.join(' ') }));
if (asked.has('tolerant')) line(...(found.total > 0 ? [make('strong', {}, say('tolerant')), ' '] : []), link({ tolerant: '' }, say('exact')));
else if (found.total < FEW && found.words.some((word) => [...word].length >= LONG)) line(link({ tolerant: 1 }, say('offer')));
if(near.length>0){
const parts = asked.get('q').match(/-?"[^"]*"|\S+/g).filter((part) => part[0] !== '-');
const longest=parts.reduce((a,b)=>(b.length>a.length?b:a));
const whole = (words) => asked.get('q').replace(longest, () => (/\s|"/.test(words + longest) ? `"${words}"` : words));
line(say('suggest'), ...near.flatMap((words) => [' ', link({ q: whole(words), tolerant: '' }, words)]));
}
if(found.total===0&&narrowed(0)){
const free = { publication: '', region: '', topic: '', issue: '', from: '', to: '' };
line(link(free, say('unfilter')));
}
document.getElementById('hints').replaceChildren(...lines);
const box = document.getElementById('years');
const [area, note] = box.querySelectorAll('div, .left');
const years=found.years.filter(([year])=>year);
const undated=found.years.find(([year])=>!year);
box.hidden=years.length===0;
if(years.length>0){
const long=years.at(-1)[0]- years[0][0]>=MOST;
area.replaceChildren(bars(years,long?10:1));
const within=years.filter(([year])=>year>=from&&year<=to);
if(long&&within.length>0&&to - from<MOST)area.append(bars(within,1));
box.querySelector('tbody').replaceChildren(...years.map(row));
note.replaceChildren(
undated ? say('undated', { n: undated[1] }) : '', ' ',
asked.has('from') || asked.has('to') ? link({ from: '', to: '' }, say('all-years')) : '');
}
const filters = document.getElementById('filters');
if(!filters.open)return;
const lists = [...filters.querySelectorAll('select')];
const counts=await Promise.all(lists.map((list)=>found.counts(list.name).catch(()=>[])));
if(now()!==asked)return;
lists.forEach((list,i)=>{
list.replaceChildren(list[0], ...counts[i].map(([value, name, n]) => new Option(say('count', { name, n }), value)));
set(list.name, asked.get(list.name) ?? '');
});
};
