// Lets the reader tick off the steps of a page. A tick is kept in this browser only, as the step's id and the
// day; where nothing can be kept, it lasts as long as the page. Without script the steps read the same.

const { key: KEY, read, write, forget: forgetAll } = globalThis.store.steps;

// The one-file guide holds many pages; each counts its own steps.
for (const page of document.querySelectorAll('article.md-content__inner')) {
  const headings = [...page.querySelectorAll('.step[id]')];
  if (!headings.length) continue;
  const boxes = new Map();
  for (const heading of headings) {
    const label = document.createElement('label');
    label.className = 'step-tick';
    const box = label.appendChild(document.createElement('input'));
    box.type = 'checkbox';
    const name = heading.firstChild.textContent.trim();
    box.setAttribute('aria-label', `做完了：${name}`);
    label.append('做完了');
    boxes.set(heading.id, box);
    // At the end of the step: what follows its heading up to the next one.
    let last = heading;
    while (last.nextElementSibling && !/^H[1-6]$|^HR$/.test(last.nextElementSibling.tagName)) last = last.nextElementSibling;
    last.after(label);
    box.addEventListener('change', () => {
      tell(write({ [heading.id]: box.checked ? today() : null }) === 'kept');
    });
  }

  const note = document.createElement('p');
  note.className = 'step-note';
  note.setAttribute('role', 'status');
  const words = note.appendChild(document.createElement('span'));
  const forget = note.appendChild(document.createElement('button'));
  forget.type = 'button';
  forget.textContent = '清掉所有勾';
  forget.addEventListener('click', () => {
    const done = forgetAll() === 'kept';
    boxes.forEach((box) => { box.checked = false; });
    boxes.values().next().value.focus();
    dispatchEvent(new StorageEvent('storage', { key: KEY })); // to the other pages of the one-file guide
    tell(done);
  });
  [...page.querySelectorAll('.step-tick')].at(-1).after(note);

  const tell = (worked = true) => {
    const done = [...boxes.values()].filter((box) => box.checked).length;
    words.textContent =
      `这一页做完 ${done} / ${boxes.size}。` +
      (worked ? '勾只记在这个浏览器里，不会发给任何人。' : '这个浏览器不让记，关掉这一页勾就没了。');
    forget.hidden = !done;
  };

  const show = () => {
    const ticks = read();
    boxes.forEach((box, id) => { box.checked = Object.hasOwn(ticks, id); });
    tell();
  };
  show();
  addEventListener('storage', ({ key }) => (key === KEY || key === null) && show()); // another tab
  addEventListener('pageshow', ({ persisted }) => persisted && show());
}

// Where the stages are listed: how many steps of each are done.
const stages = [...document.querySelectorAll('a[data-steps]')].map((link) => {
  const done = document.createElement('span');
  done.className = 'steps-done';
  link.parentElement.after(done);
  return [link.dataset.steps.split(' '), done];
});
if (stages.length) {
  const count = () => {
    const ticks = read();
    for (const [ids, place] of stages) {
      const done = ids.filter((id) => Object.hasOwn(ticks, id)).length;
      place.textContent = done ? `做完 ${done} / ${ids.length}` : '';
    }
  };
  count();
  addEventListener('storage', ({ key }) => (key === KEY || key === null) && count());
  addEventListener('pageshow', ({ persisted }) => persisted && count());
}

function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
}
