// Drives Firefox over WebDriver BiDi: types a case into the page and prints what the page shows.
// Usage: node firefox.mjs FIREFOX ADDRESS FORM_JSON [WITHIN], where WITHIN is a selector and a blank
import puppeteer from 'puppeteer-core';

const [executablePath, address, form, within = ''] = process.argv.slice(2);
const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
try {
  const page = await browser.newPage();
  const complaints = [];
  const asked = [];
  page.on('request', (request) => asked.push(request.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.setViewport({ width: 360, height: 780 });
  await page.goto(address);
  const before = await page.$eval(`${within}section[data-calculator]`, (section) => section.dataset.state);
  for (const [name, text] of Object.entries(JSON.parse(form))) {
    const input = await page.$(`${within}[name$="${name}"]`);
    await input.click({ count: 3 });
    await page.keyboard.press('Backspace');
    await input.type(text);
  }
  await page.click(`${within}.calc-submit`);
  await page.waitForSelector('section[data-state=live]', { timeout: 60_000 });
  await new Promise((done) => setTimeout(done, 500));
  const text = (selector) => page.$eval(within + selector, (element) => element.innerText);
  console.log(JSON.stringify({
    before,
    headline: await text('.calc-headline'),
    result: await text('[data-result]'),
    version: await browser.version(),
    complaints,
    asked,
  }));
} finally {
  await browser.close();
}
