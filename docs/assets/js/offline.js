// Keeps the guide on the device through the service worker (sw.js), tells the reader of a new release and lets
// them choose when, and shows on about/offline what is kept. The pages work the same without any of it.

const root = new URL('../../', import.meta.url);
const OFF = 'offline-off'; // the reader had everything deleted: not kept again until they ask for it
const LATER = 'release-later';
const SILENCE = 60_000; // ms without a word from the service worker
const worker = navigator.serviceWorker;
const { store } = globalThis;

const WORDS = {
  fresh: '网站有新版本。现在换，这一页会刷新一下，你填的会留着。',
  stale: '网站已经换成新的一版，这一页还是旧的。刷新一下再接着用，你填的会留着。',
  lost: '这个浏览器不让暂存，换了以后要重新填。先把要紧的数抄下来。',
  none: '这个浏览器存不了网页：可能是聊天软件里的浏览器、无痕窗口，或者太旧。联网时一切照常。想存下来，点右上角的菜单，选“在浏览器打开”。',
  off: '现在没有存，是你之前删掉的。想存，点“保存到手机”。',
  waiting: '正在存，请稍等……',
  failed: '这一次没有存全，多半是网断了，或者服务器没有给对文件。已经存好的不受影响，网页照常能看。下次联网打开会接着存，也可以再点一次“保存到手机”。',
  QuotaExceededError: '手机给浏览器的地方不够，没有存全。网页照常能看。清出一点地方，再点一次“保存到手机”。',
  SecurityError: '这个浏览器不许网页存东西，可能是无痕窗口，或者设置里关了。联网时一切照常。',
  silent: '等了很久没有动静。网页照常能看，过一会儿再试。',
  saved: '都存好了。没有网也能看，也能算。',
  gone: '删掉了。以后再来也不会自己存；想存，再点“保存到手机”。你勾过的步骤不在这里，没有动。',
};

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);

// --- the service worker -----------------------------------------------------------------------------------

/** Says something to the service worker; resolves to its answer. */
async function ask(message, report) {
  const registration = await worker.getRegistration(root.href);
  if (!registration?.active) throw new Error('none');
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    let watch;
    const wait = () => {
      clearTimeout(watch);
      watch = setTimeout(() => reject(new Error('silent')), SILENCE);
    };
    port1.onmessage = ({ data }) => {
      wait();
      if (data.progress) {
        report?.(data.progress);
        return;
      }
      clearTimeout(watch);
      if (data.failed) reject(Object.assign(new Error('failed'), { name: data.failed }));
      else resolve(data.done);
    };
    wait();
    registration.active.postMessage(message, [port2]);
  });
}

let changing = false; // the reader has asked for the new release in this very page
let late = false; // this page belongs to a release that is no longer the one in charge
let controlled = Boolean(worker?.controller);

/** Asks for the service worker; resolves once one is at work, rejects where none can be or it could not store. */
async function register() {
  const registration = await worker.register(new URL('sw.js', root), { updateViaCache: 'none' });
  watch(registration);
  if (registration.active) return registration;
  await new Promise((resolve, reject) => {
    const first = registration.installing ?? registration.waiting;
    const look = () => {
      if (first.state === 'activated') resolve();
      // The worker's own word why may come after the browser's that it is gone.
      if (first.state === 'redundant') setTimeout(() => reject(Object.assign(new Error('failed'), { name: failure })), 500);
    };
    first.addEventListener('statechange', look);
    look();
  });
  return registration;
}

let failure = 'failed';
const watched = new WeakSet();

function watch(registration) {
  if (watched.has(registration)) return;
  watched.add(registration);
  const offer = () => registration.waiting && worker.controller && prompt(registration);
  registration.addEventListener('updatefound', () => {
    registration.installing?.addEventListener('statechange', offer);
  });
  offer();
  // A page that stays open for days asks when it is looked at again.
  addEventListener('visibilitychange', () => !document.hidden && registration.update().catch(() => {}));
}

if (worker) {
  worker.addEventListener('message', ({ data }) => { failure = data?.failed ?? failure; });
  worker.startMessages?.();
  worker.addEventListener('controllerchange', () => {
    if (changing) location.reload();
    else if (controlled) outdated();
    controlled = true; // the first one to take over came with this page, later ones did not
  });
}

// --- a new release ----------------------------------------------------------------------------------------

/** The note at the foot of the page: a new release waits (`registration`), or is already in charge. */
function prompt(registration) {
  const words = registration ? WORDS.fresh : WORDS.stale;
  if (registration && !broken && store.get('sessionStorage', LATER)) return;
  document.querySelector('.release-note')?.remove();
  const note = document.createElement('div');
  note.className = 'release-note';
  note.setAttribute('role', 'region');
  note.setAttribute('aria-label', '新版本');
  const said = note.appendChild(document.createElement('p'));
  said.setAttribute('role', 'status');
  const button = (text, act) => {
    const made = note.appendChild(document.createElement('button'));
    made.type = 'button';
    made.textContent = text;
    made.addEventListener('click', act);
    return made;
  };
  let warned = false;
  const go = button('现在换', () => {
    if (!keepForm() && !warned) {
      warned = true;
      said.textContent = WORDS.lost;
      go.textContent = '还是换';
      return;
    }
    changing = true;
    // Where it has meanwhile taken over for another tab, there is nothing left to wait for.
    if (registration?.waiting) registration.waiting.postMessage('go');
    else location.reload();
  });
  button('以后再说', () => {
    store.set('sessionStorage', LATER, '1');
    note.remove();
  });
  document.body.append(note);
  said.textContent = words;
}

function outdated() {
  late = true;
  prompt(null);
}

let broken = false;

/**
 * The calculator could not start. Its files may be gone because the site has moved on: then this page has to be
 * loaded anew. Else what the browser holds of them may be damaged: have it fetched again and checked.
 */
async function mend() {
  broken = true;
  if (late) {
    prompt(null);
    return;
  }
  const registration = worker && (await worker.getRegistration(root.href).catch(() => null));
  if (registration?.waiting && worker.controller) {
    prompt(registration);
    return;
  }
  try {
    if (await changed()) {
      outdated();
      return;
    }
    if (!registration) return;
    await registration.update(); // a new release that is found tells of itself once it is here
    if (!registration.installing) await ask('keep');
  } catch {
    // No network, or no service worker: the calculator has said what still works.
  }
}

/** Whether the page at this address now names other scripts than this page has. */
async function changed() {
  const answer = await fetch(location.pathname, { cache: 'no-store' });
  if (!answer.ok) return false;
  const now = await answer.text();
  return [...document.querySelectorAll('script[src*="/assets/js/"]')].some(
    (script) => !now.includes(script.getAttribute('src').split('/').at(-1)),
  );
}

// --- what was typed, over a reload ------------------------------------------------------------------------

const sections = () => [...document.querySelectorAll('section[data-calculator]')];
const value = (input) => (/^(checkbox|radio)$/.test(input.type) ? input.checked : input.value);
const cells = (within) => [...within.querySelectorAll('[name]')];
const columnOf = (cell) => cell.name.split('.')[2];
// What the page filled in it fills in again: today may be another day then.
const loose = (form) => cells(form).filter((input) => !input.closest('[data-row]') && input.dataset.filled !== input.value);

/** Puts aside what the forms of this page hold, for the next load of it only; false where that is not possible. */
function keepForm() {
  const state = typed();
  if (!state.length || JSON.stringify(state) === untouched) return true;
  return store.forms.write(location.pathname, scrollY, state);
}

function typed() {
  const row = (each) => Object.fromEntries(cells(each).map((cell) => [columnOf(cell), value(cell)]));
  return sections().map((section) => ({
    mine: 'mine' in section.dataset,
    fields: Object.fromEntries(loose(section).map((input) => [input.name, value(input)])),
    rows: Object.fromEntries([...section.querySelectorAll('form [data-rows]')].map((rows) =>
      [rows.dataset.rows, [...rows.querySelectorAll('[data-row]')].map(row)])),
    open: [...section.querySelectorAll('form details')].map((details) => details.open),
  }));
}

function restoreForm() {
  const found = store.forms.take(location.pathname);
  if (!found) return;
  sections().forEach((section, i) => {
    const was = found.state[i];
    if (!was?.mine) return; // the example stands there anyway
    const { elements } = section.querySelector('form');
    const put = Object.fromEntries(Object.entries(was.fields).filter(([name, text]) => {
      const control = elements.namedItem(name);
      return control?.type && typeof value(control) === typeof text;
    }));
    section.querySelectorAll('form [data-rows]').forEach((rows, j) => {
      const group = Array.isArray(was.rows) ? was.rows[j] : was.rows[rows.dataset.rows];
      // Releases up to 0.1.0 put rows aside by the place of their cells, of which each could be seen.
      const columns = cells(rows.querySelector('template').content).filter((cell) => cell.type !== 'hidden').map(columnOf);
      const named = (row) => (Array.isArray(row) ? Object.fromEntries(row.map((text, k) => [columns[k], text])) : row);
      if (group) put[rows.dataset.rows] = group.map((row) => ({ cells: named(row) }));
    });
    section.dispatchEvent(new CustomEvent('put', { detail: put }));
    section.querySelectorAll('form details').forEach((details, j) => { details.open = was.open[j] ?? details.open; });
  });
  document.activeElement?.blur();
  scrollTo(0, found.top);
}

const untouched = JSON.stringify(typed());

// --- what the page about/offline shows --------------------------------------------------------------------

function panel(place) {
  const size = document.querySelector('data[value=runtime-br]').textContent;
  place.replaceChildren();
  const add = (parent, tag, text = '') => {
    const made = parent.appendChild(document.createElement(tag));
    made.textContent = text;
    return made;
  };
  const list = add(place, 'dl');
  const row = (name) => {
    add(list, 'dt', name);
    return add(list, 'dd', '正在查……');
  };
  const guide = row('看指南，离线可用');
  const calculators = row('用计算器，离线可用');
  const bytes = row('占用');
  const release = row('版本');
  const status = add(place, 'p');
  status.setAttribute('role', 'status');
  const buttons = add(place, 'p');
  const button = (text, act) => {
    const made = add(buttons, 'button', text);
    made.type = 'button';
    made.addEventListener('click', act);
    return made;
  };

  async function show() {
    let found = null;
    try {
      found = worker && (await ask('check'));
    } catch {
      // No service worker at work: nothing is kept.
    }
    const say = (cell, part) => {
      const whole = part && part.stored === part.of;
      cell.textContent = whole
        ? `是。${part.of} 个文件都在，逐个核对过。`
        : `否。${part?.stored ? `${part.of} 个文件里有 ${part.stored} 个。` : '还没有存。'}`;
      return whole;
    };
    const pages = say(guide, found?.pages);
    const runtime = say(calculators, found?.runtime);
    bytes.textContent = `${megabytes((found?.pages.bytes ?? 0) + (found?.runtime.bytes ?? 0))} MB`;
    release.textContent = found ? `${found.day}（编号 ${found.id}）` : '没有';
    place.dataset.state = pages && runtime ? 'all' : pages ? 'guide' : 'none';
    save.textContent = runtime ? '再核对一遍' : `保存到手机（要下载约 ${size}）`;
    forget.hidden = !found || !(found.pages.stored || found.runtime.stored);
    return pages && runtime;
  }

  const busy = (is) => [save, forget].forEach((each) => { each.disabled = is; });

  const save = button('保存到手机', async () => {
    busy(true);
    status.textContent = WORDS.waiting;
    try {
      store.set('localStorage', OFF, null);
      await register();
      navigator.storage?.persist?.().catch(() => {}); // asks the browser not to clear it by itself
      await ask('keep', ({ loaded, total }) => {
        status.textContent = `正在下载：${megabytes(loaded)} / ${megabytes(total)} MB。可以先看别的页，回来接着存。`;
      });
      status.textContent = (await show()) ? WORDS.saved : WORDS.failed;
    } catch (error) {
      await show();
      status.textContent = WORDS[error.name] ?? WORDS[error.message] ?? WORDS.failed;
    }
    busy(false);
  });

  const forget = button('删掉', async () => {
    busy(true);
    try {
      store.set('localStorage', OFF, '1');
      await ask('forget');
      await (await worker.getRegistration(root.href))?.unregister();
      status.textContent = WORDS.gone;
    } catch {
      status.textContent = WORDS.silent;
    }
    await show();
    busy(false);
  });

  if (!worker) {
    save.remove();
    forget.remove();
    list.remove();
    status.textContent = WORDS.none;
    place.dataset.state = 'none';
    return () => {};
  }
  busy(true);
  return async (problem) => {
    await show();
    if (store.get('localStorage', OFF)) status.textContent = WORDS.off;
    else if (problem) status.textContent = WORDS[problem] ?? WORDS.failed;
    busy(false);
  };
}

// --- in order ---------------------------------------------------------------------------------------------

restoreForm();
const place = document.querySelector('[data-offline]');
const shown = place && panel(place);
addEventListener('enginedead', mend);
let used = false;
document.addEventListener('answered', () => {
  // The runtime is here: keep it, from the browser's own cache, so that the next time needs no network.
  if (used || !worker || store.get('localStorage', OFF)) return;
  used = true;
  started.then(() => ask('keep')).catch(() => { used = false; });
});

/** After the page is there and at rest: what is kept for later may wait. */
const rest = new Promise((done) => {
  const idle = () => (window.requestIdleCallback ? requestIdleCallback(done, { timeout: 5000 }) : setTimeout(done, 2000));
  if (document.readyState === 'complete') idle();
  else addEventListener('load', idle);
});
const started = rest.then(async () => {
  if (!worker || store.get('localStorage', OFF)) throw new Error('off');
  const registration = await register();
  await ask('tend').catch((error) => { failure = error.name; });
  return registration;
});
started.then(
  () => shown?.(failure !== 'failed' && failure),
  (error) => shown?.(error.name),
);
