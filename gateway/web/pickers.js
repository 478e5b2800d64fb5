// Choices that several views offer.
import {get} from './api.js';
import {element} from './dom.js';
import {word} from './words.js';

const mostPlaces = 1000;
const mostNames = 20;

// A list of the places that reports are about, in the order of their codes, with the units above them.
export async function placePicker(chosen) {
  const answer = await get('/v1/places', {pageSize: mostPlaces});
  const places = answer.places || [];
  const known = new Set(places.map((place) => place.id));
  const above = [...new Set(places.map((place) => place.parent))].filter((id) => id && !known.has(id));
  const names = await namesOf(above);
  const entries = [
    ...places.map((place) => ({id: place.id, label: `${indent(place.level)}${place.displayName}`})),
    ...above.map((id) => ({id, label: `${names.get(id) || id} (${word('wholeOf')})`})),
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  if (chosen && !entries.some((entry) => entry.id === chosen)) entries.unshift({id: chosen, label: chosen});
  const title = answer.nextPageToken ? word('firstOnly') : '';
  return element('select', {id: 'place', title}, option('', word('allPlaces'), chosen || ''),
                 entries.map((entry) => option(entry.id, entry.label, chosen)));
}

// Names of units that have no report of their own, from a report of a place in them.
async function namesOf(ids) {
  const found = await Promise.all(ids.slice(0, mostNames).map(async (id) => {
    const page = await get('/v1/documents', {'filter.places': id, pageSize: 1});
    const place = page.documents && page.documents[0] ? page.documents[0].document.place : {};
    return [id, place.county || place.city || place.province];
  }));
  return new Map(found);
}

function indent(level) {
  return level === 'PLACE_LEVEL_TOWN' || level === 'PLACE_LEVEL_VILLAGE' ? '\u3000' : '';
}

// The years of the stored reports, newest first. any: the label of no choice; none where empty.
export function yearPicker(stats, chosen, any) {
  const options = any ? [option('', any, chosen || '')] : [];
  if (stats.firstYear !== undefined) {
    for (let year = stats.lastYear; year >= stats.firstYear; year -= 1) {
      options.push(option(String(year), String(year), chosen));
    }
  }
  return element('select', {id: 'year'}, options);
}

export function option(value, label, chosen) {
  return element('option', {value, selected: value === chosen}, label);
}
