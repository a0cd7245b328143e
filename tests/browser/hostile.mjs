// A small archive that means harm: whatever stands in its sources, a reader's browser must show it and never run it
// (docs/design.md, law 7). English interface, and a base address, so that feed and sitemap are made.
//
// `dibao` runs twice: between the two an issue goes away and an article is withheld, so that the site has the pages of
// former addresses too: moved, gone, not open.

import { appendFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What every payload calls. Nothing defines it: a payload that runs is seen as an error, a dialog or a request. */
const RUN = "alert('pwned')";

export const BASE = 'https://archive.example/deep/er/';

/** 120 characters, with everything that ends an attribute, a title or a data block. */
export const LONG_TITLE = `</title></script><script>${RUN}</script>"'>`.padEnd(120, '山门外的长队排到“桥”“渡”之间');

const RTL = 'خبر عاجل من المدينة \u202Eעברית‏ אבג\u202C';
const WORD = 'Donaudampfschifffahrtsgesellschaftskapitän'.repeat(8);
const UNBROKEN = `https://example.org/${'a'.repeat(400)}`;
const BODY =
  '近日，山西省长治市壶关县把发展实体经济放在首位，集聚区厂房宽敞明亮，机械臂起落有致，来访的企业负责人说，这里的路修好了，货车一天能多跑两趟，运费也便宜了不少。';

const MARKDOWN = `# 恶意月刊

2024年第1期（总第7期） 2024年1月2日出版

## 地方传真

# 无害的题目甲

本报记者 <script>${RUN}</script>

${BODY}<script>${RUN}</script><img src=x onerror="${RUN}"><svg onload=${RUN}><iframe src="javascript:${RUN}"></iframe>

<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/"><form action="https://evil.example/"><style>*{display:none}</style><link rel=stylesheet href=//evil.example/x.css>

[点我](javascript:${RUN}) [点我](JaVaScRiPt:${RUN}) [点我](java&#x73;cript:${RUN}) [点我](data:text/html,<script>${RUN}</script>) [点我](vbscript:${RUN}) <javascript:${RUN}> [点我]( javascript:${RUN} "标题") [好的链接](https://example.org/a?b=1&c="2")

![图](https://evil.example/track.png) ![图](javascript:${RUN}) [引用][r]

[r]: javascript:${RUN}

{{ page.title }} {% raw %} {% include "x" %} {# 注 #} <!-- 注 --> --> ]]> <![CDATA[ x ]]> &lt;b&gt; &amp;amp; </article></main></body></html>

| 县 <script>${RUN}</script> | 产量 | " onclick="${RUN} | ${'很长的表头'.repeat(12)} |
|---|---|---|---|
| 阳城 | 1 | {{ 2 }} | ${'数'.repeat(60)} |
| 沁水 | <b>2</b> | [点](javascript:${RUN}) | ${WORD} |

# 无害的题目乙

本报记者 王小明

${BODY}

${RTL}${BODY}${RTL}

😀👨‍👩‍👧‍👦🏳️‍🌈 ${BODY} \u0001\u0008\uFFFE\uFDD0\u0085 ${WORD} ${UNBROKEN}

# 无害的题目丙

本报记者 赵大年

${BODY}

这一段要说明图片。${BODY}

图为阳城县的街道 <script>${RUN}</script> 李小华 摄

# 不公开的题目丁

本报记者 钱小满

${BODY}密文不可见

# 无害的题目戊<script>${RUN}</script>

本报记者 孙长河

${BODY}${'一'.repeat(40)}
`;

// JSON is YAML, and quotes what must be quoted.
const yaml = JSON.stringify;

const SIDECAR = `publication: ${yaml(`"><script>${RUN}</script>月刊`)}
date: 2024-01-02
number: ${yaml(`第1期<img src=x onerror=${RUN}>`)}
corrections:
  - {at: 无害的题目乙, set: ${yaml({
    title: LONG_TITLE,
    authors: [`<script>${RUN}</script>`, `" onmouseover="${RUN}`, '名'.repeat(30)],
    column: `javascript:${RUN}`,
    page: 17,
    regions: ['140522'],
    topics: ['agriculture'],
  })}}
  - {at: 无害的题目丙, set: ${yaml({ title: WORD, column: '{{ page.title }}', authors: ['</script>', RTL], regions: ['140522'] })}}
`;

const NEWSPAPER = `恶意日报
2024年1月3日 星期三 第8号 今日2版

第01版:要闻

<script>${RUN}</script>
道路修到村口

本报讯(记者 张大山)${BODY}

${BODY}(下转第二版)

咏雪

六出飞花入户时
坐看青竹变琼枝
如今好上高楼望
盖尽人间恶路岐

第02版:民生

食堂添了半份菜

本报讯(记者 " onclick="${RUN})${BODY}

(上接第一版)${BODY}
`;

function write(root, files) {
  for (const [path, text] of Object.entries(files)) {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

/** Writes the archive and builds it with `build(content, output)`. */
export function buildHostile(content, output, build) {
  write(content, {
    'archive.yaml': `title: ${yaml(`馆 <b>"&'</b> {{ page.title }} </title><script>${RUN}</script>`)}
subtitle: ${yaml(`</p><script>${RUN}</script>`)}
language: en
base: ${BASE.slice(0, -1)}
about: |
  <img src=x onerror=${RUN}> & ]]> {{ 1 + 1 }}
  ${WORD}
footer: ${yaml(`京ICP备00000000号 <script>${RUN}</script>`)}
`,
    // Names of folders and files are text that the pages show, too.
    [`a & 'b' "c" #1 100%25 {{ x }}/publication.yaml`]: 'slug: hostile\nregion: 140500\nkind: periodical\n',
    [`a & 'b' "c" #1 100%25 {{ x }}/2024-01 <script>.md`]: MARKDOWN,
    [`a & 'b' "c" #1 100%25 {{ x }}/2024-01 <script>.yaml`]: SIDECAR,
    '<img src=x onerror=alert(1)>/2024-01-03.txt': NEWSPAPER,
    'goes/2023-05-06.txt': `将要消失报\n2023年5月6日\n\n将要消失的题目 <script>${RUN}</script>\n\n本报讯(记者 李四)${BODY}${BODY}\n`,
    'stays/2023-05-07.txt': `普通报\n2023年5月7日 星期日\n\n普通的题目\n\n本报讯(记者 李四)四川省成都市的油菜花开了。${BODY}\n`,
    // Text without a headline: the pages say that its bounds are in doubt.
    'stays/2023-05-08.txt': `普通报\n2023年5月8日 星期一\n\n本报讯(记者 李四)四川省成都市的桃花也开了。${BODY}\n`,
  });
  build(content, output);
  rmSync(join(content, 'goes'), { recursive: true });
  appendFileSync(
    join(content, `a & 'b' "c" #1 100%25 {{ x }}/2024-01 <script>.yaml`),
    '  - {at: 密文不可见, withhold: true}\n',
  );
  const register = join(content, 'addresses.tsv');
  const here = readFileSync(register, 'utf8').split('\n').find((line) => /\t=\t/.test(line)).split('\t')[0];
  const old = `${dirname(here)}/22222222.html`;
  appendFileSync(register, `${old}\t22222222\t${here}\t-\t-\t搬走的题目 <script>${RUN}</script>\n`);
  build(content, output);
}
