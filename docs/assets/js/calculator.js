// Brings the calculators of a page to life. The page is complete without it: it only changes what stands
// inside <section data-calculator>, and all calculators share this file. Nothing entered leaves the page.

const SILENCE = 30_000; // ms without a sign of life from the worker
const PAUSE = 120; // ms after a key before an answer is asked for
const HUSH = 700; // ms after an answer before it is read out
const FINAL = ['old', 'forbidden']; // why it can't compute: trying again changes nothing

const WORDS = {
  touch: '下面是示例，不是你的账。你填第一个数，示例就全部清掉。',
  begun: '还没填完。下面还是示例，不是你的账。',
  loading: '正在准备计算（第一次需要下载）…',
  live: '下面是按你填的数算出的结果。',
  typing: '还没填完，下面还是上一次的结果。',
  mistakes: '有要改的地方，改好就会重新算。你填的都还在。',
  failed: '这组数没有算出来，是程序的问题，不是你填错了。换一种填法试试，',
  dead: '计算没能启动。你填的都还在；下面是示例。也',
  silent: '等了很久没有动静，可能是网络断了。你填的都还在；下面是示例。也',
  old: '这个浏览器太旧，算不了你自己的数，换用新一点的浏览器就能算。下面是示例。也',
  forbidden:
    '这个浏览器关掉了计算要用的功能（WebAssembly），多半是安全设置，比如 iPhone 的锁定模式，或者某个插件。更新浏览器没有用。' +
    '可以在设置里只对这个网站放开，或者换一部手机、一台电脑。下面是示例。也',
  broken: '计算中断了。你填的都还在；下面是上一次的结果，不是现在填的。也',
  notYours: '这是示例，不是你的。填好你自己的数，再带走。',
  preparing: '还在准备，马上就好。等结果出来再点一次。',
  outdated: '下面不是按现在填的数算的。填好、算出来了，再带走。',
};

// Where the rest of the guide is. The one-file guide has it all inside itself (scripts/onefile.js).
const { oneFile } = globalThis;
const root = new URL('../../', import.meta.url);
const sources = oneFile ? '' : new URL('about/sources/', root).href;
if (oneFile) WORDS.loading = '正在准备计算…';
const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

// Browsers inside other apps forward the address of the moment and drop what is to be saved, without a word. The systems'
// own ones can be told: Android's says wv, and an iPhone's leaves out Safari, as a page on the home screen does. The
// others only by their names. All scripts of a page ask here: this one is the first.
const { standalone, userAgent } = navigator;
const IN_APP = new RegExp(
  [
    '; wv\\)',
    ...(standalone ? [] : ['\\((?:iPhone|iPad|iPod)(?!.*Safari/)']),
    'MicroMessenger|QQ/|AliApp|AlipayClient|DingTalk|Weibo|Lark/|Feishu|aweme|NewsArticle|BytedanceWebview',
    'xhsdiscover|xiaohongshu|Kuaishou|kwai|baiduboxapp',
  ].join('|'),
  'i',
);
document.documentElement.toggleAttribute('data-in-app', IN_APP.test(userAgent));

/** Why nothing can be computed here, whatever is tried: the browser is too old, or was told not to; else ''. */
function hindrance() {
  // Whoever reads this script knows WebAssembly. Where it is missing, or refuses an empty module, it was switched off:
  // by a safety setting, a policy or an add-on.
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {
    return 'forbidden';
  }
  return WebAssembly.Exception && 'noModule' in HTMLScriptElement.prototype ? '' : 'old';
}

/** The page's one worker: started once, asked one question at a time, started afresh after a failure. */
class Engine {
  #worker = null;
  #queue = new Map(); // the newest question of each section: an older one needs no answer any more
  #flight = null;
  #watch = 0;
  #listeners = new Set();
  state = 'idle'; // idle | loading | ready | dead

  /** Calls back with {progress}, {ready} or {dead: 'dead' | 'silent' | 'old' | 'forbidden'} as they happen. */
  listen(listener) {
    this.#listeners.add(listener);
  }

  start() {
    if (this.state === 'loading' || this.state === 'ready') return;
    const hindered = hindrance();
    if (hindered) {
      this.#die(hindered);
      return;
    }
    this.state = 'loading';
    let worker;
    try {
      worker = oneFile?.worker() ?? new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
    } catch {
      this.#die('old');
      return;
    }
    this.#worker = worker;
    worker.addEventListener('error', () => worker === this.#worker && this.#die('dead'));
    worker.addEventListener('message', ({ data }) => worker === this.#worker && this.#hear(data));
    this.#heartbeat();
  }

  /**
   * Asks for an answer to `form`: resolves to the parsed answer, to null where the program failed, or to
   * undefined where `caller` has asked anew before this question's turn came.
   */
  ask(caller, name, form) {
    this.start();
    if (this.state === 'dead') return Promise.reject(new Error('dead'));
    return new Promise((resolve, reject) => {
      this.#queue.get(caller)?.resolve();
      // By today a day is read that was typed without its year, or as 昨天.
      this.#queue.set(caller, { name, form: JSON.stringify({ ...form, '.today': today() }), resolve, reject });
      this.#send();
    });
  }

  #send() {
    if (this.state !== 'ready' || this.#flight || !this.#queue.size) return;
    const [caller, question] = this.#queue.entries().next().value;
    this.#queue.delete(caller);
    this.#flight = question;
    this.#worker.postMessage({ name: question.name, form: question.form });
    this.#heartbeat();
  }

  #hear(data) {
    if (data.dead) {
      this.#die('dead');
      return;
    }
    if (data.ready) this.state = 'ready';
    if (data.ready || data.progress) this.#listeners.forEach((listener) => listener(data));
    if (data.answer || data.failed) {
      this.#flight.resolve(data.failed ? null : JSON.parse(data.answer));
      this.#flight = null;
    }
    this.#heartbeat();
    this.#send();
  }

  // Silence counts only while something is expected, and not while the phone sleeps.
  #heartbeat() {
    clearTimeout(this.#watch);
    if (this.state !== 'loading' && !this.#flight) return;
    this.#watch = setTimeout(() => (document.hidden ? this.#heartbeat() : this.#die('silent')), SILENCE);
  }

  #die(why) {
    clearTimeout(this.#watch);
    this.#worker?.terminate();
    this.#worker = null;
    this.state = 'dead';
    const waiting = [this.#flight, ...this.#queue.values()].filter(Boolean);
    this.#flight = null;
    this.#queue.clear();
    waiting.forEach(({ reject }) => reject(new Error(why)));
    this.#listeners.forEach((listener) => listener({ dead: why }));
    // Its files may be gone or damaged: offline.js knows what to do about that.
    if (!FINAL.includes(why)) dispatchEvent(new Event('enginedead'));
  }
}

/** One <section data-calculator>: its form, its messages, its result. */
class Calculator {
  #section;
  #engine;
  #form;
  #touched = false;
  #mine = false; // whether the form is the reader's: before that, all that stands in it is the page's example
  #live = false; // whether an answer of the reader's own has been shown
  #shown = new Set(); // names of the fields that the reader has left: their mistakes are shown
  #errors = {};
  #settled = {}; // the last answer, the form that it answered, and whether that was the reader's
  #timer = 0;
  #voice = 0;
  #asked = 0;
  #day = ''; // of which it was last asked
  #moved = ''; // what is to be said with the next answer: that the day is another now

  constructor(section, engine) {
    this.#section = section;
    this.#engine = engine;
    this.#form = section.querySelector('form');
    this.#form.querySelector('.calc-fields').disabled = false;
    this.#say('touch');
    this.#form.querySelectorAll('[data-unit=day]').forEach(addPicker);
    this.#result.toggleAttribute('data-as-given', true);
    this.#form.addEventListener('focusin', ({ target }) => {
      this.#touch();
      this.#select(target);
    });
    this.#form.addEventListener('pointerdown', () => this.#touch());
    this.#form.addEventListener('click', ({ target }) => this.#select(target));
    this.#form.addEventListener('input', (event) => {
      this.#begin(event.target);
      delete event.target.dataset.filled; // from now on it is the reader's own day
      if (!event.isComposing) this.#later();
    });
    this.#form.addEventListener('compositionend', () => this.#later());
    this.#form.addEventListener('change', (event) => {
      this.#begin(event.target);
      this.#shown.add(event.target.name);
      this.#now();
    });
    // A field that was left without a word counts as seen: its mistake may be shown now.
    this.#form.addEventListener('focusout', ({ target: { name } }) => {
      if (!name || this.#shown.has(name)) return;
      this.#shown.add(name);
      if (name in this.#errors) this.#now();
    });
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#now({ all: true });
    });
    section.addEventListener('click', (event) => this.#click(event));
    section.addEventListener('fill', ({ detail }) => this.#take(detail));
    section.addEventListener('put', ({ detail }) => this.#put(detail));
    engine.listen((news) => this.#hear(news));
  }

  #touch() {
    if (this.#touched) return;
    this.#touched = true;
    for (const input of this.#today()) if (input.value === input.defaultValue) this.#fillIn(input, today());
    this.#now();
  }

  /** The fields that say today as long as the reader has not chosen another day. */
  #today() {
    return this.#form.querySelectorAll('[data-prefill=today]');
  }

  #fillIn(input, day) {
    input.value = day;
    input.dataset.filled = day;
  }

  /** Another day than when it was last asked: what the page has filled in as today moves on; says whether that is so. */
  #moveOn() {
    const day = today();
    if (day === this.#day) return false;
    const first = !this.#day;
    this.#day = day;
    if (first) return false;
    // What was typed as 昨天 goes on meaning the day that it meant.
    for (const [name, text] of Object.entries(this.#settled.answer?.typed ?? {})) {
      const control = this.#form.elements[name];
      if (control?.dataset.unit === 'day' && control.value === this.#settled.form[name]) control.value = text;
    }
    const over = [...this.#today()].filter(({ value, dataset }) => value === dataset.filled);
    if (!over.length) return false;
    over.forEach((input) => this.#fillIn(input, day));
    const [, month, date] = day.split('-').map(Number);
    this.#moved = `今天变了，已按 ${month} 月 ${date} 日重算。`;
    return true;
  }

  /** The clock may have gone past midnight while the page stood open. */
  newDay() {
    if (this.#touched && this.#moveOn()) this.#now();
  }

  /** The first key replaces what is still the example. */
  #select(control) {
    if (!this.#mine && control.type === 'text' && isAsGiven(control)) control.select();
  }

  /**
   * The reader's first own input: the example leaves the form whole, folded fields included, and stays as a hint only.
   * What the page offers to everybody stands in its place (today, a common rate, an option); `kept` is left alone.
   */
  #begin(kept) {
    if (this.#mine) return;
    this.#mine = true;
    this.#section.toggleAttribute('data-mine', true);
    for (const control of this.#form.querySelectorAll(ENTERED)) {
      if (control === kept || !isAsGiven(control)) continue;
      const example = control.value;
      const { today: day, own = '' } = control.dataset;
      if (day === undefined) control.value = own;
      else {
        control.dataset.prefill = 'today';
        this.#fillIn(control, today());
      }
      if (control.type !== 'text' || control.value || !example) continue;
      control.placeholder = control.dataset.unit === 'day' ? example : `例：${example}`; // a day fills its field
    }
    this.#form.querySelectorAll('[data-row]').forEach(mark);
  }

  /** Whether anything stands in the form that the page did not put there, as after a browser has restored it. */
  #changed() {
    const boxes = [...this.#form.querySelectorAll('[type=checkbox]')];
    const entered = [...this.#form.querySelectorAll(ENTERED)].filter(({ dataset }) => !('today' in dataset));
    return boxes.some((box) => box.checked !== box.defaultChecked) || !entered.every(isAsGiven);
  }

  #later() {
    this.#touch();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#now(), PAUSE);
  }

  /** Asks for an answer now. With `all`, every mistake is shown and the summary takes the focus. */
  async #now({ all = false } = {}) {
    clearTimeout(this.#timer);
    this.#touched = true;
    // Once it has failed here, only the reader's word starts it again, not every key.
    if (this.#engine.state === 'dead' && this.#section.dataset.state === 'error' && !all) return;
    this.#moveOn();
    if (!this.#mine && this.#changed()) this.#begin();
    const mine = this.#mine;
    const asked = ++this.#asked;
    const { form, typed } = this.#typed;
    // A field that is left as it was answered gives nothing new, and a result that is drawn anew moves under the finger.
    if (!all && typed === this.#settled.typed) {
      if (Object.keys(this.#errors).length) this.#show(this.#settled.answer, false);
      return;
    }
    if (this.#engine.state !== 'ready') {
      this.#state('loading');
      this.#say('loading');
      this.#announce(WORDS.loading);
    }
    let answer;
    try {
      answer = await this.#engine.ask(this, this.#section.dataset.calculator, form);
    } catch {
      return; // the engine has told everybody why
    }
    if (answer === undefined || asked !== this.#asked) return; // a later answer is on its way
    this.#settled = answer ? { typed, form, answer, mine } : {};
    if (answer) this.#show(answer, all);
    else this.#fail();
  }

  #show(answer, all) {
    const names = Object.keys(answer.errors);
    if (all) names.forEach((name) => this.#shown.add(name));
    // While a field is being filled in for the first time, its mistake is not yet one; nor that there is no row, unless
    // the reader has taken one away.
    const visible = names.filter((name) => this.#shown.has(name));
    this.#errors = answer.errors;
    this.#state('live');
    this.#mark(visible.map((name) => [name, answer.errors[name]]));
    this.#readAs(answer.read);
    if (!names.length) {
      fold(this.#result, answer.html);
      this.#live ||= this.#settled.mine;
      this.#result.toggleAttribute('data-as-given', !this.#settled.mine);
      // The example's own answer may come when the reader has just begun.
      this.#say(this.#settled.mine ? 'live' : this.#mine ? 'begun' : 'touch', this.#settled.mine ? this.#moved : '');
    } else if (visible.length) {
      this.#result.replaceChildren();
      this.#say('mistakes');
    } else {
      this.#say(this.#live ? 'typing' : 'begun');
    }
    if (!names.length) this.#announce(this.#moved + answer.announce);
    else if (visible.length) this.#announce(`有 ${visible.length} 处要改：${answer.errors[visible[0]]}`);
    if (!names.length) this.#moved = '';
    if (all && names.length) this.#section.querySelector('[data-errors]').focus();
    const told = new CustomEvent('answered', { bubbles: true, detail: answer });
    this.#section.dispatchEvent(Object.assign(told, { form: this.#settled.form }));
  }

  /** Puts each mistake beside its field and all of them into the summary. */
  #mark(mistakes) {
    for (const place of this.#form.querySelectorAll('.calc-error')) place.hidden = true;
    for (const input of this.#form.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
    const links = mistakes.map(([name, words]) => {
      const key = `${this.#section.id}-${name.replaceAll('.', '-')}`;
      const place = document.getElementById(`${key}-error`);
      place.textContent = words;
      place.hidden = false;
      place.closest('details')?.setAttribute('open', '');
      const input = document.getElementById(key) ?? place.parentElement.querySelector('input, button');
      if (input.name) input.setAttribute('aria-invalid', 'true');
      const item = document.createElement('li');
      const to = item.appendChild(document.createElement('a'));
      to.href = `#${input.id || place.id}`;
      to.textContent = words;
      to.addEventListener('click', (event) => {
        event.preventDefault(); // the address stays what the reader may forward
        input.closest('details')?.setAttribute('open', '');
        input.focus();
      });
      return item;
    });
    const summary = this.#section.querySelector('[data-errors]');
    summary.hidden = !links.length;
    const list = document.createElement('ul');
    list.append(...links);
    const head = document.createElement('p');
    head.textContent = `有 ${links.length} 处要改：`;
    summary.replaceChildren(head, list);
  }

  /** Under each field whose text does not show it by itself: how it was read. */
  #readAs(read) {
    const wanted = new Map(Object.entries(read).map(([name, words]) => [this.#form.elements[name], `读作 ${words}`]));
    for (const line of this.#form.querySelectorAll('.calc-read')) {
      const control = document.getElementById(line.id.slice(0, -'-read'.length));
      if (wanted.has(control)) continue;
      line.remove();
      control.setAttribute('aria-describedby', control.getAttribute('aria-describedby').replace(` ${line.id}`, ''));
    }
    for (const [control, words] of wanted) {
      if (!control) continue; // its row went away in the meantime
      const id = `${control.id}-read`;
      let line = document.getElementById(id);
      if (!line) {
        line = document.createElement('p');
        line.id = id;
        line.className = 'calc-read';
        control.closest('.calc-input').after(line);
        control.setAttribute('aria-describedby', `${control.getAttribute('aria-describedby')} ${id}`);
      }
      line.textContent = words;
    }
  }

  #fail() {
    this.#state('error');
    this.#result.replaceChildren();
    this.#say('failed', this.#section.dataset.fallback);
    this.#announce(WORDS.failed);
  }

  #hear({ progress, dead }) {
    if (dead) {
      if (!this.#touched) return; // nobody has asked for anything here yet: try again when they do
      this.#settled = {}; // what stands below is no longer said to be the answer
      this.#readAs({});
      this.#state('error');
      const word = this.#live ? 'broken' : dead;
      this.#say(word, this.#section.dataset.fallback);
      this.#announce(WORDS[word]);
      if (!FINAL.includes(dead)) this.#offerRetry();
    } else if (progress && !oneFile && this.#section.dataset.state === 'loading') {
      const { loaded, total } = progress;
      this.#status.textContent =
        loaded < total
          ? `正在下载计算用的文件：${megabytes(loaded)} / ${megabytes(total)} MB。只需这一次，数字不会离开你的手机。`
          : '下载好了，正在启动计算…';
    }
  }

  #offerRetry() {
    const again = document.createElement('button');
    again.type = 'button';
    again.className = 'calc-retry';
    again.textContent = '再试一次';
    again.addEventListener('click', () => {
      this.#form.querySelector('.calc-submit').focus(); // this button goes away with its sentence
      this.#now({ all: true });
    });
    this.#status.append(' ', again);
  }

  #click({ target, detail }) {
    const button = target.closest('button');
    if (!button) return;
    if ('add' in button.dataset) this.#add(button.closest('[data-rows]'));
    // The second tap of a double tap would take the row that has moved under the finger.
    else if ('remove' in button.dataset) detail < 2 && this.#remove(button.closest('[data-row]'));
    else if ('copy' in button.dataset) this.#copy(button);
    else if ('save' in button.dataset) this.#save(button);
    else if ('fill' in button.dataset) this.#fill(button.dataset.fill, button.dataset.typed);
    else if ('go' in button.dataset) this.#go(button.dataset.go);
  }

  #add(rows) {
    const { rows: name, most, counter } = rows.dataset;
    const present = [...rows.querySelectorAll('[data-row]')];
    this.#forgetUndo(rows);
    if (present.length >= Number(most)) {
      const place = document.getElementById(`${this.#section.id}-${name}-error`);
      place.textContent = `最多 ${most} ${counter}。`;
      place.hidden = false;
      this.#announce(place.textContent);
      return;
    }
    this.#begin();
    const row = this.#row(rows);
    this.#touch();
    row.querySelector(`[name^="${name}."]`).focus();
  }

  /** A new row at the end, from the page's template. */
  #row(rows) {
    const taken = [...rows.querySelectorAll('input[name]')].map((input) => Number(input.name.split('.')[1]));
    const place = Math.max(-1, ...taken) + 1;
    const number = rows.querySelectorAll('[data-row]').length + 1;
    const template = rows.querySelector('template');
    const row = template.content.firstElementChild.cloneNode(true);
    for (const element of [row, ...row.querySelectorAll('*')]) {
      for (const attribute of element.attributes) {
        attribute.value = attribute.value.replaceAll('{row}', place).replaceAll('{number}', number);
      }
    }
    template.before(row);
    mark(row);
    row.querySelectorAll('[data-unit=day]').forEach(addPicker);
    return row;
  }

  /** Puts values in place of what stands in the form, as if typed there. Ticks stay the reader's to make. */
  #take(form) {
    for (const box of this.#form.querySelectorAll('[type=checkbox]')) box.checked = false;
    const rows = (value) => (Array.isArray(value) ? value.map((cells) => ({ cells })) : value);
    this.#put(Object.fromEntries(Object.entries(form).map(([name, value]) => [name, rows(value)])), { seen: true });
    // Somebody else's, until the reader has changed it.
    for (const control of this.#form.elements) if (control.name) control.dataset.came = control.value;
  }

  /** Fills the form from outside, as typed: texts by name, lists of rows (see below), ticks as true or false. */
  #put(values, { seen = false } = {}) {
    this.#begin();
    this.#touch();
    for (const [name, value] of Object.entries(values)) {
      if (Array.isArray(value)) {
        this.#putRows(this.#form.querySelector(`[data-rows="${name}"]`), value);
      } else if (typeof value === 'boolean') this.#form.elements[name].checked = value;
      else {
        const control = this.#form.elements[name];
        control.value = value;
        control.removeAttribute('data-prefill'); // a day that was chosen is not replaced by today
      }
    }
    if (seen) for (const { name, dataset } of this.#form.elements) this.#shown.add(dataset.rows ?? name);
    this.#now();
  }

  /**
   * Leaves a group with these rows: each the `row` of the page that stays, with the `cells` that change, or a new one,
   * then named in `row`. There may be more than a form takes: the answer will say so, and none is lost.
   */
  #putRows(rows, wanted) {
    const stay = new Set(wanted.map(({ row }) => row));
    if (![...rows.querySelectorAll('[data-row]')].some((row) => stay.has(row))) this.#forgetUndo(rows);
    for (const row of rows.querySelectorAll('[data-row]')) if (!stay.has(row)) row.remove();
    for (const each of wanted) {
      each.row ??= this.#row(rows);
      for (const control of each.row.querySelectorAll('[name]')) {
        const text = each.cells[control.name.split('.')[2]];
        if (text || (text === '' && !('mark' in control.dataset))) control.value = text; // a row keeps what it is known by
      }
    }
    this.#number(rows);
  }

  #remove(row) {
    const rows = row.closest('[data-rows]');
    const after = row.nextElementSibling;
    this.#begin();
    this.#shown.add(rows.dataset.rows);
    this.#forgetUndo(rows);
    row.remove();
    this.#number(rows);
    const undo = document.createElement('p');
    undo.className = 'calc-undo';
    undo.append(`已删去一${rows.dataset.counter}${rows.dataset.noun}。`);
    const button = undo.appendChild(document.createElement('button'));
    button.type = 'button';
    button.textContent = '撤销';
    button.addEventListener('click', () => {
      (after.isConnected ? after : rows.querySelector('template')).before(row);
      undo.remove();
      this.#number(rows);
      row.querySelector('input').focus();
      this.#now();
    });
    rows.querySelector('[data-add]').before(undo);
    // Not into a field: that would open the keyboard over what the reader wants to see.
    button.focus();
    this.#now();
  }

  #forgetUndo(rows) {
    rows.querySelector('.calc-undo')?.remove();
  }

  #number(rows) {
    [...rows.querySelectorAll('[data-row]')].forEach((row, i) => {
      for (const labelled of [row, row.querySelector('[data-remove]')]) {
        labelled.setAttribute('aria-label', labelled.getAttribute('aria-label').replace(/\d+/, i + 1));
      }
    });
  }

  /** Why a document may not be taken away now; nothing where it answers the reader's own form as it stands. */
  get #notYet() {
    const { typed, mine } = this.#settled;
    if (!this.#mine || (typed === this.#typed.typed && !mine)) return WORDS.notYours;
    if (typed !== this.#typed.typed && this.#engine.state !== 'dead') return WORDS.preparing;
    return typed !== this.#typed.typed || Object.keys(this.#errors).length ? WORDS.outdated : '';
  }

  /** The box of a document, ready to leave the page, or nothing and in words why not. */
  #leaving(button) {
    const why = this.#notYet;
    if (why) {
      this.#tell(button, why);
      return null;
    }
    const box = button.closest('.calc-document').querySelector('textarea');
    stamp(box);
    return box;
  }

  /** Copies a document, and says so only if it is so; else leaves it selected for the reader's own hand. */
  async #copy(button) {
    const box = this.#leaving(button);
    if (!box) return;
    box.focus();
    box.select();
    let done = false;
    try {
      await navigator.clipboard.writeText(box.value);
      done = true;
    } catch {
      done = document.execCommand('copy');
    }
    this.#tell(button, done ? '已复制。' : '这里不能自动复制。文字已经选中，请长按它，选“复制”。');
  }

  /** Saves a document as a file. Browsers inside chat apps drop downloads without a word: say it for them. */
  #save(button) {
    if ('inApp' in document.documentElement.dataset) {
      this.#tell(button, '在这个 App 里存不了文件。请用“复制全文”。要存成文件，点右上角的 …，选“在浏览器打开”，在那里再存。');
      return;
    }
    const name = button.dataset.save;
    const text = this.#leaving(button)?.value.replaceAll(/\r?\n/g, '\r\n');
    if (!text) return;
    const kind = { csv: 'text/csv', ics: 'text/calendar' }[name.split('.').pop()] ?? 'text/plain';
    const bom = kind === 'text/csv' ? '\ufeff' : ''; // for spreadsheets; the text in the page goes without
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([bom, text], { type: `${kind};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    this.#tell(button, '已交给浏览器保存。没有看到文件，就用“复制全文”。');
  }

  #tell(button, words) {
    let place = button.parentElement.querySelector('.calc-told');
    if (!place) {
      place = document.createElement('span');
      place.className = 'calc-told';
      button.parentElement.append(place);
    }
    place.textContent = words;
    this.#announce(words);
  }

  /** Goes to a field or its tick, also where it lies folded; of a cell that is gone, to the first of its kind. */
  #go(name) {
    const [rows, , cell] = name.split('.');
    const control = this.#form.elements[name] ?? this.#form.querySelector(`[name^="${rows}."][name$=".${cell}"]`);
    for (let part = control; part; part = part.parentElement) if (part.tagName === 'DETAILS') part.open = true;
    control?.focus();
  }

  #fill(name, typed) {
    const input = this.#form.elements[name];
    this.#begin(input);
    input.value = typed;
    input.focus();
    this.#now();
  }

  /** The form as it stands: by name, and as one string to compare. */
  get #typed() {
    const form = Object.fromEntries(new FormData(this.#form));
    return { form, typed: JSON.stringify(form) };
  }

  get #result() {
    return this.#section.querySelector('[data-result]');
  }

  get #status() {
    return this.#section.querySelector('[data-status]');
  }

  #state(state) {
    this.#section.dataset.state = state;
  }

  #say(word, more = '') {
    this.#section.toggleAttribute('data-stale', word === 'typing' || word === 'broken');
    this.#status.textContent = WORDS[word] + more;
  }

  /** Read out once the reader pauses, so that a screen reader does not repeat every key. */
  #announce(words) {
    clearTimeout(this.#voice);
    this.#voice = setTimeout(() => {
      this.#section.querySelector('[data-announce]').textContent = words;
    }, HUSH);
  }
}

const ENTERED = 'input[type=text][name], select[name]'; // where the reader enters something

/** Whether a field still holds what the page put there. */
function isAsGiven(control) {
  if (control.options) return [...control.options].every((option) => option.selected === option.defaultSelected);
  return control.value === control.defaultValue;
}

/** Gives a row something to be known by, whatever will be corrected in it. */
function mark(row) {
  for (const hidden of row.querySelectorAll('[data-mark]')) {
    hidden.value ||= Math.random().toString(36).slice(2, 12);
  }
}

/** A calendar is stamped as it leaves the page: of two versions of an entry, the later one counts. */
function stamp(box) {
  if (!box.value.startsWith('BEGIN:VCALENDAR')) return;
  const now = new Date();
  const since = Math.floor((now - Date.UTC(2020)) / 1000); // seconds: a number that only rises
  box.value = box.value
    .replaceAll(/^DTSTAMP:.*$/gm, `DTSTAMP:${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}`)
    .replaceAll(/^SEQUENCE:.*$/gm, `SEQUENCE:${since}`);
}

/** Today where the reader is, as it would be typed. */
function today() {
  const now = new Date();
  const two = (number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Beside a day that can be typed, a button that opens the system's own calendar. */
function addPicker(input) {
  const native = document.createElement('input');
  if (!native.showPicker) return;
  native.type = 'date';
  native.className = 'calc-native-date';
  native.tabIndex = -1;
  native.setAttribute('aria-hidden', 'true');
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'calc-pick';
  button.setAttribute('aria-label', `${input.labels[0]?.textContent ?? ''}：从日历里选`);
  button.addEventListener('click', () => {
    native.value = /^\d{4}-\d\d-\d\d$/.test(input.value) ? input.value : today();
    try {
      native.showPicker();
    } catch {
      input.focus(); // no calendar here: the day can still be typed
    }
  });
  native.addEventListener('input', (event) => {
    event.stopPropagation();
    if (!native.value) return;
    input.value = native.value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    input.dispatchEvent(new Event('change', { bubbles: true }));
  });
  native.addEventListener('change', (event) => event.stopPropagation());
  input.after(button, native);
}

const inside = new WeakMap(); // what the folded parts of a result hold, until they are opened

/** Shows a result. What lies folded, the most of a long one, is built when it is opened; what was open stays open. */
function fold(region, html) {
  const all = (which = '') => [...region.querySelectorAll(`[data-folded]${which}`)];
  const title = (details) => details.firstChild.textContent.replaceAll(/\d+/g, ''); // a table may have more rows now
  const open = new Set(all('[open]').map(title));
  const parts = [];
  region.innerHTML = html.replace(/(<details [^>]*data-folded[^>]*><summary>.*?<\/summary>)(.*?)(?=<\/details>)/gs, (_, head, part) => {
    parts.push(part);
    return head;
  });
  link(region);
  all().forEach((details, i) => {
    inside.set(details, parts[i]);
    if (open.has(title(details))) unfold(details);
  });
}

function unfold(details) {
  const html = inside.get(details);
  details.open = true;
  if (html === undefined) return;
  inside.delete(details);
  details.insertAdjacentHTML('beforeend', html);
  link(details);
}

document.addEventListener('toggle', ({ target }) => target.open && unfold(target), true);

/** Gives the facts named in a fresh result their address on the sources page. */
function link(region) {
  for (const anchor of region.querySelectorAll('a[href^="fact:"]')) {
    const id = anchor.getAttribute('href').slice('fact:'.length);
    anchor.href = `${sources}#fact-${id.replaceAll('.', '-')}`;
    if (sources) anchor.target = '_blank'; // coming back would cost what was typed
  }
}

/** Material's search listens to keys only; what an input method or a paste puts in must count too. */
function searchWithoutKeys() {
  const query = document.querySelector('.md-search__input');
  query?.addEventListener('input', () => query.dispatchEvent(new KeyboardEvent('keyup')));
}

const sections = document.querySelectorAll('section[data-calculator]');
if (sections.length) {
  const engine = new Engine();
  const begun = [];
  const begin = (section) => begun.push(new Calculator(section, engine));
  onNewDay(() => begun.forEach((calculator) => calculator.newDay()));
  // The one-file guide has the calculators of all pages: those that nobody sees yet can wait a moment.
  const hidden = [...sections].filter((section) => section.closest('.page:not(.shown)'));
  sections.forEach((section) => hidden.includes(section) || begin(section));
  if (hidden.length) setTimeout(() => hidden.forEach(begin));
  // On a tool's own page the reader has come to calculate; elsewhere the first touch decides.
  if (!navigator.connection?.saveData) {
    const idle = window.requestIdleCallback ?? ((then) => setTimeout(then, 2000));
    const early = () => engine.state === 'idle' && idle(() => engine.start());
    if (oneFile) oneFile.onTool(early);
    else if (location.pathname.startsWith(`${root.pathname}tools/`)) early();
  }
}
searchWithoutKeys();

/** Calls back when the day is another: at midnight, and when the page is looked at again after it has slept. */
function onNewDay(callback) {
  let day = today();
  const look = () => {
    if (day === today()) return;
    day = today();
    callback();
  };
  const wait = () => {
    const now = new Date();
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
    setTimeout(() => {
      look();
      wait();
    }, midnight - now + 1000);
  };
  wait();
  document.addEventListener('visibilitychange', look);
  for (const event of ['pageshow', 'focus']) addEventListener(event, look);
}

// On paper nothing unfolds.
addEventListener('beforeprint', () => {
  const folded = '.calc-more, .calc-row-more, .calc-working, .md-content details:not(.calc *)';
  document.querySelectorAll(folded).forEach(unfold);
  document.querySelectorAll('.calc-field, .calc-rows').forEach((field) => {
    field.toggleAttribute('data-blank', ![...field.querySelectorAll('[name]')].some((control) => control.value));
  });
  // Nor does anything scroll: a paper that the reader has opened is printed whole.
  for (const box of document.querySelectorAll('.calc-document[open] textarea')) {
    box.rows = box.value.split('\n').reduce((lines, line) => lines + Math.max(1, Math.ceil(line.length / 36)), 1);
  }
});
