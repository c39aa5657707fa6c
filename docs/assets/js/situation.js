// My situation: what the reader agreed to keep, in this browser only. Which field means the same as which is declared
// in Python (`same`), and the page carries it as data-same; this script keeps values by that name and offers them
// elsewhere, one tap each. It never types over anything, keeps nothing unasked, and leaves the pages of cases alone.

const KEY = 'situation';
const VERSION = 1;
const NOT_NOW = 'situation-not-now'; // for this tab's session: asked once is enough
const MOST = 60; // of kept names, and of rows in each

const WORDS = {
  ask: '要不要在这部手机上记住这些数，别的计算器和申请书里就不用再填？只记在这个浏览器里，随时能删。别人也用这部手机的话，先别记。',
  diary: '这些还没有记住，关掉这一页就没了。',
  inApp: '在哪个 App 里记的，只在哪个 App 里看得到。',
  yes: '记住',
  no: '不用',
  kept: '已记在这个浏览器里。',
  declined: '好，不记。以后想记，可以到那一页打开：',
  page: '手机里记了什么',
  blocked: '没有记上：这个浏览器不让网站记东西，可能开了无痕。填的都还在这一页，照样能算、能复制；关掉就没有了。',
  full: '没有记上：这个浏览器给网站的地方满了。填的都还在这一页，照样能算、能复制；关掉就没有了。',
  newer: '这里有新版本网页记下的东西，这一页读不懂，所以没有动它。刷新一下再看。',
};

const root = new URL('../../', import.meta.url);
const inApp = 'inApp' in document.documentElement.dataset; // calculator.js has looked

// What is kept ------------------------------------------------------------------------------------------

/** What is kept: null where the reader has not agreed, {newer: true} where a later release wrote it. */
function kept() {
  try {
    const found = JSON.parse(localStorage.getItem(KEY));
    if (!isObject(found)) return null;
    return found.v === VERSION ? { v: VERSION, kept: clean(found.kept) } : { newer: true };
  } catch {
    return null;
  }
}

/** Keeps it all; says 'kept', 'full' or 'blocked'. */
function keep(all) {
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
    return 'kept';
  } catch (error) {
    return /quota/i.test(error?.name ?? '') ? 'full' : 'blocked';
  }
}

const isObject = (value) => Boolean(value) && typeof value === 'object' && !Array.isArray(value);
const isText = (value, most = 400) => typeof value === 'string' && value.length <= most;

/** Only what has the form of something that we keep: an import or another release may hold anything. */
function clean(all) {
  const found = {};
  for (const [name, entry] of Object.entries(isObject(all) ? all : {}).slice(0, MOST)) {
    const { text, rows, label, from, day, tick = '', suffix = '', lines = [] } = isObject(entry) ? entry : {};
    const said = [label, from, tick, suffix].every((words) => isText(words, 60)) && /^\d{4}-\d\d-\d\d$/.test(day);
    if (!/^[a-z_]{1,40}$/.test(name) || !said) continue;
    if (isText(text) && text.trim()) found[name] = { text, label, from, day, tick, suffix };
    else if (areRows(rows) && Array.isArray(lines) && lines.every((line) => isText(line, 1000))) {
      found[name] = { rows, lines: lines.slice(0, MOST), label, from, day, tick, suffix };
    }
  }
  return found;
}

const areRows = (rows) =>
  Array.isArray(rows) && rows.length > 0 && rows.length <= MOST &&
  rows.every((row) => isObject(row) && Object.entries(row).every(([key, text]) => /^[a-z_]{1,40}$/.test(key) && isText(text)));

const same = (one, other) => JSON.stringify([one?.text, one?.rows]) === JSON.stringify([other?.text, other?.rows]);

// In the calculators ------------------------------------------------------------------------------------

const tickOf = (form, name) => form.elements[`${name}.confirmed`];
const nameOf = (control) => control.dataset.rows ?? control.name;
const wordsOf = (control) =>
  `${control.labels[0].textContent}：${control.selectedOptions ? control.selectedOptions[0].text : control.value.trim()}`;
// What stands there for everybody is not the reader's as long as nobody changed or ticked it.
const standing = (control) => 'today' in control.dataset || control.value === control.dataset.own;
const isExample = (section) => section.querySelector('[data-as-given]') !== null;
const controlsOf = (row) => [...row.querySelectorAll('input[type=text], select')];
const filled = (row) => controlsOf(row).some((control) => control.value.trim());
const shared = (form) => form.querySelectorAll('[data-same]');

/** The rows of a group as they would be kept, each with the mark by which it is known; that is not shown. */
function rowsOf(group) {
  const rows = [...group.querySelectorAll('[data-row]')].filter(filled);
  const cells = (row) => [...row.querySelectorAll('[name]')].map((c) => [c.name.split('.')[2], c.value.trim()]);
  return {
    rows: rows.map((row) => Object.fromEntries(cells(row))),
    lines: rows.map((row) => controlsOf(row).filter((c) => c.value.trim()).map(wordsOf).join('；')),
    suffix: `${group.dataset.counter}${group.dataset.noun}`,
  };
}

/** What this calculator has to keep after an answer: entered or ticked by the reader, and results of only that. */
function entriesOf(section, answer) {
  if (isExample(section)) return {};
  const form = section.querySelector('form');
  const found = {};
  const add = (name, entry) => {
    found[name] = { tick: '', suffix: '', ...entry, from: section.dataset.title, day: today() };
  };
  for (const [name, given] of Object.entries(answer.gives)) add(name, given);
  for (const control of shared(form)) {
    const box = tickOf(form, nameOf(control));
    const tick = box?.checked ? box.labels[0].textContent : '';
    if (control.dataset.rows) {
      const group = rowsOf(control);
      const label = control.querySelector('legend').textContent;
      if (group.rows.length) add(control.dataset.same, { ...group, label, tick });
    } else if (control.value.trim() && (tick || !standing(control))) {
      const suffix = control.parentElement.querySelector('.calc-suffix')?.textContent ?? '';
      add(control.dataset.same, { text: control.value.trim(), label: control.labels[0].textContent, suffix, tick });
    }
  }
  return found;
}

let notNow = (() => {
  try {
    return Boolean(sessionStorage.getItem(NOT_NOW));
  } catch {
    return false; // nothing can be kept, not even that: the answer to 记住 will say so
  }
})();

/** One calculator: asks, keeps and offers. */
class Keeper {
  #section;
  #form;
  #answer = null;
  #line;
  #offers = new Map(); // control → its offer, and of what, as JSON

  constructor(section) {
    this.#section = section;
    this.#form = section.querySelector('form');
    section.addEventListener('answered', ({ detail }) => this.#answered(detail));
    this.open();
  }

  /** Shows what is kept: as offers, and a diary as it was left. */
  open() {
    const found = kept();
    const all = found?.kept ?? {};
    if (!found && !this.#line?.querySelector('button')) this.#line?.replaceChildren(); // forgotten in another tab
    for (const group of this.#form.querySelectorAll('[data-diary]')) {
      const entry = all[group.dataset.same];
      if (entry?.rows && !same(entry, rowsOf(group))) this.#put(group, entry, true);
    }
    this.offer();
  }

  #answered(answer) {
    if (Object.keys(answer.errors).length || isExample(this.#section)) return;
    this.#answer = answer;
    const all = kept();
    if (all && !all.newer) this.#keep(all);
    else if (all) this.#say(WORDS.newer);
    else if (Object.keys(entriesOf(this.#section, answer)).length) this.#ask();
    this.offer();
  }

  #keep(all) {
    const now = entriesOf(this.#section, this.#answer);
    for (const group of this.#form.querySelectorAll('[data-diary]')) {
      if (group.dataset.same in now) continue;
      // Its last row was removed: nothing that came from it may stay behind.
      for (const [name, { from }] of Object.entries(all.kept)) if (from === this.#section.dataset.title) delete all.kept[name];
    }
    for (const [name, entry] of Object.entries(now)) {
      // A value that came from here keeps where and when it was noted, unless the reader has checked it anew.
      if (same(entry, all.kept[name]) && (!entry.tick || all.kept[name].tick === entry.tick)) continue;
      all.kept[name] = entry;
    }
    const done = keep(all);
    if (done !== 'kept') {
      notNow = true;
      this.#say(WORDS[done]);
    } else if (Object.keys(now).length) this.#say(WORDS.kept, toPage());
    keptPage?.show();
  }

  #ask() {
    if (notNow || this.#line?.querySelector('button')) return;
    const diary = this.#form.querySelector('[data-diary]') ? WORDS.diary : '';
    this.#say(diary + WORDS.ask + (inApp ? WORDS.inApp : ''), button(WORDS.yes, () => {
      this.#line.tabIndex = -1;
      this.#line.focus(); // the button goes away
      const all = kept() ?? { v: VERSION, kept: {} }; // another tab may have agreed in the meantime
      if (all.newer) this.#say(WORDS.newer);
      else this.#keep(all);
      this.offer();
    }), button(WORDS.no, () => {
      notNow = true;
      try {
        sessionStorage.setItem(NOT_NOW, '1');
      } catch {
        // then it is asked again on the next page
      }
      this.#line.tabIndex = -1;
      this.#line.focus();
      this.#say(WORDS.declined, toPage());
    }));
  }

  #say(words, ...more) {
    if (!this.#line) {
      this.#line = document.createElement('p');
      this.#line.className = 'kept-line';
      this.#line.setAttribute('role', 'status');
      this.#section.querySelector('[data-result]').after(this.#line);
    }
    const before = this.#line.textContent;
    const now = words + more.map((element) => element.textContent).join('');
    if (before !== now) this.#line.replaceChildren(words, ...more);
  }

  /** Beside each field that has a kept value of its own: one tap to use it. */
  offer() {
    const all = kept()?.kept ?? {};
    const wanted = new Map();
    for (const control of shared(this.#form)) {
      const entry = all[control.dataset.same];
      if (this.#differs(control, entry)) wanted.set(control, entry);
    }
    for (const control of this.#form.querySelectorAll('[data-beside]')) {
      const entry = all[control.dataset.beside];
      if (entry?.text) wanted.set(control, entry);
    }
    // What need not change stays: a finger may just be on it, or the focus in it.
    for (const [control, { offer, of }] of this.#offers) {
      const stays = offer.isConnected && (of === JSON.stringify(wanted.get(control)) || offer.contains(document.activeElement));
      if (stays) wanted.delete(control);
      else {
        offer.remove();
        this.#offers.delete(control);
      }
    }
    wanted.forEach((entry, control) => this.#offerFor(control, entry));
    const folded = this.#form.querySelector('.calc-more');
    folded?.querySelector('summary .kept-hint')?.remove();
    if (folded?.querySelector('.kept-offer')) {
      const hint = document.createElement('span');
      hint.className = 'kept-hint';
      hint.textContent = '（里面有之前记下的）';
      folded.querySelector('summary').append(hint);
    }
  }

  #differs(control, entry) {
    const group = 'rows' in control.dataset;
    if (!entry || group !== Boolean(entry.rows)) return false;
    // As long as the example stands there, nothing does.
    return !('mine' in this.#section.dataset) || !same(group ? rowsOf(control) : { text: control.value.trim() }, entry);
  }

  #offerFor(control, entry) {
    const offer = document.createElement('p');
    offer.className = 'kept-offer';
    if ('beside' in control.dataset) offer.append(`之前记下的${entry.label}：${entry.text}`);
    else {
      const [, month, day] = entry.day.split('-').map(Number);
      offer.append(this.#use(control, entry), ` ${month} 月 ${day} 日，在“${entry.from}”里`);
    }
    if (control.dataset.rows) control.querySelector('[data-add]').before(offer);
    else control.closest('.calc-input').after(offer);
    this.#offers.set(control, { offer, of: JSON.stringify(entry) });
  }

  #use(control, entry) {
    const shown = entry.rows ? `${entry.rows.length} ${entry.suffix}` : `${entry.text} ${entry.suffix}`.trim();
    return button(`用之前记下的 ${shown}`, () => {
      this.#put(control, entry, entry.day === today());
      (entry.rows ? control.querySelector('[data-add]') : control).focus();
      this.offer();
    });
  }

  /** Fills it in. A tick comes along only under the very same words, and `ticks` says whether it still may. */
  #put(control, entry, ticks) {
    const name = nameOf(control);
    const box = tickOf(this.#form, name);
    const put = { [name]: entry.rows ?? entry.text };
    if (box) put[`${name}.confirmed`] = ticks && entry.tick === box.labels[0].textContent;
    this.#section.dispatchEvent(new CustomEvent('put', { detail: put }));
  }
}

// The page that shows it all ------------------------------------------------------------------------------

/** The list of what is kept, with ways to take it away, to bring it in, and to forget it. */
class KeptPage {
  #held = document.createElement('div');
  // Made once: what another tab keeps must neither empty the box that something was pasted into, nor take back a question.
  #forget = row();

  constructor(place) {
    this.#forgetFirst();
    this.show();
    place.replaceChildren(this.#held, this.#in(), this.#forget);
  }

  show(said = '') {
    const all = kept();
    const entries = Object.entries(all?.kept ?? {});
    const steps = Object.keys(ticks());
    const parts = [paragraph(said, 'kept-line')];
    parts[0].setAttribute('role', 'status');
    if (all?.newer) parts.push(paragraph(WORDS.newer));
    else if (!all) {
      parts.push(paragraph('现在没有在记。'), paragraph(WORDS.ask + (inApp ? WORDS.inApp : '')), row(button('在这部手机上记住', () => {
        const done = keep({ v: VERSION, kept: {} });
        this.#again(done === 'kept' ? '好，从现在起记。' : WORDS[done]);
      })));
    } else if (!entries.length) parts.push(paragraph('同意记了，还没有记下什么。去算一次，就有了。'));
    if (entries.length) parts.push(this.#list(entries));
    if (steps.length) parts.push(paragraph(`打过勾的步骤：${steps.length} 个。`));
    if (entries.length || steps.length) parts.push(this.#away(all, entries));
    this.#forget.hidden = !all && !steps.length;
    this.#held.replaceChildren(...parts);
  }

  #again(said) {
    this.show(said);
    const line = this.#held.querySelector('.kept-line');
    line.tabIndex = -1;
    line.focus();
  }

  #list(entries) {
    const list = document.createElement('ul');
    for (const [name, entry] of entries) {
      const item = list.appendChild(document.createElement('li'));
      item.appendChild(document.createElement('strong')).textContent = entry.label;
      item.append(`：${entry.rows ? `${entry.rows.length} ${entry.suffix}` : `${entry.text} ${entry.suffix}`.trim()}`);
      if (entry.rows) {
        const lines = item.appendChild(document.createElement('ol'));
        entry.lines.forEach((line) => { lines.appendChild(document.createElement('li')).textContent = line; });
      }
      const note = item.appendChild(document.createElement('small'));
      note.textContent = `${entry.day}，在“${entry.from}”里${entry.tick ? '，打过勾' : ''} `;
      const forget = note.appendChild(button('忘掉这一项', () => {
        const all = kept();
        if (all?.kept) delete all.kept[name];
        const done = all?.kept ? keep(all) : 'kept';
        this.#again(done === 'kept' ? `“${entry.label}”已经忘掉。` : WORDS[done]);
      }));
      forget.setAttribute('aria-label', `忘掉这一项：${entry.label}`);
    }
    return list;
  }

  #away(all, entries) {
    const lines = entries.flatMap(([, { label, text, rows, lines: each = [], suffix }]) =>
      rows ? [`${label}：${rows.length} ${suffix}`, ...each.map((line) => `  ${line}`)] : [`${label}：${`${text} ${suffix}`.trim()}`]);
    const packed = JSON.stringify({ v: VERSION, kept: all?.kept ?? {}, steps: ticks() });
    const box = area([...lines, '', '下面一行用来带到别的手机或浏览器，不要改：', packed].join('\n'), '记下的全部', true);
    const told = document.createElement('span');
    told.setAttribute('role', 'status');
    const copy = button('复制全文', async () => {
      box.focus();
      box.select();
      let done = false;
      try {
        await navigator.clipboard.writeText(box.value);
        done = true;
      } catch {
        done = document.execCommand('copy');
      }
      told.textContent = done ? '已复制。里面是你的数，别发给不认识的人。' : '这里不能自动复制。文字已经选中，请长按它，选“复制”。';
    });
    return folded('拿走一份', box, row(copy, told));
  }

  #in() {
    const box = area('', '把拿走的那一份贴在这里', false);
    const told = document.createElement('span');
    told.setAttribute('role', 'status');
    const bring = button('带进来', () => {
      const found = unpack(box.value);
      if (!found) {
        told.textContent = '看不懂这段文字，什么也没有改。请把拿走的那一份从头到尾贴进来。';
        return;
      }
      const all = kept();
      if (all?.newer) {
        told.textContent = WORDS.newer;
        return;
      }
      const names = Object.keys(found.kept).length;
      const done = keep({ v: VERSION, kept: { ...all?.kept, ...found.kept } });
      if (done === 'kept') {
        keepTicks({ ...found.steps, ...ticks() });
        box.value = '';
      }
      told.textContent = '';
      this.#again(done === 'kept' ? `带进来 ${names} 项，同名的换成了带来的。勾过的步骤 ${Object.keys(found.steps).length} 个。` : WORDS[done]);
    });
    return folded('从别处带进来', paragraph('带进来，就是同意记在这个浏览器里。贴上以前“拿走一份”的文字：'), box, row(bring, told));
  }

  #forgetFirst() {
    const ask = button('全部忘掉', () => {
      const no = button('不忘', () => {
        this.#forgetFirst();
        this.#forget.firstChild.focus();
      });
      const yes = button('真的全部忘掉', () => {
        this.#forgetFirst();
        this.#gone();
      });
      this.#forget.replaceChildren('记下的数、打过的勾、沟通记录，会全部删掉，找不回来。', yes, no);
      no.focus();
    });
    this.#forget.replaceChildren(ask);
  }

  #gone() {
    try {
      localStorage.removeItem(KEY);
      localStorage.removeItem('steps');
    } catch {
      this.#again('没有删成：这个浏览器不让动。请在浏览器的设置里，清除这个网站的数据。');
      return;
    }
    this.#again('全部忘掉了，现在没有在记。你复制出去的文字、存下来的文件不在这里，要自己删。');
  }
}

/** What a pasted export holds, or null. */
function unpack(text) {
  try {
    const found = JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1));
    if (found.v !== VERSION || !isObject(found.kept)) return null;
    const steps = Object.entries(isObject(found.steps) ? found.steps : {});
    const fine = ([id, day]) => /^[a-z][a-z0-9-]{0,60}$/.test(id) && /^\d{4}-\d\d-\d\d$/.test(day);
    return { kept: clean(found.kept), steps: Object.fromEntries(steps.filter(fine)) };
  } catch {
    return null;
  }
}

/** The ticks of steps.js, which keeps them. */
function ticks() {
  try {
    const found = JSON.parse(localStorage.getItem('steps'));
    return isObject(found) ? found : {};
  } catch {
    return {};
  }
}

function keepTicks(all) {
  try {
    if (Object.keys(all).length) localStorage.setItem('steps', JSON.stringify(all));
  } catch {
    // the numbers are in; the ticks can be made again
  }
}

// Small makers ----------------------------------------------------------------------------------------------

function button(words, act) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'kept-button';
  made.textContent = words;
  made.addEventListener('click', act);
  return made;
}

function paragraph(words, name = '') {
  const made = document.createElement('p');
  if (name) made.className = name;
  made.textContent = words;
  return made;
}

function row(...inside) {
  const made = paragraph('', 'kept-row');
  made.append(...inside);
  return made;
}

function area(text, label, readonly) {
  const made = document.createElement('textarea');
  made.rows = 6;
  made.value = text;
  made.readOnly = readonly;
  made.setAttribute('aria-label', label);
  return made;
}

function folded(title, ...inside) {
  const made = document.createElement('details');
  const summary = made.appendChild(document.createElement('summary'));
  summary.textContent = title;
  made.append(...inside);
  return made;
}

function toPage() {
  const link = document.createElement('a');
  link.href = new URL('about/kept/', root).href;
  link.target = '_blank'; // coming back would cost what was typed
  link.textContent = WORDS.page;
  return link;
}

function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}

const keepers = [...document.querySelectorAll('section[data-calculator]:not([data-case])')].map((section) => new Keeper(section));
const place = document.querySelector('[data-kept]');
const keptPage = place && new KeptPage(place);
// Another tab kept, changed or forgot something; null is the browser's own clearing.
addEventListener('storage', ({ key }) => {
  if (key === KEY || key === null) keepers.forEach((keeper) => keeper.open());
  if (key === KEY || key === 'steps' || key === null) keptPage?.show();
});
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  keepers.forEach((keeper) => keeper.open());
  keptPage?.show();
});
