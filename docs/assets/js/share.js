// Sends one step, one page or one calculator to a friend, and receives who comes by such a link. Without script
// each control is a plain link to its own step. Numbers travel only in a link that was asked for, behind the #,
// and leave the address bar as soon as they are read.

const MOVED = {}; // old address → new one, from scripts/addresses.txt; filled in by scripts/postbuild.py

const LONGEST = 500; // characters of a token, and of a step's text
const root = new URL('../../', import.meta.url);
const inApp = 'inApp' in document.documentElement.dataset; // calculator.js has looked

const WORDS = {
  copied: '已复制。',
  selected: '这里不能自动复制。文字已经选中，请长按它，选“复制”。',
  cut: '这一步太长，只放进了前面一部分，后面接着链接。',
  unshared: '没有打开系统的分享。请复制链接。',
  hold: '长按图片，可以保存或者转发。',
  noPicture: '二维码没有画出来。下面的地址一样能用。',
  noAddress: '这是存在手机里的文件，没有网址。请把文件本身发给对方，或者复制文字。',
  inApp: '你是在别的 App 里打开的：点右上角的“…”，选发送或分享，发出去的就是这里。对方打开看到的不是这里，就改发上面的链接。',
  blank: '空白链接：对方打开，看到的是示例。',
  risk: '链接里写着这些数，谁拿到都看得到，只发给信得过的人。',
  none: '还没有按你的数算过，所以没有数字可带。先填好再来。',
  mistakes: '上面还有要改的地方，改好才能带着数字发。',
  stale: '下面的结果不是按现在填的数算的，先让它算出来，再带着数字发。',
  long: '行数太多、数太大，一个链接放不下。请把结果复制成文字发。',
  arrived: '这些数是链接里带来的，不是你填的，也没有打勾。请一格一格看过，再用。',
  named: '名称没有带过来，先用编号代替。',
  new: '这几格链接里没有，空着的要你自己填：',
  other: '链接里的数读不出来：它是按这个网站另一版做的。下面是示例，你可以自己填，或者请对方重新发一次。',
  broken: '链接里的数读不出来，多半是转发时断了。下面是示例，你可以自己填，或者请对方重新发一次。',
  gone: '链接里的数要用的计算器不在这一页，数没有用上。',
  dead: '这个浏览器现在填不了数，链接里的数没有用上。下面是示例。',
};

// Numbers in a link ------------------------------------------------------------------------------------------
//
// A token is a version, one big number in 64 digits, and four letters that tell a link that was cut. The number
// is made of many small ones (mixed radix), because a form may hold seventy rows and a chat app cuts long links.
// Fields and options go by a hash of their name, so that a form may gain some and old links still mean the same.
// Everything that may travel is in it, also what equals the example: the example may change. Rows go in the order of
// their days: so many days in order are far fewer cases than the same days in any order.

const VERSION = '1';
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz'; // the last ones of a link: no sign that a chat app leaves out
const NAMES = 2039;
const OPTIONS = 4093;
const ROWS = 128;
const DAY = 86_400_000;
const LAST_DAY = 60_000; // since 1970, past the year 2130

class Unreadable extends Error {}

/** FNV-1a over the characters: short, and the same for ever. */
function hash(text) {
  let sum = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193) >>> 0;
  return sum;
}

function seal(calculator, body) {
  const sum = hash(`${calculator}~${body}`);
  return [0, 5, 10, 15].map((bits) => LETTERS[(sum ^ (sum >>> 12)) >>> bits & 31]).join('');
}

/** Collects digits, each with its radix, and reads them back in the same order. */
class Packer {
  #digits = [];

  put(digit, radix) {
    this.#digits.push([BigInt(digit), BigInt(radix)]);
  }

  number(value) {
    const bits = value.toString(2).length;
    this.put(bits, 64);
    this.put(value, 1n << BigInt(bits));
  }

  get text() {
    let number = this.#digits.reduceRight((all, [digit, radix]) => all * radix + digit, 0n);
    let text = '';
    for (; number; number /= 64n) text += DIGITS[number % 64n];
    return text;
  }
}

class Unpacker {
  #number;

  constructor(text) {
    this.#number = [...text].reduceRight((all, sign) => all * 64n + BigInt(DIGITS.indexOf(sign)), 0n);
  }

  take(radix) {
    const digit = this.#number % BigInt(radix);
    this.#number /= BigInt(radix);
    return digit;
  }

  small(radix) {
    return Number(this.take(radix));
  }

  number() {
    return this.take(1n << this.take(64));
  }

  get empty() {
    return this.#number === 0n;
  }
}

/** What of a form a link may fill in: by name its control, or for rows the control of each column. */
function fieldsOf(form) {
  const fields = new Map();
  const may = (control) => control.name && !control.name.endsWith('.confirmed') && !('stays' in control.dataset);
  for (const control of form.elements) {
    if (may(control) && !control.name.includes('.')) fields.set(control.name, { columns: new Map([['', control]]) });
  }
  for (const rows of form.querySelectorAll('[data-rows]')) {
    const cells = [...rows.querySelector('template').content.querySelectorAll('[name]')];
    const columns = new Map(cells.filter(may).map((cell) => [cell.name.split('.').at(-1), cell]));
    const texts = cells.filter((cell) => !may(cell) && cell.tagName === 'INPUT').map((cell) => cell.name.split('.').at(-1));
    if (columns.size) fields.set(rows.dataset.rows, { columns, texts, rows });
  }
  return fields;
}

const isChoice = (control) => control.tagName === 'SELECT';
const isDay = (control) => control.dataset.unit === 'day';

function packColumn(packer, control, cells) {
  const filled = cells.filter(Boolean);
  packer.put(filled.length < cells.length ? 1 : 0, 2);
  if (filled.length < cells.length) cells.forEach((cell) => packer.put(cell ? 1 : 0, 2));
  if (isChoice(control)) {
    filled.forEach((cell) => packer.put(hash(cell) % OPTIONS, OPTIONS));
    return;
  }
  if (!filled.length) return;
  let places = 0;
  let numbers;
  if (isDay(control)) {
    const days = filled.map((cell) => Date.parse(cell) / DAY);
    const rising = days.every((day, i) => !i || day >= days[i - 1]);
    packer.put(rising ? 1 : 0, 2);
    if (rising) {
      packDays(packer, days);
      return;
    }
    numbers = days.map(BigInt);
  } else {
    const parts = filled.map((cell) => /^(\d+)(?:\.(\d+))?(%?)$/.exec(cell));
    packer.put(parts[0][3] ? 1 : 0, 2);
    places = Math.max(...parts.map(([, , fraction]) => fraction?.length ?? 0));
    packer.put(places, 16);
    numbers = parts.map(([, whole, fraction]) => BigInt(whole + (fraction ?? '').padEnd(places, '0')));
  }
  packNumbers(packer, numbers);
}

/** Numbers from 0, each as one of as many as the greatest of them allows. */
function packNumbers(packer, numbers) {
  const greatest = numbers.reduce((a, b) => (a > b ? a : b));
  packer.number(greatest);
  if (numbers.length > 1) numbers.forEach((number) => packer.put(number, greatest + 1n));
}

function unpackNumbers(unpacker, count) {
  const greatest = unpacker.number();
  return count > 1 ? Array.from({ length: count }, () => unpacker.take(greatest + 1n)) : [greatest];
}

/** How many ways there are to choose k of n. */
function choose(n, k) {
  let ways = 1n;
  for (let i = 1; i <= k; i++) ways = (ways * BigInt(n - k + i)) / BigInt(i);
  return ways;
}

/**
 * Days in order: the first, how far the last is from it, and which of all the ways the others lie between them
 * (the combinatorial number system, with day i moved on by i, so that no two fall together).
 */
function packDays(packer, days) {
  const span = days.at(-1) - days[0];
  const between = days.slice(1, -1).map((day, i) => day - days[0] + i);
  packer.put(days[0], LAST_DAY);
  if (days.length > 1) packer.put(span, LAST_DAY);
  packer.put(between.reduce((way, place, i) => way + choose(place, i + 1), 0n), choose(span + between.length, between.length));
}

function unpackDays(unpacker, count) {
  const first = unpacker.small(LAST_DAY);
  if (count === 1) return [first];
  const span = unpacker.small(LAST_DAY);
  const between = [];
  let way = unpacker.take(choose(span + count - 2, count - 2));
  for (let i = count - 3; i >= 0; i--) {
    let [place, beyond] = [i, span + i + 1]; // the highest place that is not past the way, by halving
    while (beyond - place > 1) {
      const half = (place + beyond) >> 1;
      if (choose(half, i + 1) <= way) place = half;
      else beyond = half;
    }
    way -= choose(place, i + 1);
    between.unshift(first + place - i);
  }
  return [first, ...between, first + span];
}

function unpackColumn(unpacker, control, count) {
  const blanks = unpacker.small(2) ? Array.from({ length: count }, () => !unpacker.small(2)) : Array(count).fill(false);
  const filled = blanks.filter((blank) => !blank).length;
  let next;
  if (isChoice(control)) {
    next = () => {
      const code = unpacker.small(OPTIONS);
      const option = [...control.options].find(({ value }) => value && hash(value) % OPTIONS === code);
      if (!option) throw new Unreadable('other');
      return option.value;
    };
  } else if (filled && isDay(control)) {
    const days = unpacker.small(2) ? unpackDays(unpacker, filled) : unpackNumbers(unpacker, filled).map(Number);
    next = () => {
      const day = days.shift();
      if (day >= LAST_DAY) throw new Unreadable('broken');
      return new Date(day * DAY).toISOString().slice(0, 10);
    };
  } else if (filled) {
    const percent = unpacker.small(2) ? '%' : '';
    const places = unpacker.small(16);
    const numbers = unpackNumbers(unpacker, filled);
    next = () => shown(numbers.shift(), places, !percent) + percent;
  }
  return blanks.map((blank) => (blank ? '' : next()));
}

/** A whole number as a decimal with so many places, without zeros that say nothing; money keeps its fen. */
function shown(number, places, money) {
  const digits = number.toString().padStart(places + 1, '0');
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, '');
  if (!places || !fraction) return whole;
  return `${whole}.${money ? fraction.padEnd(2, '0') : fraction}`;
}

/** Rows in the order of their days, where they have any. */
function inOrder(values, columns) {
  const day = [...columns].find(([, control]) => isDay(control))?.[0];
  return day === undefined ? values : [...values].sort((a, b) => (a[day] < b[day] ? -1 : Number(a[day] > b[day])));
}

/** The token of what may travel of a form, as the calculator has read it. */
function pack(section, travels) {
  const fields = fieldsOf(section.querySelector('form'));
  const packer = new Packer();
  packer.put(fields.size, 64);
  for (const [name, { columns, rows }] of fields) {
    const values = rows ? inOrder(travels[name], columns) : [{ '': travels[name] }];
    packer.put(hash(name) % NAMES, NAMES);
    packer.put(rows ? 1 : 0, 2);
    if (rows) {
      packer.put(values.length, ROWS);
      packer.put(columns.size, 32);
    }
    for (const [cell, control] of columns) {
      if (rows) packer.put(hash(cell) % NAMES, NAMES);
      packColumn(packer, control, values.map((row) => row[cell]));
    }
  }
  const body = VERSION + packer.text;
  const token = body + seal(section.dataset.calculator, body);
  return token.length > LONGEST ? null : token;
}

/** The form in a token, as it would be typed, and the fields that it does not have. Throws Unreadable. */
function unpack(section, token) {
  if (token[0] !== VERSION) throw new Unreadable(/^\w/.test(token) ? 'other' : 'broken');
  const body = token.slice(0, -4);
  if (token.length > LONGEST || !/^[\w-]+$/.test(token) || token !== body + seal(section.dataset.calculator, body)) {
    throw new Unreadable('broken');
  }
  const unpacker = new Unpacker(body.slice(1));
  const fields = fieldsOf(section.querySelector('form'));
  const called = (names) => {
    const code = unpacker.small(NAMES);
    const name = [...names].find((each) => hash(each) % NAMES === code);
    if (name === undefined) throw new Unreadable('other');
    return name;
  };
  const form = {};
  for (let left = unpacker.small(64); left; left--) {
    const name = called(fields.keys());
    const { columns, rows, texts } = fields.get(name);
    if (name in form || unpacker.small(2) !== (rows ? 1 : 0)) throw new Unreadable('broken');
    if (!rows) {
      [form[name]] = unpackColumn(unpacker, columns.get(''), 1);
      continue;
    }
    const count = unpacker.small(ROWS);
    if (count > Number(rows.dataset.most)) throw new Unreadable('broken');
    form[name] = Array.from({ length: count }, (_, i) =>
      Object.fromEntries(texts.map((cell) => [cell, `${rows.dataset.noun} ${i + 1}`])));
    for (let more = unpacker.small(32); more; more--) {
      const cell = called(columns.keys());
      unpackColumn(unpacker, columns.get(cell), count).forEach((text, i) => { form[name][i][cell] = text; });
    }
  }
  if (!unpacker.empty || !Object.keys(form).length) throw new Unreadable('broken');
  return {
    form,
    left: [...fields].filter(([name]) => !(name in form)).map(([, field]) => labelOf(field)),
    named: [...fields].some(([name, { texts }]) => texts?.length && form[name]?.length),
  };
}

// Sending ----------------------------------------------------------------------------------------------------

/** This page's address without query, id and token: where the reader is, or else where the site lives. */
function here() {
  if (location.protocol === 'file:') return document.querySelector('link[rel=canonical]')?.href ?? '';
  return location.origin + location.pathname.replace(/index\.html$/, '');
}

function address(id) {
  return here() && here() + (id ? `#${id}` : '');
}

function plain(element) {
  const copy = element.cloneNode(true);
  copy.querySelectorAll('.fact-source, .share').forEach((extra) => extra.remove());
  return copy.textContent.replace(/\s+/g, ' ').trim();
}

/** The words of a step, one paragraph or point a line. */
function* linesOf(heading) {
  yield plain(heading);
  for (let next = heading.nextElementSibling; next && !/^H[1-6]$|^HR$/.test(next.tagName); next = next.nextElementSibling) {
    if (next.matches('.step-tick, .step-note, .landing, script')) continue;
    if (next.matches('section') || next.querySelector('section')) yield '（这里有一个计算器，打开链接就能算。）';
    else if (next.matches('ul, ol')) {
      for (const [i, item] of [...next.children].entries()) yield `${next.matches('ol') ? `${i + 1}.` : '·'} ${plain(item)}`;
    } else if (next.matches('dl, table, div, blockquote')) {
      for (const line of next.querySelectorAll('dt, dd, tr, p, li')) yield plain(line);
    } else yield plain(next);
  }
}

/** A whole step as text, cut at the end of a sentence where it would not fit, with its address at the end. */
function textOf(heading, link) {
  const text = [...linesOf(heading)].filter(Boolean).join('\n');
  const end = link && `\n${link}`;
  if (text.length + end.length <= LONGEST) return { text: text + end, cut: false };
  const tail = `\n（没有放完，后面的${link ? '在这里：' : '在网站上。'}）${end}`;
  const room = Math.max(0, LONGEST - tail.length);
  const ends = [...text.slice(0, room).matchAll(/[。？；]”?|\n/g)];
  const last = ends.at(-1);
  return { text: text.slice(0, last ? last.index + last[0].length : 0).trimEnd() + tail, cut: true };
}

/** A QR code as a PNG, which chat apps know how to keep and to forward. */
async function picture(text) {
  const { encode, renderSVG } = await import('./uqr.js');
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const scale = Math.ceil(480 / size);
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = size * scale;
  const ink = canvas.getContext('2d', { willReadFrequently: true });
  ink.fillStyle = '#fff';
  ink.fillRect(0, 0, size * scale, size * scale);
  ink.fillStyle = '#000';
  data.forEach((row, y) => row.forEach((dark, x) => dark && ink.fillRect(x * scale, y * scale, scale, scale)));
  // A browser that guards against fingerprints may hand out another picture than was drawn.
  const honest = [[0, 255], [4.5 * scale, 0]].every(([at, shade]) => ink.getImageData(at, at, 1, 1).data[0] === shade);
  if (honest) return canvas.toDataURL('image/png');
  return `data:image/svg+xml,${encodeURIComponent(renderSVG(text, { ecc: 'M', border: 4 }))}`;
}

function make(tag, { text, ...properties } = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  if (text) element.textContent = text;
  element.append(...children);
  return element;
}

/** The one dialog of the page. What it holds is made anew each time, so that nothing of the last time stays. */
class Dialog {
  #dialog = make('dialog', { className: 'share-dialog' });
  #box;
  #told;
  #opened = 0;

  constructor() {
    this.#dialog.setAttribute('aria-label', '发给朋友');
    this.#dialog.addEventListener('click', ({ target }) => target === this.#dialog && this.#dialog.close());
  }

  /** `say` is the sentence for the receiver, `id` what the link leads to, `choices` the buttons: label → text. */
  open({ say, id, choices, notes = [] }, opener) {
    const link = address(id);
    const close = make('button', { type: 'button', className: 'share-close', text: '×', title: '关闭' });
    close.setAttribute('aria-label', '关闭');
    close.addEventListener('click', () => this.#dialog.close());
    this.#box = make('textarea', { readOnly: true, rows: 3, value: link ? `${say}\n${link}` : say });
    this.#box.setAttribute('aria-label', '要发的文字');
    this.#told = make('p', { className: 'share-told' });
    this.#told.setAttribute('role', 'status');
    const buttons = make('p', { className: 'share-buttons' }, ...[...choices].map(([label, text]) => this.#copier(label, text)));
    if (link && typeof navigator.share === 'function') buttons.append(this.#sheet(say, link));
    this.#dialog.replaceChildren(
      make('div', { className: 'share-sheet' },
        close,
        make('p', { className: 'share-title', text: '发给朋友' }),
        make('p', { className: 'share-say', text: say }),
        ...notes.map((text) => make('p', { className: 'share-note', text })),
        buttons, this.#told, this.#box,
        ...(link ? this.#code(link) : [make('p', { className: 'share-note', text: WORDS.noAddress })]),
        ...(inApp && link ? [make('p', { className: 'share-note', text: WORDS.inApp })] : [])));
    // A browser inside an app forwards the address of the moment: it shall be this one.
    if (inApp && link) history.replaceState(history.state, '', id ? `#${id}` : location.pathname);
    if (this.#dialog.showModal) {
      document.body.append(this.#dialog);
      if (!this.#dialog.open) this.#dialog.showModal();
    } else { // a browser without dialogs shows it in the page
      this.#dialog.setAttribute('open', '');
      this.#dialog.close = () => { this.#dialog.remove(); opener.focus(); };
      opener.closest('h1, h2, h3, h4, p').after(this.#dialog);
    }
  }

  #copier(label, make_) {
    const button = make('button', { type: 'button', text: label });
    button.addEventListener('click', async () => {
      const { text, told = '' } = make_();
      if (text === null) {
        this.#told.textContent = told;
        return;
      }
      this.#box.value = text;
      this.#told.textContent = (await this.#copy(text) ? WORDS.copied : WORDS.selected) + told;
    });
    return button;
  }

  /** Says that it is copied only if it is; else the text is left selected for the reader's own hand. */
  async #copy(text) {
    this.#box.focus();
    this.#box.select();
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return document.execCommand('copy');
    }
  }

  #sheet(say, url) {
    const button = make('button', { type: 'button', text: '系统分享…' });
    button.addEventListener('click', async () => {
      try {
        await navigator.share({ title: document.title, text: say, url });
      } catch (error) {
        if (error.name !== 'AbortError') this.#told.textContent = WORDS.unshared;
      }
    });
    return button;
  }

  #code(link) {
    const image = make('img', { alt: `二维码，内容是 ${link}`, width: 240, height: 240 });
    const caption = make('figcaption', { text: WORDS.hold });
    const figure = make('figure', { className: 'share-code' }, image, caption);
    const opened = ++this.#opened;
    picture(link).then(
      (source) => { if (opened === this.#opened) image.src = source; },
      () => { image.remove(); caption.textContent = WORDS.noPicture; },
    );
    return [figure, make('p', { className: 'share-address', text: link })];
  }
}

const dialog = new Dialog();
const answers = new WeakMap(); // the newest answer of each calculator
document.addEventListener('answered', ({ target, detail }) => answers.set(target, detail));

const description = () => document.querySelector('meta[name=description]')?.content ?? document.title;

function shareHeading(opener) {
  const heading = opener.closest('h1, h2, h3, h4');
  const id = heading.tagName === 'H1' ? '' : heading.id;
  const say = heading.dataset.say ?? description();
  const link = address(id);
  const choices = new Map([['复制这句话和链接', () => ({ text: link ? `${say}\n${link}` : say })]]);
  if (link) choices.set('复制链接', () => ({ text: link }));
  if (id) {
    choices.set('复制这一步全文', () => {
      const { text, cut } = textOf(heading, link);
      return { text, told: cut ? WORDS.cut : '' };
    });
  }
  dialog.open({ say, id, choices }, opener);
}

/** The link with the reader's numbers, or in words why there is none. */
function numbered(section) {
  const answer = answers.get(section);
  if (!answer || !('mine' in section.dataset)) return { text: null, told: WORDS.none };
  if (Object.keys(answer.errors).length) return { text: null, told: WORDS.mistakes };
  const example = section.querySelector('[data-as-given]');
  if (section.dataset.state !== 'live' || 'stale' in section.dataset || example) return { text: null, told: WORDS.stale };
  const token = pack(section, answer.travels);
  if (!token) return { text: null, told: WORDS.long };
  return { text: address(`${section.id}~${token}`) };
}

const labelOf = ({ rows, columns }) => plain(rows ? rows.querySelector('legend') : columns.get('').labels[0]);

function shareCalculator(opener) {
  const section = opener.closest('section[data-calculator]');
  const link = address(section.id);
  const choices = new Map();
  const notes = [];
  if (link) choices.set('复制空白链接', () => ({ text: link }));
  const fields = fieldsOf(section.querySelector('form'));
  if (link && fields.size) {
    choices.set('复制带我的数字的链接', () => numbered(section));
    const taken = [...fields.values()].map(labelOf);
    const stays = [...section.querySelectorAll('form [data-stays]')].map((control) => plain(control.labels[0]));
    const left = [...new Set([...stays, '打过的勾'])];
    notes.push(WORDS.blank, `带数字的链接，带上的是：${taken.join('、')}。不带：${left.join('、')}。${WORDS.risk}`);
  }
  const say = description();
  if (!link) choices.set('复制这句话', () => ({ text: say }));
  dialog.open({ say, id: section.id, choices, notes }, opener);
}

document.addEventListener('click', (event) => {
  const opener = event.target.closest('.share');
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault(); // without script it is a plain link to its own step
  if (opener.closest('section[data-calculator]')) shareCalculator(opener);
  else shareHeading(opener);
});

// Arriving ---------------------------------------------------------------------------------------------------

function tell(place, words) {
  document.querySelector('.share-arrived')?.remove();
  const note = make('p', { className: 'share-arrived', text: words });
  note.setAttribute('role', 'status');
  place(note);
}

/** Fills a calculator with the numbers of a link, as if they had been typed: its own reading says what is wrong. */
function fill(section, token) {
  let words;
  try {
    const { form, left, named } = unpack(section, token);
    if (section.querySelector('.calc-fields').disabled) throw new Unreadable('dead');
    words = WORDS.arrived + (named ? WORDS.named : '') + (left.length ? `${WORDS.new}${left.join('、')}。` : '');
    section.querySelector('.calc-more')?.setAttribute('open', '');
    section.dispatchEvent(new CustomEvent('fill', { detail: form }));
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    words = WORDS[error.message];
  }
  tell((note) => section.prepend(note), words);
}

/** Where an address has moved, if it has: ids are addresses that people have sent to friends. */
function moved(id) {
  const page = decodeURI(location.pathname).replace(/index\.html$/, '');
  const start = decodeURI(root.pathname);
  return page.startsWith(start) ? MOVED[`${page.slice(start.length)}#${id}`] : undefined;
}

/** Somebody who comes to the middle of a page from outside is told where they are. */
function orient(target) {
  const heading = document.querySelector('article h1');
  if (!heading || target === heading || location.protocol === 'file:' || document.referrer.startsWith(root.href)) return;
  let place = target;
  while (place.parentElement && !place.parentElement.matches('article')) place = place.parentElement;
  if (!place.parentElement) return;
  document.querySelector('.landing')?.remove();
  const stage = /^第 \d+ 步，共 \d+ 步/.exec(heading.nextElementSibling?.textContent ?? '')?.[0];
  const all = heading.nextElementSibling?.querySelector('a');
  const to = (text, href) => make('a', { text, href });
  const strip = make('nav', { className: 'landing' },
    make('strong', { text: stage ? `${stage}：${plain(heading)}` : `你在看“${plain(heading)}”里的一段` }),
    to('从头看这一页', `#${heading.id}`),
    stage && all ? to('看全部八步', all.href) : to('我该怎么办', root.href),
    to('这个网站是什么', new URL('about/privacy/', root).href));
  strip.setAttribute('aria-label', '你在哪里');
  place.before(strip);
  target.scrollIntoView();
}

/**
 * Where an address leads: the id in it, the token of numbers behind a tilde (null without any), and what of the query
 * may stay. Chat apps write signs in their own way, stick words of their own to an address, or put all of it into the
 * query: whatever an id or a token can't hold ends it, and neither ends with a dash.
 */
function arrival(href) {
  const url = new URL(href);
  const decode = (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run; // cut within a sign, or not written by us: it ends what stands before it
    }
  };
  const [query, fragment] = [url.search, url.hash].map((text) => {
    // Twice, for what was packed into another address on its way.
    for (let i = 0; i < 2; i++) text = text.replace(/(?:%[0-9a-f]{2})+/gi, decode);
    return text.replace(/\p{Cf}/gu, '').replace(/[～〜]/g, '~').replace(/＃/g, '#');
  });
  const place = /#[^\w~]*([a-z][\w-]*)?(?:~([\w-]*))?/;
  const numbers = /([a-z][a-z0-9-]*)~(\d[\w-]{5,})/; // the digit of the version, and at the least a seal
  const found =
    (fragment.includes('~') && place.exec(fragment)) || numbers.exec(query) || place.exec(query) || place.exec(fragment);
  const [, id = '', token = !id && fragment.includes('~') ? '' : null] = found ?? [];
  const end = (word) => word?.replace(/[_-]+$/, '') ?? null;
  return { id: end(id), token: end(token), search: found?.input === query || numbers.test(query) ? '' : url.search };
}

/** Follows the address of the moment: to where it has moved, to its step, into its calculator. */
function arrive() {
  const { id, token, search } = arrival(location.href);
  const known = id ? document.getElementById(id) : null;
  const target = known ? undefined : moved(id);
  if (target !== undefined) {
    location.replace(new URL(target + (token === null ? '' : `~${token}`), root).href);
    return;
  }
  const clean = !known || location.hash === `#${id}`;
  // Before anything else: what stands in the address bar is what gets forwarded.
  if (token !== null || !clean) {
    history.replaceState(history.state, '', location.pathname + search + (known ? `#${id}` : ''));
  }
  if (known) orient(known);
  if (!clean) known.scrollIntoView();
  if (token === null) return;
  if (known?.matches('section[data-calculator]')) fill(known, token);
  else tell((note) => document.querySelector('article h1')?.after(note), WORDS.gone);
}

arrive();
addEventListener('hashchange', () => {
  // A link that was pasted here, and not one from step to step within the page.
  const { id, token } = arrival(location.href);
  if (token !== null || location.hash !== `#${id}` || moved(id) !== undefined) arrive();
});
