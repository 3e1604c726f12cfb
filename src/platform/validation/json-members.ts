import { endOfString } from './duplicate-names.js';

const [QUOTE, COMMA] = [0x22, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Edits the strings of some members of the object in a valid JSON text: their value, or the items of their list. All other
 * characters stay, so that no number is rounded.
 */
export function editMembers(
  json: string,
  names: readonly string[],
  edit: (text: string) => string,
): string {
  let edited = '';
  let copied = 0;
  let name = '';
  let expectsName = false;
  let inList = false;
  let depth = 0;
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at);
    if (char === QUOTE) {
      const end = endOfString(json, at);
      const quoted = json.slice(at, end + 1);
      if (depth === 1 && expectsName) {
        name = JSON.parse(quoted) as string;
        expectsName = false;
      } else if (names.includes(name) && (depth === 1 || (depth === 2 && inList))) {
        edited += json.slice(copied, at) + JSON.stringify(edit(JSON.parse(quoted) as string));
        copied = end + 1;
      }
      at = end;
    } else if (char === OPEN_OBJECT || char === OPEN_LIST) {
      depth += 1;
      if (depth === 1) expectsName = char === OPEN_OBJECT;
      if (depth === 2) inList = char === OPEN_LIST;
    } else if (char === CLOSE_OBJECT || char === CLOSE_LIST) depth -= 1;
    else if (char === COMMA && depth === 1) expectsName = true;
  }
  return edited + json.slice(copied);
}
