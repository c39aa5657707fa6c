// Drives Firefox with a profile that stays: keeps the site, uses what was kept, or looks at it in a private window.
// Usage: node firefox_offline.mjs FIREFOX save|use|private ADDRESS PROFILE
import puppeteer from 'puppeteer-core';

const [executablePath, what, address, userDataDir] = process.argv.slice(2);
const extraPrefsFirefox = what === 'private' ? { 'browser.privatebrowsing.autostart': true } : {};
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true, userDataDir, extraPrefsFirefox });
try {
  const page = await browser.newPage();
  const seen = {};
  const state = async (wanted) => {
    await page.goto(`${address}about/offline/`);
    await page.waitForFunction((states) => states.includes(document.querySelector('[data-offline]')?.dataset.state), { timeout: 60_000 }, wanted);
    await page.waitForFunction(() => !document.querySelector('.offline button')?.disabled, { timeout: 60_000 });
  };
  if (what === 'save') {
    await state(['guide']);
    await page.click('.offline button');
    await page.waitForSelector('[data-offline][data-state=all]', { timeout: 60_000 });
  } else {
    await page.goto(`${address}start/`);
    seen.title = await page.title();
    if (what === 'use') {
      await page.goto(`${address}tools/overdue-cost/`);
      await page.click('.calc-submit');
      await page.waitForSelector('section[data-state=live]', { timeout: 60_000 });
      seen.headline = await page.$eval('.calc-headline', (element) => element.innerText);
    }
    await state(['all', 'guide', 'none']);
  }
  seen.state = await page.$eval('[data-offline]', (element) => element.dataset.state);
  seen.status = await page.$eval('.offline [role=status]', (element) => element.innerText);
  console.log(JSON.stringify(seen));
} finally {
  await browser.close();
}
