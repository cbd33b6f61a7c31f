// Opens a report in headless Chromium and checks what only a browser can tell. Prints one line a check; exit code 1 after a failure.
// node check.mjs <chromium> <report.html> full|quick|large [folder for screenshots]; quick looks at two of the six screens, large
// only at what is different where a board has more rows than a browser lays out at once
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const [, , executablePath, file, extent, shots] = process.argv;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const url = pathToFileURL(file).href;
let failures = 0;

function check(name, good, detail = '') {
  failures += good ? 0 : 1;
  console.log(`${good ? 'ok' : 'FAILED'}  ${name}${good ? '' : `: ${JSON.stringify(detail)}`}`);
}

async function open(browser, width, colorScheme, extra = {}) {
  // The page's policy allows no script but its own; axe comes in past it.
  const context = await browser.newContext({ viewport: { width, height: 1000 }, colorScheme, ...extra });
  const page = await context.newPage();
  const noise = [];
  page.on('console', message => noise.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', error => noise.push(`error: ${error.message}`));
  page.on('request', request => { if (request.url() !== url) { noise.push(`request: ${request.url()}`); } });
  page.on('dialog', dialog => { noise.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  await page.goto(url);
  return { page, noise, context };
}

async function look(browser, width, scheme) {
  const { page, noise, context } = await open(browser, width, scheme);
  const name = `${width} ${scheme}`;
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  check(`${name}: nothing stands out of the page`, beyond <= 0, beyond);
  if (shots) {
    await page.screenshot({ path: `${shots}/report-${scheme}-${width}.png`, fullPage: true });
  }
  check(`${name}: no message, error, request or dialog`, noise.length === 0, noise);
  await context.close();

  const second = await open(browser, width, scheme, { bypassCSP: true });
  for (const button of await second.page.locator('#board tbody th button').all().then(all => all.slice(0, 2))) {
    await button.click();
  }
  await second.page.evaluate(axe);
  const { violations } = await second.page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  check(`${name}: axe finds nothing`, violations.length === 0, violations.map(v => `${v.id}: ${v.nodes.length} x ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].any[0]?.message ?? ''}`));
  await second.context.close();
}

async function keyboard(browser) {
  const { page, noise, context } = await open(browser, 1280, 'light');
  const rows = () => page.locator('#board > tbody:visible').count();
  const all = await rows();
  if (all === 0) {
    console.log('ok  no segments, nothing to sort');
    await context.close();
    return;
  }

  const keys = () => page.locator('#board > tbody > tr:first-child > th').allTextContents();
  await page.locator('#find').focus();
  const first = (await keys())[0];
  await page.keyboard.type(first.slice(0, 12));
  const some = await rows();
  check('the filter keeps what matches and says how many', some >= 1 && some <= all && (await page.textContent('#shown')) === `${some} of ${all} segments`, [some, all]);
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  check('an empty filter shows all again', await rows() === all);

  // From the filters on, Tab reaches the table's heads.
  await page.locator('#users').focus();
  for (let i = 0; i < 4 && await page.evaluate(() => document.activeElement.textContent) !== 'Segment'; i++) {
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  const ascending = await keys();
  const sorted = [...ascending].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : a.toLowerCase() > b.toLowerCase() ? 1 : 0));
  check('Enter on a head sorts ascending and says so', JSON.stringify(ascending.map(t => t.toLowerCase())) === JSON.stringify(sorted.map(t => t.toLowerCase()))
    && await page.locator('#board thead th[aria-sort=ascending]').count() === 1, ascending.slice(0, 5));
  await page.keyboard.press('Enter');
  check('Enter again turns the order around', await page.locator('#board thead th[aria-sort=descending]').count() === 1 && (all < 2 || (await keys())[0].toLowerCase() === sorted.at(-1).toLowerCase()));

  const users = page.locator('#board thead button', { hasText: /^Users$/ });
  await users.focus();
  await page.keyboard.press('Space');
  const values = await page.locator('#board > tbody').evaluateAll(bodies => bodies.map(b => Number(b.dataset.users)));
  check('figures begin at the largest', values.every((v, i) => i === 0 || v <= values[i - 1]), values.slice(0, 8));

  const row = page.locator('#board tbody th button').first();
  await row.focus();
  await page.keyboard.press('Enter');
  check('Enter on a row opens its details', await row.getAttribute('aria-expanded') === 'true' && await page.locator('#board > tbody.open > .detail').first().isVisible());
  await page.keyboard.press('Enter');
  check('and closes them', await row.getAttribute('aria-expanded') === 'false' && await page.locator('.detail:visible').count() === 0);
  const dots = page.locator('#show-users');
  if (await dots.count()) {
    const before = await page.locator('g.users').first().isVisible();
    await dots.focus();
    await page.keyboard.press('Space');
    check('users show as dots on demand', !before && await page.locator('g.users').first().isVisible());
  }
  check('the keyboard made no noise', noise.length === 0, noise);
  await context.close();
}

async function withoutScript(browser) {
  const { page, context } = await open(browser, 1024, 'light', { javaScriptEnabled: false });
  const hidden = await page.locator('#board > tbody > .detail').count() - await page.locator('#board > tbody > .detail:visible').count();
  check('without scripts every row and its details can be read', hidden === 0, hidden);
  await context.close();
}

async function blocked(browser) {
  const { page, noise, context } = await open(browser, 1024, 'light');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.intruder = true';
    document.body.appendChild(script);
    const image = document.createElement('img');
    image.src = 'https://example.invalid/x.png';
    document.body.appendChild(image);
  });
  await page.waitForTimeout(200);
  const intruder = await page.evaluate(() => window.intruder === true);
  check('the policy blocks a foreign script and an image', !intruder && noise.filter(n => n.includes('Content Security Policy')).length >= 2, noise);
  await context.close();
}

async function print(browser) {
  const { page, context } = await open(browser, 1024, 'dark');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  check('print is light and has no filters', background === 'rgb(255, 255, 255)' && !(await page.locator('.filters').first().isVisible().catch(() => false)), background);
  await context.close();
}

async function large(browser) {
  const { page, noise, context } = await open(browser, 1280, 'light');
  const all = await page.locator('#board > tbody').count();
  const rows = () => page.locator('#board > tbody:visible').count();
  const said = text => page.textContent('#shown').then(t => t === text);
  const number = n => n.toLocaleString('en-US');
  check('the first 250 rows show', await rows() === 250 && await said(`${number(all)} of ${number(all)} segments, the first 250 shown`), [all, await rows()]);
  const most = Math.max(...await page.locator('#board > tbody').evaluateAll(bodies => bodies.map(b => Number(b.dataset.users))));
  await page.locator('#board thead button', { hasText: /^Users$/ }).click();
  check('sorting looks at the hidden rows too', Number(await page.locator('#board > tbody:visible').first().getAttribute('data-users')) === most && await rows() === 250);
  const last = await page.locator('#board > tbody').last().getAttribute('data-find');
  await page.locator('#find').fill(last.replace(/[^a-z0-9:_-]/g, ''));
  check('the filter finds a hidden row', await rows() >= 1 && await page.locator('#more').isHidden(), last);
  await page.locator('#find').fill('');
  await page.locator('#more').click();
  check('all rows show on demand', await rows() === all && await page.locator('#more').isHidden() && await said(`${number(all)} of ${number(all)} segments`));
  check('a large board makes no noise', noise.length === 0, noise);
  await context.close();

  const paper = await open(browser, 1024, 'light');
  await paper.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  check('paper has all rows', await paper.page.locator('#board > tbody:visible').count() === all);
  await paper.context.close();
}

const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
try {
  if (extent === 'large') {
    await large(browser);
  } else {
    for (const width of [390, 1024, 1600]) {
      for (const scheme of ['light', 'dark']) {
        if (extent === 'full' || (width === 390 && scheme === 'light') || (width === 1600 && scheme === 'dark')) {
          await look(browser, width, scheme);
        }
      }
    }
    await keyboard(browser);
    await withoutScript(browser);
    await blocked(browser);
    await print(browser);
  }
} finally {
  await browser.close();
}
process.exit(failures > 0 ? 1 : 0);
