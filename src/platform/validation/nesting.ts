/** Maximum nesting. No message of the specifications is deeper, and recursive functions stay within the stack. */
export const MAX_DEPTH = 200;

/** Results of a scan of a JSON text. */
export interface JsonMeasures {
  /** True: it nests deeper than MAX_DEPTH. */
  tooDeep: boolean;
  /** Number of names in its objects; incomplete when it is too deep. */
  names: number;
}

/** Measures a JSON text. Scans it, because a parser would recurse. */
export function measureJson(json: string): JsonMeasures {
  let depth = 0;
  let names = 0;
  let inString = false;
  for (let at = 0; at < json.length; at += 1) {
    const char = json.charCodeAt(at);
    if (inString) {
      if (char === 0x5c) at += 1;
      else if (char === 0x22) inString = false;
    } else if (char === 0x22) inString = true;
    else if (char === 0x3a) names += 1;
    else if (char === 0x7b || char === 0x5b) {
      depth += 1;
      if (depth > MAX_DEPTH) return { tooDeep: true, names };
    } else if (char === 0x7d || char === 0x5d) depth -= 1;
  }
  return { tooDeep: false, names };
}

/** Returns true if a JSON text nests deeper than MAX_DEPTH. */
export function exceedsMaxDepth(json: string): boolean {
  return measureJson(json).tooDeep;
}
