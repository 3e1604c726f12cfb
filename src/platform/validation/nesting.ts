/** Maximum nesting. No message of the specifications is deeper, and recursive functions stay within the stack. */
export const MAX_DEPTH = 200;

/** Returns true if a JSON text nests deeper than MAX_DEPTH. Scans the text, because a parser would recurse. */
export function exceedsMaxDepth(json: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at);
    if (inString) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return true;
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return false;
}
