// My situation: what the reader agreed to keep, in this browser only. Which field means the same as which is declared
// in Python (`same`), and the page carries it as data-same; this script keeps values by that name and offers them
// elsewhere, one tap each. It never types over anything, keeps nothing unasked, and leaves the pages of cases alone.

const { MOST, situation, steps } = globalThis.store;
const NOT_NOW = 'situation-not-now'; // for this tab's session: asked once is enough

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
  begun: '好，从现在起记。',
  brought: '这一份是新版本网页拿走的，这一页还读不懂。刷新一下再贴。',
  unreadable: '看不懂这段文字，什么也没有改。请把拿走的那一份从头到尾贴进来。',
  long: '太长的没有记上：',
};

const root = new URL('../../', import.meta.url);
const inApp = 'inApp' in document.documentElement.dataset; // calculator.js has looked

const nothing = () => ({ kept: {}, strange: [] });
const own = (all, name) => (Object.hasOwn(all, name) ? all[name] : undefined);
const sameRows = (one, other) => one?.length === other?.length && (one ?? []).every((row, i) => store.alike(row, other[i]));
const same = (one, other) => one?.text === other?.text && sameRows(one?.rows, other?.rows);

// In the calculators ------------------------------------------------------------------------------------

const tickOf = (form, name) => form.elements[`${name}.confirmed`];
const nameOf = (control) => control.dataset.rows ?? control.name;
const wordsOf = (control) =>
  `${control.labels[0].textContent}：${control.selectedOptions ? control.selectedOptions[0].text : textOf(control)}`;
// What stands there for everybody is not the reader's as long as nobody changed or ticked it, nor what a link has brought.
const standing = (control) => 'today' in control.dataset || control.value === control.dataset.own || lent(control);
const lent = (control) => Boolean(control.value) && control.value === control.dataset.came;
const isExample = (section) => section.querySelector('[data-as-given]') !== null;
const controlsOf = (row) => [...row.querySelectorAll('input[type=text], select')];
const cellsOf = (row) => [...row.querySelectorAll('[name]')]; // those that nobody sees as well
const columnOf = (control) => control.name.split('.')[2];
const filled = (row) => controlsOf(row).some((control) => control.value.trim());
const shared = (form) => form.querySelectorAll('[data-same]');
const diaries = (form) => form.querySelectorAll('[data-diary]');

const understood = new WeakMap(); // control → what stood in it when it was answered, and what that means
const held = new WeakMap(); // row → what is kept of it, also what this form has no field for

/** What a field says, as it would be kept: a day by its date, blanks as one. */
function textOf(control) {
  const was = understood.get(control);
  return was?.typed === control.value ? was.text : control.value.trim().replace(/\s{2,}/g, ' ');
}

const rowOf = (row) => ({ ...held.get(row), ...Object.fromEntries(cellsOf(row).map((c) => [columnOf(c), textOf(c)])) });
const isMine = (control) => 'mine' in control.closest('section').dataset; // else all of the form is the example
const ownRows = (group) => (isMine(group) ? [...group.querySelectorAll('[data-row]')].filter(filled) : []);
/** Whether a field, or all rows of a group, stand as a link has brought them, and nobody has ticked them. */
const isLent = (form, control) =>
  (control.dataset.rows ? ownRows(control).every((row) => controlsOf(row).every((c) => !c.value || lent(c))) : lent(control)) &&
  !tickOf(form, nameOf(control))?.checked;

/** The rows of a group as they would be kept, each with the mark by which it is known; that is not shown. */
function rowsOf(group) {
  const rows = ownRows(group);
  return {
    rows: rows.map(rowOf),
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
  // A result is the reader's where all of it is.
  const parts = [...form.querySelectorAll('[data-rows]')].filter((group) => ownRows(group).length);
  parts.push(...controlsOf(form).filter((control) => !control.closest('[data-row]')));
  const whole = !parts.some((part) => isLent(form, part));
  for (const [name, given] of whole ? Object.entries(answer.gives) : []) add(name, given);
  for (const control of shared(form)) {
    const box = tickOf(form, nameOf(control));
    const tick = box?.checked ? box.labels[0].textContent : '';
    if (control.dataset.rows) {
      const group = rowsOf(control);
      const label = control.querySelector('legend').textContent;
      if (group.rows.length && !isLent(form, control)) add(control.dataset.same, { ...group, label, tick });
    } else if (control.value.trim() && (tick || !standing(control))) {
      const suffix = control.parentElement.querySelector('.calc-suffix')?.textContent ?? '';
      add(control.dataset.same, { text: textOf(control), label: control.labels[0].textContent, suffix, tick });
    }
  }
  return found;
}

let notNow = Boolean(store.get('sessionStorage', NOT_NOW));

/** One calculator: asks, keeps and offers. */
class Keeper {
  #section;
  #form;
  #answer = null;
  #asked = null; // the form that it answers
  #line;
  #offers = new Map(); // control → its offer, and of what, as JSON
  #agreed = new Map(); // diary → its rows as this form and what is kept last had them in common
  #said = new Map(); // name → what this form last had kept under it, as JSON

  constructor(section) {
    this.#section = section;
    this.#form = section.querySelector('form');
    section.addEventListener('answered', ({ detail, form }) => this.#answered(detail, form));
    this.open();
  }

  /** Shows what is kept: as offers, and a diary as it was left. */
  open() {
    const found = situation.read();
    if (!found) { // forgotten in another tab
      if (!this.#line?.querySelector('button')) this.#line?.replaceChildren();
      this.#agreed.clear();
      this.#said.clear();
    }
    this.#join(found);
    this.offer();
  }

  /** Brings each diary together with what is kept of it; says whether that changed the form. */
  #join(found) {
    let changed = false;
    for (const group of found?.kept ? diaries(this.#form) : []) {
      const name = group.dataset.same;
      if (found.strange.includes(name)) continue;
      const entry = own(found.kept, name);
      const base = this.#agreed.get(group) ?? [];
      const theirs = entry?.rows ?? [];
      this.#agreed.set(group, theirs);
      const rows = ownRows(group);
      const mine = rows.map(rowOf);
      const merged = store.merge(base, mine, theirs);
      if (merged.length === mine.length && merged.every(({ cells, mine: i }) => i !== undefined && equal(cells, mine[i]))) continue;
      const wanted = merged.map(({ cells, mine: i }) => (i === undefined ? { cells, all: cells } : changes(rows[i], mine[i], cells)));
      // A row that has just been begun stays under the finger.
      const begun = [...group.querySelectorAll('[data-row]')].filter((row) => !filled(row) && row.contains(document.activeElement));
      const tick = sameRows(base, mine) ? entry?.tick : undefined;
      this.#put(group, { rows: [...wanted, ...begun.map((row) => ({ row, cells: {}, all: {} }))] }, tick);
      changed = true;
    }
    return changed;
  }

  #answered(answer, form) {
    // Of the example nothing is kept; and what was typed in the meantime is kept with the answer that is on its way.
    if (Object.keys(answer.errors).length || isExample(this.#section) || !this.#standsAs(form)) return;
    this.#answer = answer;
    this.#asked = form;
    for (const [name, text] of Object.entries(answer.typed ?? {})) {
      const control = this.#form.elements[name];
      if (control) understood.set(control, { typed: control.value, text });
    }
    const all = situation.read();
    if (all?.kept) this.#keep(all);
    else if (all) this.#say(WORDS.newer);
    else if (Object.keys(entriesOf(this.#section, answer)).length) this.#ask();
    this.offer();
  }

  /** Whether the form still stands as it was answered. */
  #standsAs(form) {
    return JSON.stringify(Object.fromEntries(new FormData(this.#form))) === JSON.stringify(form);
  }

  #keep(all) {
    if (this.#join(all)) return; // asked anew, and kept then
    const now = entriesOf(this.#section, this.#answer);
    const long = [];
    const left = [];
    for (const group of diaries(this.#form)) this.#emptied(all, group.dataset.same in now ? '' : group.dataset.same);
    for (const [name, entry] of Object.entries(now)) {
      const before = own(all.kept, name);
      const diary = store.DIARIES.includes(name);
      const said = JSON.stringify([entry.text, entry.rows, entry.tick]);
      // What has stood here since it was kept is not said again: another tab may have said something newer.
      if (!diary && this.#said.get(name) === said) continue;
      this.#said.set(name, said);
      // A value that came from here keeps where and when it was noted, unless the reader has checked it anew.
      if (same(entry, before) && sameMarks(entry, before) && (!entry.tick || before.tick === entry.tick)) continue;
      const fits = all.strange.includes(name) ? null : store.entry(entry);
      if (all.strange.includes(name)) left.push(entry.label);
      else if (!fits || fits.beside) long.push(entry.label);
      if (!fits) continue;
      delete fits.beside;
      all.kept[name] = diary && before?.beside ? { ...fits, beside: before.beside } : fits;
      if (diary) this.#agreed.set(this.#form.querySelector(`[data-same="${name}"]`), fits.rows);
    }
    const done = situation.write(all);
    if (done !== 'kept') {
      notNow = true;
      this.#said.clear();
      this.#say(WORDS[done]);
    } else if (left.length) this.#say(WORDS.newer, toPage());
    else if (long.length) this.#say(`${WORDS.kept}${WORDS.long}${long.join('、')}。`, toPage());
    else if (Object.keys(now).length) this.#say(WORDS.kept, toPage());
    keptPage?.show();
  }

  /** The last row of a diary was removed: nothing that came from it may stay behind. */
  #emptied(all, name) {
    const before = own(all.kept, name);
    if (!before) return;
    for (const [each, { from }] of Object.entries(all.kept)) if (from === this.#section.dataset.title) delete all.kept[each];
    delete all.kept[name];
    if (before.beside) all.kept[name] = { ...before, rows: [], lines: [] };
    this.#agreed.clear();
  }

  #ask() {
    if (notNow || this.#line?.querySelector('button')) return;
    const diary = this.#form.querySelector('[data-diary]') ? WORDS.diary : '';
    this.#say(diary + WORDS.ask + (inApp ? WORDS.inApp : ''), button(WORDS.yes, () => {
      this.#line.tabIndex = -1;
      this.#line.focus(); // the button goes away
      const all = situation.read() ?? nothing(); // another tab may have agreed in the meantime
      if (all.newer) this.#say(WORDS.newer);
      else if (this.#standsAs(this.#asked)) this.#keep(all);
      else { // typed on since: what is whole will be kept when it is
        const done = situation.write(all);
        this.#say(done === 'kept' ? WORDS.begun : WORDS[done]);
      }
      this.offer();
    }), button(WORDS.no, () => {
      notNow = true;
      store.set('sessionStorage', NOT_NOW, '1'); // where that is blocked, it is asked again on the next page
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
    const all = situation.read()?.kept ?? {};
    const wanted = new Map();
    for (const control of shared(this.#form)) {
      const entry = 'diary' in control.dataset ? null : own(all, control.dataset.same);
      if (this.#differs(control, entry)) wanted.set(control, entry);
    }
    for (const control of this.#form.querySelectorAll('[data-beside]')) {
      const entry = own(all, control.dataset.beside);
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
    return !('mine' in this.#section.dataset) || !same(group ? rowsOf(control) : { text: textOf(control) }, entry);
  }

  #offerFor(control, entry) {
    const offer = document.createElement('p');
    offer.className = 'kept-offer';
    if ('beside' in control.dataset) offer.append(`之前记下的${entry.label}：${entry.text}`);
    else {
      offer.append(this.#use(control, entry), ` ${whence(entry, false)}`);
    }
    if (control.dataset.rows) control.querySelector('[data-add]').before(offer);
    else control.closest('.calc-input').after(offer);
    this.#offers.set(control, { offer, of: JSON.stringify(entry) });
  }

  #use(control, entry) {
    const shown = entry.rows ? `${entry.rows.length} ${entry.suffix}` : `${entry.text} ${entry.suffix}`.trim();
    return button(`用之前记下的 ${shown}`, () => {
      const value = entry.rows ? { rows: entry.rows.map((cells) => ({ cells, all: cells })) } : { text: entry.text };
      this.#put(control, value, entry.day === today() ? entry.tick : '');
      (entry.rows ? control.querySelector('[data-add]') : control).focus();
      this.offer();
    });
  }

  /** Fills it in. A tick comes along only under the very same words; with undefined as `tick` it stays as it is. */
  #put(control, { text, rows }, tick) {
    const name = nameOf(control);
    const box = tickOf(this.#form, name);
    const put = { [name]: rows ?? text };
    if (box && tick !== undefined) put[`${name}.confirmed`] = tick === box.labels[0].textContent;
    this.#section.dispatchEvent(new CustomEvent('put', { detail: put }));
    for (const { row, all } of rows ?? []) held.set(row, all);
  }
}

const equal = (one, other) => sameRows([one], [other]) && sameMarks({ rows: [one] }, { rows: [other] });
const sameMarks = (one, other) => (one.rows ?? []).every((row, i) => (row.mark ?? '') === (other.rows[i].mark ?? ''));

/** A row of the form that stays, with what has changed in it. */
function changes(row, was, cells) {
  const other = Object.entries(cells).filter(([key, text]) => text !== was[key]);
  return { row, cells: Object.fromEntries(other), all: cells };
}

/** When and where a value was noted, as far as that is known. */
function whence({ day, from }, year = true) {
  const [, month, date] = day.split('-').map(Number);
  const noted = year || !day ? day : `${month} 月 ${date} 日`;
  return [noted, from && `在“${from}”里`].filter(Boolean).join('，');
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
    const all = situation.read();
    const entries = Object.entries(all?.kept ?? {});
    const done = Object.keys(steps.read());
    const strange = all?.strange?.length ?? 0;
    const parts = [paragraph(said, 'kept-line')];
    parts[0].setAttribute('role', 'status');
    if (all?.newer) parts.push(paragraph(WORDS.newer));
    else if (!all) {
      parts.push(paragraph('现在没有在记。'), paragraph(WORDS.ask + (inApp ? WORDS.inApp : '')), row(button('在这部手机上记住', () => {
        const written = situation.write(nothing());
        this.#again(written === 'kept' ? WORDS.begun : WORDS[written]);
      })));
    } else if (!entries.length && !strange) parts.push(paragraph('同意记了，还没有记下什么。去算一次，就有了。'));
    if (entries.length) parts.push(this.#list(entries));
    if (strange) parts.push(paragraph(`还有 ${strange} 项这一页读不懂，原样留着。`));
    if (done.length) parts.push(paragraph(`打过勾的步骤：${done.length} 个。`));
    if (!all?.newer && (entries.length || strange || done.length)) parts.push(this.#away(all, entries));
    this.#forget.hidden = !all && !done.length;
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
      const label = entry.label || '没有写名字的一项';
      item.appendChild(document.createElement('strong')).textContent = label;
      item.append(`：${entry.rows ? `${entry.rows.length} ${entry.suffix}` : `${entry.text} ${entry.suffix}`.trim()}`);
      if (entry.rows) {
        const lines = item.appendChild(document.createElement('ol'));
        entry.lines.forEach((line) => { lines.appendChild(document.createElement('li')).textContent = line; });
      }
      const note = item.appendChild(document.createElement('small'));
      note.textContent = `${[whence(entry), entry.tick && '打过勾'].filter(Boolean).join('，')} `;
      const forget = note.appendChild(button('忘掉这一项', () => {
        const all = situation.read();
        if (all?.kept) delete all.kept[name];
        const done = all?.kept ? situation.write(all) : 'kept';
        this.#again(done === 'kept' ? `“${label}”已经忘掉。` : WORDS[done]);
      }));
      forget.setAttribute('aria-label', `忘掉这一项：${label}`);
    }
    return list;
  }

  #away(all, entries) {
    const lines = entries.flatMap(([, { label, text, rows, lines: each = [], suffix }]) =>
      rows ? [`${label}：${rows.length} ${suffix}`, ...each.map((line) => `  ${line}`)] : [`${label}：${`${text} ${suffix}`.trim()}`]);
    const box = area([...lines, '', '下面一行用来带到别的手机或浏览器，不要改：', store.pack(all)].join('\n'), '记下的全部', true);
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
      const found = store.unpack(box.value);
      const all = situation.read();
      if (!found || found.newer || all?.newer) {
        told.textContent = found ? (all?.newer ? WORDS.newer : WORDS.brought) : WORDS.unreadable;
        return;
      }
      const brought = store.bring(all, found);
      const done = situation.write(brought.state);
      told.textContent = '';
      if (done !== 'kept') {
        this.#again(WORDS[done]);
        return;
      }
      box.value = '';
      this.#again(broughtIn(found, brought, steps.write({ ...found.steps, ...steps.read() }) === 'kept'));
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
    if ([situation.forget(), steps.forget()].includes('blocked')) {
      this.#again('没有删成：这个浏览器不让动。请在浏览器的设置里，清除这个网站的数据。');
      return;
    }
    this.#again('全部忘掉了，现在没有在记。你复制出去的文字、存下来的文件不在这里，要自己删。');
  }
}

/** What was taken of a pasted export, and what was not, and why. */
function broughtIn(found, { state, taken, joined, full, strange, rows }, ticked) {
  const labelOf = (name) => `“${state.kept[name].label}”`;
  const more = [
    joined.length > 0 && `${joined.map(labelOf).join('、')}和这里原来的合在一起。`,
    ...[...rows].map(([name, lost]) => `${labelOf(name)}有 ${lost} 条没有带进来：看不懂，或者超过了 ${MOST} 条。`),
    full.length && `有 ${full.length} 项没有带进来：最多记 ${MOST} 项。`,
    strange.length && `有 ${strange.length} 项没有带进来：这里已经有新版本网页记的，没有动它。`,
    found.left.values && `有 ${found.left.values} 项看不懂，没有带进来。`,
    !ticked && '勾没有记上。',
    found.left.steps && `有 ${found.left.steps} 个勾看不懂，没有带进来。`,
  ].filter(Boolean);
  return `带进来 ${taken.length} 项，同名的换成了带来的。勾过的步骤 ${ticked ? Object.keys(found.steps).length : 0} 个。${more.join('')}`;
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
  if (key === situation.key || key === null) keepers.forEach((keeper) => keeper.open());
  if (key === situation.key || key === steps.key || key === null) keptPage?.show();
});
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  keepers.forEach((keeper) => keeper.open());
  keptPage?.show();
});
