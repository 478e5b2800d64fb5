// What is stored, search over sentences, and the list of reports.
import {get} from './api.js';
import {append, element, link, show} from './dom.js';
import {placePicker, yearPicker} from './pickers.js';
import {byteIndex, cutByMarks} from './text.js';
import {word} from './words.js';

export async function showSearch(root, parameters) {
  const stats = await get('/v1/stats');
  const form = await searchForm(stats, parameters);
  const results = element('section', {id: 'results'});
  show(root, statistics(stats), form, results);
  if (Number(stats.documents) === 0) {
    append(results, element('p', {className: 'quiet'}, word('empty')));
  } else if (parameters.get('q')) {
    await showHits(results, parameters);
  } else {
    await showDocuments(results, parameters);
  }
}

function statistics(stats) {
  const cell = (key, value) => element(
      'div', {className: 'stat'}, element('b', {id: `stat-${key}`}, value), element('span', {}, word(key)));
  const number = (text) => Number(text).toLocaleString('en-US');
  const years = stats.firstYear === undefined ? '–' : `${stats.firstYear}–${stats.lastYear}`;
  const kinds = (stats.factCounts || []).map(
      (entry) => element('span', {className: `tag ${entry.kind}`}, `${word(entry.kind)} ${number(entry.count)}`));
  return element(
      'section', {}, element('h2', {}, word('stored')),
      element('div', {className: 'stats', id: 'stats'}, cell('documents', number(stats.documents)),
              cell('distinctDocuments', number(stats.distinctDocuments)), cell('facts', number(stats.facts)),
              cell('sentences', number(stats.sentences)), cell('places', number(stats.places)),
              cell('years', years)),
      element('p', {}, kinds));
}

async function searchForm(stats, parameters) {
  const query = element('input', {
    id: 'query', type: 'search', value: parameters.get('q') || '', placeholder: word('query'), size: 40,
  });
  const place = await placePicker(parameters.get('place'));
  const year = yearPicker(stats, parameters.get('year'), word('anyYear'));
  const submit = (event) => {
    event.preventDefault();
    location.hash = link('/', {q: query.value.trim(), place: place.value, year: year.value});
  };
  return element('form', {className: 'row', id: 'search', onsubmit: submit}, query,
                 element('label', {}, `${word('place')} `, place),
                 element('label', {}, `${word('year')} `, year),
                 element('button', {type: 'submit'}, word('search')));
}

function filterOf(parameters) {
  const year = parameters.get('year') || '';
  return {'filter.places': parameters.get('place') || '', 'filter.firstYear': year, 'filter.lastYear': year};
}

// Lists pages into a node, with a button for the next one.
async function showPages(node, load) {
  const more = element('button', {type: 'button', onclick: () => next()}, word('more'));
  let token = '';
  let any = false;
  async function next() {
    more.remove();
    const page = await load(token);
    append(node, page.items);
    any = any || page.items.length > 0;
    token = page.token;
    if (token) append(node, more);
    if (!any) append(node, element('p', {className: 'quiet'}, word('none')));
  }
  await next();
}

async function showHits(node, parameters) {
  await showPages(node, async (token) => {
    const page = await get('/v1/sentences:search', {
      query: parameters.get('q'), pageSize: 20, pageToken: token, ...filterOf(parameters),
    });
    const note = page.truncated ? [element('p', {className: 'warning'}, word('truncated'))] : [];
    return {items: [...note, ...(page.hits || []).map(hitItem)], token: page.nextPageToken};
  });
}

function hitItem(hit) {
  const index = byteIndex(hit.text);
  const marks = (hit.highlights || []).map((span) => ({begin: index(Number(span.begin)), end: index(Number(span.end))}));
  const pieces = cutByMarks(0, hit.text.length, marks).map((piece) => {
    const text = hit.text.slice(piece.begin, piece.end);
    return piece.marks.length > 0 ? element('mark', {}, text) : text;
  });
  const at = `${hit.span.begin}-${hit.span.end}`;
  return element(
      'article', {className: 'hit'}, element('p', {}, pieces),
      element('p', {className: 'quiet'}, element('a', {href: link(`/${hit.document.name}`, {at})}, hit.document.title),
              ' · ', placeAndYear(hit.document), hit.sectionTitle ? ` · ${hit.sectionTitle}` : ''));
}

async function showDocuments(node, parameters) {
  await showPages(node, async (token) => {
    const page = await get('/v1/documents', {pageSize: 50, pageToken: token, ...filterOf(parameters)});
    return {items: (page.documents || []).map(documentItem), token: page.nextPageToken};
  });
}

function documentItem(summary) {
  const report = summary.document;
  return element(
      'p', {className: 'document'}, element('a', {href: link(`/${report.name}`)}, report.title || report.id), ' ',
      element('span', {className: 'quiet'},
              [placeAndYear(report), word(report.kind), `${summary.factCount} ${word('facts')}`].filter(Boolean).join(' · ')));
}

export function placeAndYear(report) {
  const place = report.place || {};
  const name = [place.county, place.text].filter((part, i, all) => part && all.indexOf(part) === i).join(' ');
  return [name || word('unsettled'), report.year].filter((part) => part !== undefined).join(' ');
}
