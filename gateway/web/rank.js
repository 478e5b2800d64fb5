// A league table: places in the order of one indicator in one year.
import {get} from './api.js';
import {append, element, link, show} from './dom.js';
import {option, placePicker, yearPicker} from './pickers.js';
import {word} from './words.js';

export async function showRank(root, parameters) {
  const [stats, answer] = await Promise.all([get('/v1/stats'), get('/v1/indicators')]);
  const indicators = answer.indicators || [];
  const chosen = {
    indicator: parameters.get('indicator') || firstChoice(indicators),
    year: parameters.get('year') || (stats.lastYear === undefined ? '' : String(stats.lastYear)),
    place: parameters.get('place') || '',
    measure: parameters.get('measure') || 'RANK_MEASURE_VALUE',
  };
  const table = element('section', {id: 'table'});
  show(root, element('h2', {}, word('rank')), await form(stats, indicators, chosen), table);
  if (chosen.indicator && chosen.year) await showTable(table, chosen);
  else append(table, element('p', {className: 'quiet'}, word('empty')));
}

// The figure that nearly every town gives, where the ontology has it.
function firstChoice(indicators) {
  const names = indicators.map((entry) => entry.canonical);
  return names.includes('general_public_budget_revenue') ? 'general_public_budget_revenue' : names[0] || '';
}

async function form(stats, indicators, chosen) {
  const indicator = element(
      'select', {id: 'indicator'},
      indicators.map((entry) => option(entry.canonical, entry.displayName || entry.canonical, chosen.indicator)));
  const year = yearPicker(stats, chosen.year, '');
  const place = await placePicker(chosen.place);
  const measure = element('select', {id: 'measure'}, option('RANK_MEASURE_VALUE', word('value'), chosen.measure),
                          option('RANK_MEASURE_YOY', word('growth'), chosen.measure));
  const submit = (event) => {
    event.preventDefault();
    location.hash = link('/rank', {
      indicator: indicator.value, year: year.value, place: place.value, measure: measure.value,
    });
  };
  return element('form', {className: 'row', id: 'rank', onsubmit: submit},
                 element('label', {}, `${word('indicator')} `, indicator),
                 element('label', {}, `${word('year')} `, year),
                 element('label', {}, `${word('place')} `, place),
                 element('label', {}, `${word('measure')} `, measure),
                 element('button', {type: 'submit'}, word('go')));
}

async function showTable(node, chosen) {
  const answer = await get('/v1/rank', {
    indicator: chosen.indicator, year: chosen.year, 'filter.places': chosen.place, measure: chosen.measure, pageSize: 500,
  });
  const rows = answer.rows || [];
  if (rows.length === 0) append(node, element('p', {className: 'quiet'}, word('none')));
  else append(node, table(rows));
  const unranked = answer.unranked || [];
  if (unranked.length === 0) return;
  append(node, [
    element('h3', {}, word('unranked')),
    element('ul', {id: 'unranked'}, unranked.map(
        (place) => element('li', {}, `${place.placeText || place.placeId}: ${word(place.reason)}`))),
  ]);
}

function table(rows) {
  const unit = rows[0].unit;
  const head = ['', word('place'), word('county'), unit ? `${word('value')} (${unit})` : word('value'), `${word('growth')} (%)`, word('quote')];
  const line = (row) => element(
      'tr', {}, element('td', {className: 'number'}, row.rank), element('td', {}, row.placeText),
      element('td', {className: 'quiet'}, row.county), element('td', {className: 'number'}, row.value ?? '–'),
      element('td', {className: 'number'}, row.yoyPercent ?? '–'), element('td', {}, factLink(row)));
  return element('table', {}, element('thead', {}, element('tr', {}, head.map((name) => element('th', {}, name)))),
                 element('tbody', {}, rows.map(line)));
}

// Leads to the sentence in its report.
function factLink(row) {
  const open = async (event) => {
    event.preventDefault();
    const {fact} = await get(`/v1/${row.fact}`);
    location.hash = link(`/documents/${fact.document}`, {at: `${fact.evidence.begin}-${fact.evidence.end}`});
  };
  return row.fact ? element('a', {href: '#', onclick: open}, row.quote || row.fact) : row.quote;
}
