// A fact in words.
import {element} from './dom.js';
import {resource} from './api.js';
import {word} from './words.js';

const contents = ['indicator', 'quantity', 'project', 'commitment', 'problem', 'honour', 'entity'];

// "FACT_KIND_INDICATOR"
export function kindOf(fact) {
  const name = contents.find((content) => fact[content]);
  return name ? `FACT_KIND_${name.toUpperCase()}` : '';
}

// units · 10^-scale without rounding: "1234500", 4 → "123.45".
export function decimalText(decimal) {
  const units = String(decimal.units);
  const negative = units.startsWith('-');
  const digits = (negative ? units.slice(1) : units).padStart(decimal.scale + 1, '0');
  const cut = digits.length - decimal.scale;
  const fraction = digits.slice(cut).replace(/0+$/, '');
  return `${negative ? '-' : ''}${digits.slice(0, cut)}${fraction ? `.${fraction}` : ''}`;
}

export function quantityText(quantity) {
  if (!quantity) return '';
  if (quantity.masked) return `${quantity.text} (${word('masked')})`;
  const value = quantity.value ? decimalText(quantity.value) : '';
  const printed = quantity.printedUnit || '';
  const converted = value && (quantity.baseUnit !== printed || value !== quantity.printedValue);
  return converted ? `${quantity.text} = ${value} ${quantity.baseUnit}` : quantity.text;
}

function periodText(period) {
  if (!period || !period.firstMonth) return '';
  const month = (value) => `${Math.floor(value / 100)}-${String(value % 100).padStart(2, '0')}`;
  const printed = period.asPrinted ? ` (${period.asPrinted})` : '';
  if (period.kind === 'PERIOD_KIND_YEAR') return `${Math.floor(period.firstMonth / 100)}${printed}`;
  return `${month(period.firstMonth)} – ${month(period.lastMonth)}${printed}`;
}

function rows(fact) {
  const indicator = fact.indicator;
  if (indicator) {
    const name = indicator.canonical ? `${indicator.name} (${indicator.canonical})` : indicator.name;
    return [
      ['name', name], ['value', quantityText(indicator.value)],
      ...(indicator.changes || []).map((change) => ['change', `${word(change.kind)} ${quantityText(change.amount)}`]),
      ['period', periodText(indicator.period)], ['status', word(indicator.status)],
      ['place', indicator.placeText], ['part', indicator.of],
    ];
  }
  if (fact.quantity) return [['value', quantityText(fact.quantity.quantity)]];
  if (fact.project) return [['name', fact.project.name], ['value', quantityText(fact.project.investment)], ['status', word(fact.project.status)]];
  if (fact.commitment) return [['name', `${fact.commitment.action} ${fact.commitment.object}`], ['period', fact.commitment.deadline]];
  if (fact.problem) return [['name', fact.problem.text]];
  if (fact.honour) return [['name', fact.honour.name]];
  return fact.entity ? [['name', fact.entity.name]] : [];
}

export function factDetails(fact) {
  const entries = [
    ...rows(fact), ['confidence', `${fact.confidencePerMille / 10}%`], ['rule', fact.rule],
  ].filter(([, value]) => value);
  return element(
      'div', {className: `details ${kindOf(fact)}`}, element('h4', {}, word(kindOf(fact))),
      element('blockquote', {}, fact.quote),
      element('dl', {}, entries.map(([key, value]) => [element('dt', {}, word(key)), element('dd', {}, value)])),
      fact.name && element('a', {href: resource(fact.name), target: '_blank', rel: 'noreferrer'}, word('json')));
}
