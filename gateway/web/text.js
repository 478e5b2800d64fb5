// The API counts text in UTF-8 bytes, JavaScript in UTF-16 units: this converts.

// Returns a function from a byte offset to the index in the string. An offset inside a character
// gives the character's beginning; one past the end, the end.
export function byteIndex(text) {
  // Every 64th character's offsets, so that a lookup walks few characters.
  const step = 64;
  const bytes = [0];
  const units = [0];
  let byte = 0;
  let unit = 0;
  let count = 0;
  for (const character of text) {
    if (count > 0 && count % step === 0) {
      bytes.push(byte);
      units.push(unit);
    }
    byte += byteLength(character.codePointAt(0));
    unit += character.length;
    count += 1;
  }
  return (offset) => {
    let low = 0;
    let high = bytes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (bytes[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    let at = bytes[low];
    let index = units[low];
    while (index < text.length) {
      const code = text.codePointAt(index);
      const length = byteLength(code);
      if (at + length > offset) break;
      at += length;
      index += code > 0xffff ? 2 : 1;
    }
    return index;
  };
}

function byteLength(code) {
  if (code < 0x80) return 1;
  if (code < 0x800) return 2;
  return code < 0x10000 ? 3 : 4;
}

// Cuts [begin, end) at every border of the marks. marks: [{begin, end, …}] in string indices, in any
// order, overlapping as they like. Returns [{begin, end, marks}] that cover the range without gaps.
export function cutByMarks(begin, end, marks) {
  const events = [];
  for (const mark of marks) {
    const from = Math.max(mark.begin, begin);
    const to = Math.min(mark.end, end);
    if (from < to) events.push([from, 1, mark], [to, 0, mark]);
  }
  events.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const pieces = [];
  const open = new Set();
  let at = begin;
  for (const [position, opens, mark] of events) {
    if (position > at) pieces.push({begin: at, end: position, marks: [...open]});
    at = position;
    if (opens) open.add(mark);
    else open.delete(mark);
  }
  if (at < end) pieces.push({begin: at, end, marks: []});
  return pieces;
}
