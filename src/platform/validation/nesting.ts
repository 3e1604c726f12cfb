/** Maximum depth of JSON: more than any message of the specifications has, and safe for recursive functions. */
export const MAX_DEPTH = 200;

/** Tells if a JSON text nests deeper than `MAX_DEPTH`. */
export function exceedsMaxDepth(json: string): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at);
    if (inText) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) inText = false;
    } else if (char === 0x22) inText = true;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return false;
}
