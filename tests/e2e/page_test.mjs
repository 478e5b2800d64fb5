// The page in a real browser, over a running gongbao that holds the sample reports.
//   node page_test.mjs http://127.0.0.1:8080 [folder for screenshots]
// Needs playwright-core on NODE_PATH or in deploy/packages, and /usr/bin/chromium.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import path from 'node:path';
import {fileURLToPath} from 'node:url';

const [base, screenshots] = process.argv.slice(2);
if (!base) {
  console.error('usage: node page_test.mjs http://HOST:PORT [folder for screenshots]');
  process.exit(2);
}
const here = path.dirname(fileURLToPath(import.meta.url));
const packages = process.env.GONGBAO_NODE_MODULES || path.join(here, '../../deploy/packages/node_modules');
const {chromium} = createRequire(path.join(packages, 'x.js'))('playwright-core');

const browser = await chromium.launch({
  executablePath: '/usr/bin/chromium',
  timeout: 60_000,
  args: [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
  ],
});
const patience = 60_000;  // a loaded machine is slow, not wrong
const problems = [];

async function api(target) {
  const response = await fetch(base + target);
  assert.equal(response.status, 200, target);
  return response.json();
}

async function open(page, hash) {
  await page.goto(`${base}/${hash}`);
  await page.waitForSelector('.view[data-ready=true]');
}

async function shoot(page, name) {
  if (screenshots) await page.screenshot({path: path.join(screenshots, `${name}.png`)});
}

async function checkStats(page) {
  await open(page, '');
  const stats = await api('/v1/stats');
  assert.ok(Number(stats.documents) > 0, 'no reports are stored');
  for (const key of ['documents', 'facts', 'sentences', 'places']) {
    const shown = await page.textContent(`#stat-${key}`);
    assert.equal(shown.replaceAll(',', ''), stats[key], key);
  }
  assert.equal(await page.textContent('#stat-years'), `${stats.firstYear}–${stats.lastYear}`);
  assert.ok(await page.locator('#results .document').count() > 0, 'no reports are listed');
  await shoot(page, 'home');
}

async function checkSearch(page) {
  await open(page, '');
  await page.fill('#query', '乡村');
  await page.click('#search button');
  await page.waitForSelector('.hit');
  const hits = page.locator('.hit');
  const count = await hits.count();
  assert.ok(count > 0 && count <= 20, `${count} hits`);
  for (let i = 0; i < count; i += 1) {
    assert.ok((await hits.nth(i).locator('mark').allTextContents()).includes('乡村'), `hit ${i} has no highlight`);
  }
  await page.waitForSelector('.view[data-ready=true]');
  await shoot(page, 'search');
  // A hit leads to its sentence in the report.
  const sentence = await hits.first().locator('p').first().textContent();
  await hits.first().locator('a').click();
  await page.waitForSelector('#text .target');
  const target = (await page.locator('#text .target').allTextContents()).join('');
  assert.equal(target, sentence);
  // Words that nothing holds.
  await open(page, '#/?q=%E9%BE%98%E9%BE%98%E9%BE%98');
  assert.equal(await page.locator('.hit').count(), 0);
}

async function checkReport(page) {
  const list = await api('/v1/facts?kinds=FACT_KIND_INDICATOR&pageSize=1');
  const name = `documents/${list.facts[0].document}`;
  const {analysis} = await api(`/v1/${name}?omitTokens=true`);
  await open(page, `#/${name}`);
  assert.equal(await page.textContent('#title'), analysis.document.title);
  const shown = (await page.locator('#text > p').allTextContents()).join('\n');
  assert.equal(shown, analysis.cleanText, 'the text is not the clean text');
  assert.ok(await page.locator('#outline p').count() > 0, 'no outline');
  // Each indicator's anchor is marked in the text at its bytes.
  const bytes = new TextEncoder().encode(analysis.cleanText);
  const decoder = new TextDecoder();
  const indicators = analysis.facts.filter((fact) => fact.indicator);
  assert.ok(indicators.length > 0);
  const marks = await page.locator('#text .fact.anchor').allTextContents();
  for (const fact of indicators) {
    const anchor = decoder.decode(bytes.slice(Number(fact.evidence.anchorBegin), Number(fact.evidence.anchorEnd)));
    assert.ok(marks.join('|').includes(anchor.split('\n')[0]), `no mark for ${anchor}`);
  }
  const first = page.locator('#text .fact.anchor.FACT_KIND_INDICATOR').first();
  await first.click();
  const details = await page.textContent('#details');
  const quote = await page.textContent('#details blockquote');
  assert.ok(analysis.facts.some((fact) => fact.quote === quote), `no fact says ${quote}`);
  assert.ok(details.includes('年') || details.includes('指标'), details);
  await shoot(page, 'report');
}

async function checkRank(page) {
  await open(page, '#/rank');
  const stats = await api('/v1/stats');
  await page.selectOption('#year', String(stats.lastYear));
  await page.click('#rank button');
  await page.waitForSelector('#table table');
  const indicator = await page.inputValue('#indicator');
  const year = await page.inputValue('#year');
  const {rows} = await api(`/v1/rank?indicator=${indicator}&year=${year}&pageSize=500`);
  const cells = await page.locator('#table tbody tr').evaluateAll(
      (lines) => lines.map((line) => [...line.cells].map((cell) => cell.textContent)));
  assert.ok(rows.length > 1, 'nothing is ranked');
  assert.deepEqual(cells.map((line) => line[1]), rows.map((row) => row.placeText));
  assert.deepEqual(cells.map((line) => line[3]), rows.map((row) => row.value ?? '–'));
  await shoot(page, 'rank');
  // A row leads to the words behind it.
  await page.locator('#table tbody a').first().click();
  await page.waitForSelector('#text .target');
  assert.equal((await page.locator('#text .target').allTextContents()).join(''), rows[0].quote);
}

async function checkFrame(page) {
  await open(page, '');
  assert.equal(await page.getAttribute('#nav a[href="/openapi.json"]', 'href'), '/openapi.json');
  const chinese = await page.textContent('#nav');
  await page.click('#language');
  await page.waitForFunction((before) => document.getElementById('nav').textContent !== before, chinese);
  assert.equal(await page.getAttribute('html', 'lang'), 'en');
  await page.click('#language');
  // What is in an address is shown as text, never run.
  await open(page, `#/?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
  assert.equal(await page.inputValue('#query'), '<img src=x onerror=alert(1)>');
  assert.equal(await page.locator('main img').count(), 0);
  await open(page, '#/documents/none-0');
  assert.ok((await page.textContent('.error')).length > 0);
}

try {
  const page = await browser.newPage({viewport: {width: 1400, height: 900}, locale: 'zh-CN'});
  page.setDefaultTimeout(patience);
  const origin = new URL(base).origin;
  page.on('pageerror', (error) => problems.push(`page error: ${error.message}`));
  page.on('request', (request) => {
    if (new URL(request.url()).origin !== origin) problems.push(`loads ${request.url()}`);
  });
  page.on('console', (message) => {
    // A refused request (the missing report) is written to the console by the browser itself.
    if (message.type() === 'error' && !message.text().includes('404')) problems.push(message.text());
  });
  for (const check of [checkStats, checkSearch, checkReport, checkRank, checkFrame]) {
    await check(page);
    console.log(`ok ${check.name}`);
  }
  assert.deepEqual(problems, []);
} catch (error) {
  console.error(error);
  process.exitCode = 1;
} finally {
  await browser.close();
}
