// Opens pages in turn, each time in a browser started anew with its profile, and prints how many milliseconds after
// its opening each showed the first live result, touched as soon as it was there, and which browser it was.
// Usage: node starts.mjs BROWSER EXECUTABLE PROFILE RUNS TYPED_JSON FLAGS_JSON ADDRESS…
import puppeteer from 'puppeteer-core';

const [browser, executablePath, userDataDir, runs, typed, flags, ...addresses] = process.argv.slice(2);

function watch(typed) {
  window.firstResult = new Promise((resolve, reject) => {
    new MutationObserver(([{ target }]) => {
      if (target.dataset.state === 'live') resolve(performance.now());
      if (target.dataset.state === 'error') reject(new Error(target.querySelector('[data-status]').textContent));
    }).observe(document, { subtree: true, attributeFilter: ['data-state'] });
  });
  addEventListener('DOMContentLoaded', () => {
    const form = document.querySelector('.shown form') ?? document.querySelector('[data-calculator] form');
    for (const [name, value] of Object.entries(typed)) form.elements[name].value = value;
    form.dispatchEvent(new Event('pointerdown'));
  });
}

async function first(address, stay) {
  const opened = await puppeteer.launch({
    browser,
    executablePath,
    userDataDir,
    args: JSON.parse(flags),
    headless: true,
  });
  try {
    const page = await opened.newPage();
    await page.evaluateOnNewDocument(watch, JSON.parse(typed));
    await page.goto(address);
    const ms = await page.evaluate(() => window.firstResult);
    const headline = 'section[data-state=live] .calc-headline .money';
    const shown = await page.$eval(headline, (element) => element.innerText);
    await new Promise((done) => setTimeout(done, stay));
    return {
      ms,
      shown,
      by: (await opened.version()).replace('/', ' ').replace(/^./, (letter) => letter.toUpperCase()),
    };
  } finally {
    await opened.close();
  }
}

const found = addresses.map(() => []);
for (let run = 0; run < Number(runs); run += 1) {
  // Each time in the other order.
  const order = [...addresses.keys()];
  for (const place of run % 2 ? order.reverse() : order) found[place].push(await first(addresses[place], 4_000));
}
console.log(JSON.stringify(found));
