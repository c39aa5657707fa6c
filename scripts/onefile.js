// The one-file guide: shows one page at a time, searches, and hands the calculators their worker. Without it, or
// in a browser that does not know these words, the file is one long page, complete and in order.
{
  const pages = [...document.querySelectorAll('.page')];
  const find = (id) => document.getElementById(id);
  const contents = find('guide-contents');
  const site = document.title;
  let current = null;
  let tool = null; // what to do when a tool's page is shown

  /** Shows the page that holds `id`; what stands outside the pages can be seen anyway. */
  const show = (id) => {
    const target = find(id);
    const page = target ? target.closest('.page') : pages[0];
    if (!page) return;
    const changed = current !== page;
    current = page;
    pages.forEach((each) => each.classList.toggle('shown', each === page));
    document.title = page === pages[0] ? site : `${page.dataset.title} - ${site}`;
    contents.removeAttribute('open');
    for (let part = target; part && part !== page; part = part.parentElement) {
      if (part.tagName === 'DETAILS') part.setAttribute('open', '');
    }
    if (changed && tool && 'tool' in page.dataset) tool();
    if (!target) return;
    if (changed) {
      // The keyboard and the screen reader go on from where the eye is.
      target.setAttribute('tabindex', '-1');
      target.focus({ preventScroll: true });
    }
    if (target === page.querySelector('h1')) scrollTo(0, 0);
    else target.scrollIntoView();
  };
  // Ids are ASCII. Behind one may stand numbers, or what a chat app has stuck to it.
  const follow = () => show(location.hash.match(/[a-z][\w-]*/)?.[0]);

  follow();
  document.documentElement.classList.remove('opening');
  addEventListener('hashchange', () => {
    follow();
    clear();
  });

  // Search: the words of the question, as pairs of characters, in titles, in how people ask for a page, and in the text.

  const clean = (text) => text.toLowerCase().replace(/[^a-z0-9\u4e00-\u9fff]+/g, ' ').trim();
  const grams = (text) => {
    const found = new Set();
    for (const word of clean(text).match(/[a-z0-9]+|[\u4e00-\u9fff]+/g) ?? []) {
      if (word.length < 3 || /[a-z0-9]/.test(word)) found.add(word);
      else for (let i = 0; i + 1 < word.length; i += 1) found.add(word.slice(i, i + 2));
    }
    return [...found];
  };

  /** The text of each section of a page: what follows a heading up to the next one. */
  const sectionsOf = (page) => {
    const sections = [];
    for (const part of page.children) {
      if (/^H[1-3]$/.test(part.tagName)) {
        sections.push({ id: part.id, title: part.textContent.trim(), text: '' });
      } else if (sections.length && part.tagName !== 'NAV' && !part.matches('[data-search-exclude]')) {
        // Of a calculator how it works, and not its example.
        const words = (part.matches('.calc') ? part.querySelector('.calc-doc') : part)?.cloneNode(true);
        words?.querySelectorAll('[data-search-exclude]').forEach((each) => each.remove());
        sections.at(-1).text += ` ${words?.textContent ?? ''}`.replace(/\s+/g, ' ');
      }
    }
    return sections.map((each) => ({ ...each, in: clean(each.title), at: clean(each.text) }));
  };

  // Whoever asks like this needs a person before a page; filled in by scripts/onefile.py with the words of the site's search.
  const DISTRESS = /(?!)/;
  const help = find('help-page')?.closest('.page');

  let index = null;
  let frequency = null; // in how many pages a pair of characters stands: the rare ones tell more
  const learn = () => {
    index = pages.map((page) => {
      const asked = [page.dataset.title, ...page.dataset.asked.split('|')].map(clean);
      const sections = sectionsOf(page);
      return { page, asked, sections, all: [...asked, ...sections.flatMap((each) => [each.in, each.at])].join('|') };
    });
    frequency = (gram) => index.filter(({ all }) => all.includes(gram)).length;
  };
  const rank = (question) => {
    if (!index) learn();
    const wanted = grams(question)
      .map((gram) => [gram, frequency(gram)])
      .filter(([, times]) => times)
      .map(([gram, times]) => [gram, Math.log(1 + pages.length / times)]);
    const distress = DISTRESS.test(question.replace(/\s+/g, ''));
    const weight = (text) => wanted.reduce((sum, [gram, worth]) => sum + (text.includes(gram) ? worth : 0), 0);
    return index
      .map(({ page, asked, sections }) => {
        // With its first words, in which the number stands.
        if (distress && page === help) return { page, best: sections[0], score: Infinity };
        const scored = sections.map((each) => [2 * weight(each.in) + weight(each.at), each]);
        const [score, best] = scored.reduce((a, b) => (b[0] > a[0] ? b : a));
        const gram = wanted.find(([each]) => best.text.includes(each))?.[0];
        return { page, best, gram, score: score + 3 * Math.max(...asked.map(weight)) };
      })
      .filter(({ score }) => score)
      .sort((a, b) => b.score - a.score)
      .slice(0, 8);
  };

  const form = find('guide-search');
  const input = form.querySelector('input');
  const found = find('guide-found');
  const told = found.querySelector('p');
  const list = found.querySelector('ol');
  const clear = () => {
    found.hidden = true;
    list.replaceChildren();
  };
  const search = () => {
    clear();
    if (!input.value.trim()) return;
    const hits = rank(input.value);
    found.hidden = false;
    told.textContent = hits.length ? `找到 ${hits.length} 页，最像的在前面。` : '没有找到。换几个字试试，或者看目录。';
    for (const { page, best, gram } of hits) {
      const item = document.createElement('li');
      const link = item.appendChild(document.createElement('a'));
      const { title } = page.dataset;
      link.href = `#${best.id}`;
      link.textContent = best.title.includes(title) || title.includes(best.title) ? title : `${title}：${best.title}`;
      const from = gram ? Math.max(0, best.text.indexOf(gram) - 16) : 0;
      item.append(document.createElement('br'), `${from ? '…' : ''}${best.text.slice(from, from + 60).trim()}…`);
      list.append(item);
    }
  };
  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    search();
    list.querySelector('a')?.focus();
  });
  input.addEventListener('input', (event) => event.isComposing || search());
  input.addEventListener('compositionend', search);
  input.addEventListener('focus', () => contents.removeAttribute('open'));
  contents.addEventListener('toggle', () => contents.hasAttribute('open') && clear());
  // A link to where the reader already is changes no address.
  found.addEventListener('click', ({ target }) => target.closest('a') && clear());
  addEventListener('keydown', ({ key }) => key === 'Escape' && clear());

  // A file that was cut off on its way ends before its last mark.
  addEventListener('DOMContentLoaded', () => {
    find('guide-cut').hidden = Boolean(find('guide-end'));
  });

  globalThis.oneFile = {
    /** The worker of worker.js, with all that it would otherwise fetch. Chromium takes no blob: here on file://. */
    worker() {
      const code = encodeURIComponent(find('guide-worker').textContent);
      const worker = new Worker(`data:text/javascript;charset=utf-8,${code}`, { type: 'module' });
      const packed = [...document.querySelectorAll('script[data-packed]')];
      worker.postMessage(Object.fromEntries(packed.map((each) => [each.dataset.packed, each.textContent])));
      return worker;
    },
    /** Calls back whenever the page of a tool is shown. */
    onTool(callback) {
      tool = callback;
      if ('tool' in current.dataset) tool();
    },
  };
}
