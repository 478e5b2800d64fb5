// One report: its clean text with its facts marked, its outline, and the facts behind a mark.
import {get, resource} from './api.js';
import {append, element, link, show} from './dom.js';
import {factDetails, kindOf} from './fact.js';
import {placeAndYear} from './search.js';
import {byteIndex, cutByMarks} from './text.js';
import {word} from './words.js';

export async function showReport(root, name, parameters) {
  const answer = await get(resource(name), {omitTokens: true});
  const analysis = answer.analysis;
  const index = byteIndex(analysis.cleanText);
  const details = element('aside', {id: 'details'}, element('p', {className: 'quiet'}, word('clickHint')));
  const sections = (analysis.segmentation && analysis.segmentation.sections) || [];
  const text = element('div', {id: 'text', className: 'text'});
  const outline = element('nav', {id: 'outline', className: 'outline'}, element('h3', {}, word('outline')));
  show(root, title(analysis.document, answer), element('div', {className: 'columns'}, outline, text, details));
  renderText(text, analysis, sections, index, parameters.get('at'), (facts) => showFacts(details, facts));
  renderOutline(outline, sections, text);
  const target = text.querySelector('.target');
  if (target) target.scrollIntoView({block: 'center'});
}

function title(report, answer) {
  const facts = `${(answer.analysis.facts || []).length} ${word('facts')}`;
  const copies = (answer.copies || []).map((name, i) => [' ', element('a', {href: link(`/${name}`)}, `#${i + 1}`)]);
  return element(
      'section', {}, element('h2', {id: 'title'}, report.title || report.id),
      element('p', {className: 'quiet'}, [placeAndYear(report), word(report.kind), facts].filter(Boolean).join(' · '),
              copies.length > 0 && [` · ${word('copies')}`, copies]),
      (report.warnings || []).map((warning) => element('p', {className: 'warning'}, warning)));
}

// Marks in string indices: what stands behind a fact, and its anchor.
function factMarks(facts, index) {
  const marks = [];
  for (const fact of facts || []) {
    const evidence = fact.evidence;
    if (!evidence) continue;
    marks.push({begin: index(Number(evidence.begin)), end: index(Number(evidence.end)), fact});
    marks.push({begin: index(Number(evidence.anchorBegin)), end: index(Number(evidence.anchorEnd)), fact, anchor: true});
  }
  return marks;
}

function renderText(node, analysis, sections, index, at, onFacts) {
  const text = analysis.cleanText;
  const marks = factMarks(analysis.facts, index);
  if (at) {
    const [begin, end] = at.split('-').map((offset) => index(Number(offset)));
    if (begin < end) marks.push({begin, end, target: true});
  }
  const headings = [];  // string index of the heading, number of the section
  sections.forEach((section, number) => {
    if (!hasHeading(section)) return;
    const begin = index(Number(section.heading.begin));
    headings.push([begin, number]);
    if (!section.isInline) marks.push({begin, end: index(Number(section.heading.end)), heading: true});
  });
  marks.sort((a, b) => a.begin - b.begin);
  const longest = marks.reduce((most, mark) => Math.max(most, mark.end - mark.begin), 0);
  let first = 0;  // no mark before this one reaches the line
  let begin = 0;
  for (const line of text.split('\n')) {
    const end = begin + line.length;
    while (first < marks.length && marks[first].begin + longest <= begin) first += 1;
    const here = [];
    for (let i = first; i < marks.length && marks[i].begin < end; i += 1) {
      if (marks[i].end > begin) here.push(marks[i]);
    }
    append(node, paragraph(text, begin, end, here, headings, onFacts));
    begin = end + 1;
  }
}

function paragraph(text, begin, end, marks, headings, onFacts) {
  const node = element('p');
  for (const [at, number] of headings) {
    if (at < begin || at >= end) continue;
    append(node, element('a', {id: `section-${number}`}));
  }
  for (const piece of cutByMarks(begin, end, marks)) {
    const words = text.slice(piece.begin, piece.end);
    append(node, piece.marks.length === 0 ? words : markedPiece(words, piece.marks, onFacts));
  }
  return node;
}

function markedPiece(words, marks, onFacts) {
  const facts = [...new Set(marks.map((mark) => mark.fact).filter(Boolean))];
  const heading = marks.some((mark) => mark.heading) ? 'heading' : '';
  const target = marks.some((mark) => mark.target) ? 'target' : '';
  if (facts.length === 0) return element('span', {className: `${heading} ${target}`.trim()}, words);
  // An indicator says more than the quantity inside it.
  facts.sort((a, b) => Boolean(b.indicator) - Boolean(a.indicator));
  const main = facts[0];
  const anchor = marks.some((mark) => mark.anchor) ? 'anchor' : '';
  const open = () => onFacts(facts);
  return element('mark', {
    className: `fact ${kindOf(main)} ${anchor} ${heading} ${target}`.replace(/ +/g, ' ').trim(),
    tabIndex: 0, title: word(kindOf(main)), onclick: open,
    onkeydown: (event) => event.key === 'Enter' && open(),
  }, words);
}

function showFacts(details, facts) {
  show(details, element('h3', {}, word('factsHere')), facts.map(factDetails));
}

function hasHeading(section) {
  return section.heading && Number(section.heading.end) > Number(section.heading.begin);
}

function renderOutline(node, sections, text) {
  sections.forEach((section, number) => {
    if (!hasHeading(section)) return;
    const jump = (event) => {
      event.preventDefault();
      const heading = text.querySelector(`#section-${number}`);
      if (heading) heading.scrollIntoView();
    };
    append(node, element(
        'p', {className: `level-${Math.min(section.level, 4)}`},
        element('a', {href: '#', onclick: jump}, `${section.label || ''}${section.title || ''}`), ' ',
        element('span', {className: `role ${section.role}`}, word(section.role))));
  });
}
