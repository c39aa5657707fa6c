// Modules of the pages that need no page: run by node --test, and by pytest through test_scripts.py.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { stamped } from '../../scripts/page/calculator/papers.js';
import { isInApp } from '../../scripts/page/common/browser.js';
import { dayOf, monthAndDate, untilMidnight } from '../../scripts/page/common/clock.js';
import { clean, grams, ranker } from '../../scripts/page/guide/rank.js';
import { isDistress } from '../../scripts/page/search/distress.js';
import { asked, cut } from '../../scripts/page/search/question.js';
import { LONGEST } from '../../scripts/page/share/longest.js';
import {
  Packer,
  Unpacker,
  packDays,
  packNumbers,
  unpackDays,
  unpackNumbers,
} from '../../scripts/page/share/packing.js';
import { fitted } from '../../scripts/page/share/step_text.js';
import * as wordsForAll from '../../scripts/page/words/every_page.js';
import * as wordsForCalculators from '../../scripts/page/words/calculators.js';

const PAGE = new URL('../../scripts/page/', import.meta.url);
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_4 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) ';
const ANDROID = 'Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/107 Mobile Safari/537.36 ';
const APPS = [
  'MicroMessenger/8.0.50',
  'QQ/9.1',
  'AlipayClient/10.6',
  'Weibo (Xiaomi)',
  'AliApp(DingTalk/7.6.60)',
  'Lark/7.15.32 LarkLocale/zh_CN ChannelName/Feishu',
  'aweme_32.5',
  'xhsdiscover/8.1',
  'Kuaishou/12.3',
  'baiduboxapp/13.6',
  'NewsArticle/9.8.1',
];

test('browsers inside apps are told from the reader’s own', () => {
  const inside = [
    ...APPS.map((name) => ANDROID + name),
    // An app nobody has heard of yet: by what the system says of a browser inside it.
    'Mozilla/5.0 (Linux; Android 14; PKT110; wv) AppleWebKit/537.36 Version/4.0 Chrome/120 Mobile Safari/537.36',
    `${IPHONE}Mobile/15E148 SomeApp/1.0`,
    `${IPHONE}Version/18.4 Mobile/15E148 Safari/604.1 Lark/7.15.32`,
  ];
  const own = [
    `${IPHONE}Version/18.4 Mobile/15E148 Safari/604.1`,
    `${IPHONE}CriOS/136.0 Mobile/15E148 Safari/604.1`,
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.4 Safari/605',
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; U; Android 12; zh-cn) AppleWebKit/537.36 Chrome/109 MQQBrowser/14.2 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 12; HarmonyOS) AppleWebKit/537.36 Chrome/114 HuaweiBrowser/16.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Android 14; Mobile; rv:132.0) Gecko/132.0 Firefox/132.0',
  ];
  for (const userAgent of inside) assert.equal(isInApp({ userAgent }), true, userAgent);
  for (const userAgent of own) assert.equal(isInApp({ userAgent }), false, userAgent);
  assert.equal(isInApp({ userAgent: `${IPHONE}Mobile/15E148`, standalone: true }), false);
});

const sources = readdirSync(PAGE, { recursive: true }).filter((name) => name.endsWith('.js'));

test('the names of apps stand in one place', () => {
  const naming = sources.filter((name) => readFileSync(new URL(name, PAGE), 'utf8').includes('MicroMessenger'));
  assert.deepEqual(naming, ['common/browser.js']);
});

test('what readers see stands with the words', () => {
  // What is looked for in a question, and in the line under a stage's title, is read and not said.
  const elsewhere = ['words/', 'search/', 'share/arriving.js'];
  const code = (name) => readFileSync(new URL(name, PAGE), 'utf8').replace(/\/\*[^]*?\*\/|\/\/.*$/gm, '');
  const others = sources.filter((name) => !elsewhere.some((start) => name.startsWith(start)));
  assert.ok(others.length > 30);
  assert.deepEqual(
    others.filter((name) => /[\u4e00-\u9fff]/.test(code(name))),
    [],
  );
});

test('no sentence is said twice over', () => {
  const groups = [wordsForAll, wordsForCalculators].flatMap((all) => Object.values(all));
  const said = groups
    .flatMap((group) => Object.values(group))
    .filter((text) => typeof text === 'string' && text.length > 8);
  assert.ok(said.length > 50);
  assert.equal(new Set(said).size, said.length);
});

test('a day is the reader’s own, with two digits', () => {
  assert.equal(dayOf(new Date(2026, 0, 2, 0, 0)), '2026-01-02');
  assert.equal(dayOf(new Date(2026, 11, 31, 23, 59, 59)), '2026-12-31');
  assert.deepEqual(monthAndDate('2026-03-09'), [3, 9]);
});

test('midnight is as far away as the clock says, over the ends of months and years', () => {
  assert.equal(untilMidnight(new Date(2026, 1, 28, 23, 59, 59)), 1000);
  assert.equal(untilMidnight(new Date(2026, 11, 31, 0, 0, 0)), 86_400_000);
  for (let day = 0; day < 800; day += 1) {
    const moment = new Date(2026, 0, 1 + day, 18, 30);
    const next = new Date(moment.getTime() + untilMidnight(moment));
    assert.equal(dayOf(next), dayOf(new Date(2026, 0, 2 + day, 12)));
    assert.equal(dayOf(new Date(next.getTime() - 1)), dayOf(moment));
  }
});

/** Numbers that look like chance, and are the same each time. */
function dice(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test('digits come back in their order, whatever their radix', () => {
  const roll = dice(1);
  for (let turn = 0; turn < 300; turn += 1) {
    const digits = Array.from({ length: 1 + roll(40) }, () => {
      const radix = 1 + roll(70_000);
      return [roll(radix), radix];
    });
    const packer = new Packer();
    digits.forEach(([digit, radix]) => packer.put(digit, radix));
    assert.match(packer.text, /^[\w-]*$/);
    const unpacker = new Unpacker(packer.text);
    assert.deepEqual(
      digits.map(([, radix]) => unpacker.small(radix)),
      digits.map(([digit]) => digit),
    );
    assert.equal(unpacker.empty, true);
  }
});

test('numbers and days come back, alone, equal and far apart', () => {
  const roll = dice(2);
  for (let turn = 0; turn < 300; turn += 1) {
    const count = 1 + roll(40);
    const numbers = Array.from({ length: count }, () => BigInt(roll(turn % 3 ? 30_000_000 : 2)));
    const days = Array.from({ length: count }, () => 15_000 + roll(turn % 2 ? 12_000 : 3)).sort((a, b) => a - b);
    const packer = new Packer();
    packNumbers(packer, numbers);
    packDays(packer, days);
    const unpacker = new Unpacker(packer.text);
    assert.deepEqual(unpackNumbers(unpacker, count), numbers);
    assert.deepEqual(unpackDays(unpacker, count), days);
    assert.equal(unpacker.empty, true);
  }
});

test('so many days in order are one number among all the ways in which they can lie', () => {
  // Three days within two days from the first to the last: the one between lies on one of three.
  const ways = [0, 1, 2].map((between) => {
    const packer = new Packer();
    packDays(packer, [20_000, 20_000 + between, 20_002]);
    return packer.text;
  });
  assert.equal(new Set(ways).size, 3);
  const sameDay = new Packer();
  packDays(sameDay, Array(72).fill(20_000));
  assert.ok(sameDay.text.length <= 6, sameDay.text);
});

test('a text that is too long is cut after a sentence and says where it goes on', () => {
  const link = 'https://example.org/steps/contact/#contact-ask';
  assert.deepEqual(fitted('短。', link), { text: `短。\n${link}`, cut: false });
  const exact = '字'.repeat(LONGEST - link.length - 1);
  assert.equal(fitted(exact, link).cut, false);
  for (const [words, to, tail] of [
    ['先问清楚，再答复。', link, `\n（没有放完，后面的在这里：）\n${link}`],
    ['他说“先问清楚。”', '', '\n（没有放完，后面的在网站上。）'],
  ]) {
    const { text, cut: short } = fitted(words.repeat(90), to);
    assert.equal(short, true);
    assert.ok(text.length <= LONGEST && text.length > LONGEST - 30 - words.length);
    assert.ok(text.endsWith(words.slice(-2) + tail));
  }
  // Without an end of a sentence nothing but the link is left.
  assert.equal(fitted('字'.repeat(900), link).text, `\n（没有放完，后面的在这里：）\n${link}`);
});

test('a calendar is stamped as it leaves, and nothing else is', () => {
  const ics = 'BEGIN:VCALENDAR\nDTSTAMP:20200101T000000Z\nSEQUENCE:0\nSUMMARY:SEQUENCE:0\nDTSTAMP:x\nEND:VCALENDAR';
  const now = new Date(Date.UTC(2026, 10, 22, 1, 2, 3, 456));
  assert.equal(
    stamped(ics, now),
    ics
      .replaceAll(/^DTSTAMP:.*$/gm, 'DTSTAMP:20261122T010203Z')
      .replace('\nSEQUENCE:0', `\nSEQUENCE:${Date.UTC(2026, 10, 22, 1, 2, 3) / 1000 - Date.UTC(2020) / 1000}`),
  );
  assert.equal(stamped('日期,金额\nDTSTAMP:1', now), '日期,金额\nDTSTAMP:1');
});

const KNOWN = new Set(['花呗', '逾期', '征信', '信用卡', '怎么办']);

test('a question is cut into the longest known words', () => {
  assert.deepEqual(cut('花呗逾期了怎么办', KNOWN), ['花呗', '逾期', '了', '怎么办']);
  assert.deepEqual(cut('', KNOWN), []);
});

test('a question loses what says nothing, unless nothing else is left', () => {
  assert.equal(asked('花呗逾期了怎么办？', KNOWN), '花呗 逾期 ？');
  assert.equal(asked('怎么办', KNOWN), '怎么办 *怎么办');
  assert.equal(asked('卡', KNOWN), '卡 *卡');
  assert.equal(asked('没有的词', KNOWN), '没有的词');
  assert.equal(asked('huabei 征信', KNOWN), 'huabei  征信');
});

test('who asks in distress is heard, also between blanks', () => {
  for (const question of ['我 想 死', '睡不着', 'YIYU', '撑不下去了'])
    assert.equal(isDistress(question), true, question);
  for (const question of ['死期存款', '花呗逾期', '']) assert.equal(isDistress(question), false, question);
});

test('the one file finds by pairs of characters, the rare ones first, and help before all in distress', () => {
  const section = (title, text) => ({ id: title, title, text, in: clean(title), at: clean(text) });
  const page = (title, text, more = {}) => ({
    title,
    asked: [clean(title)],
    sections: [section(title, text)],
    ...more,
  });
  const rank = ranker([
    page('花呗逾期', '逾期以后会怎样'),
    page('征信记录', '花呗上不上征信'),
    page('去哪里求助', '打电话', { help: true }),
  ]);
  assert.deepEqual(grams('花呗逾期 ABC1'), ['花呗', '呗逾', '逾期', 'abc1']);
  assert.deepEqual(
    rank('花呗上征信吗', false).map(({ entry }) => entry.title),
    ['征信记录', '花呗逾期'],
  );
  assert.equal(rank('花呗逾期', false)[0].gram, '逾期');
  assert.deepEqual(rank('没有这样的词', false), []);
  const [first, ...others] = rank('花呗', true);
  assert.equal(first.entry.title, '去哪里求助');
  assert.equal(others.length, 2);
});
