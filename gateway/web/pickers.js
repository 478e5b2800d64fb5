// Choices that several views offer.
import {get} from './api.js';
import {element} from './dom.js';
import {word} from './words.js';

const mostPlaces = 1000;

// A list of the places that reports are about, in the order of their codes.
export async function placePicker(chosen) {
  const answer = await get('/v1/places', {pageSize: mostPlaces});
  const places = answer.places || [];
  const options = places.map((place) => option(place.id, `${indent(place.level)}${place.displayName}`, chosen));
  if (chosen && !places.some((place) => place.id === chosen)) options.unshift(option(chosen, chosen, chosen));
  const title = answer.nextPageToken ? word('firstOnly') : '';
  return element('select', {id: 'place', title}, option('', word('allPlaces'), chosen || ''), options);
}

function indent(level) {
  const depth = {PLACE_LEVEL_CITY: 1, PLACE_LEVEL_COUNTY: 2, PLACE_LEVEL_TOWN: 3, PLACE_LEVEL_VILLAGE: 4}[level] || 0;
  return '\u3000'.repeat(depth);
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
