import type { Finding } from '../api/types.js';
import type { BodyLine } from './body-lines.js';

export interface PlacedFindings {
  /** Findings by the index of their line. */
  byLine: Map<number, Finding[]>;
  /** Findings on a header, on the query, or on the body as a whole. */
  elsewhere: Finding[];
}

/** A path in XML is followed by its line in the text as it was sent. */
const LINE_AFTER_PATH = /, line \d+$/;

/** Finds the line of each finding. A field that is absent is marked at the object where it belongs. */
export function placeFindings(
  findings: readonly Finding[],
  lines: readonly BodyLine[],
): PlacedFindings {
  const byLine = new Map<number, Finding[]>();
  const elsewhere: Finding[] = [];
  for (const finding of findings) {
    const index = lineOf(finding.pointer.replace(LINE_AFTER_PATH, ''), lines);
    if (index === undefined) elsewhere.push(finding);
    else byLine.set(index, [...(byLine.get(index) ?? []), finding]);
  }
  return { byLine, elsewhere };
}

function lineOf(pointer: string, lines: readonly BodyLine[]): number | undefined {
  if (pointer === '' || pointer.startsWith('?')) return undefined;
  const exact = lines.findIndex(
    ({ place }) => place !== undefined && place !== '' && isAt(place, pointer),
  );
  if (exact >= 0) return exact;
  if (!pointer.startsWith('/')) return undefined;
  const parent = pointer.slice(0, pointer.lastIndexOf('/'));
  if (parent !== '') return lineOf(parent, lines);
  // An absent field of the whole object.
  const [first] = lines;
  return first?.text === '{' ? 0 : undefined;
}

/** A pointer into XML is the end of a path of elements. */
function isAt(place: string, pointer: string): boolean {
  return place === pointer || (!pointer.startsWith('/') && place.endsWith(`/${pointer}`));
}
