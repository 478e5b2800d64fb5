// The frame: navigation, language, and which view the address asks for.
import {append, element, link, show} from './dom.js';
import {showRank} from './rank.js';
import {showReport} from './report.js';
import {showSearch} from './search.js';
import {languageTag, toggleLanguage, word} from './words.js';

const main = document.getElementById('main');
let current = 0;  // counts views, so that a late answer of an earlier one is dropped

function frame(path) {
  document.documentElement.lang = languageTag();
  document.title = word('title');
  const entry = (address, key) =>
      element('a', {href: link(address), className: path === address ? 'here' : ''}, word(key));
  show(document.getElementById('nav'), entry('/', 'home'), entry('/rank', 'rank'),
       element('a', {href: '/openapi.json'}, word('api')));
  document.getElementById('language').textContent = word('language');
}

async function route() {
  const [path, query = ''] = (location.hash.slice(1) || '/').split('?', 2);
  const parameters = new URLSearchParams(query);
  frame(path);
  current += 1;
  const mine = current;
  const root = element('div', {className: 'view'}, element('p', {className: 'quiet'}, word('loading')));
  show(main, root);
  try {
    if (path === '/') await showSearch(root, parameters);
    else if (path === '/rank') await showRank(root, parameters);
    else if (path.startsWith('/documents/')) await showReport(root, path.slice(1), parameters);
    else show(root, element('p', {}, word('notFound')));
  } catch (error) {
    if (mine !== current) return;
    append(root, element('p', {className: 'error'}, `${word('failed')}: ${error.message}`));
  }
  if (mine === current) root.dataset.ready = 'true';
}

document.getElementById('language').addEventListener('click', () => {
  toggleLanguage();
  route();
});
addEventListener('hashchange', route);
route();
