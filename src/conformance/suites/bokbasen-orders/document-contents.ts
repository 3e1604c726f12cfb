import { readXml, textOf, type XmlPart } from '../../../apis/bokbasen-dds/read-xml.js';

/**
 * What differs in a document from the one that was sent: each element that is missing or has
 * another text, and lines that were not sent. The layout and additional elements do not count: a
 * server may add the seller that it found.
 */
export async function changesOfDocument(sent: string, returned: string): Promise<string[]> {
  const [before, after] = [await readXml(sent), await readXml(returned)];
  if (!before) return [];
  if (!after) return ['no XML document'];
  const remaining = valuesOf(after);
  const missing = valuesOf(before).filter((value) => !takeFrom(remaining, value));
  const added = remaining.filter((value) => /ItemDetail.*\/LineNumber: /.test(value));
  return [...missing.map((value) => `no ${value}`), ...added.map((value) => `also ${value}`)];
}

function takeFrom(values: string[], value: string): boolean {
  const at = values.indexOf(value);
  if (at >= 0) values.splice(at, 1);
  return at >= 0;
}

/** The texts of all elements without children, and all attributes, with their paths. */
function valuesOf(part: XmlPart, base = ''): string[] {
  const line = textOf(part, 'LineNumber');
  const path = `${base}/${part.name}${line === undefined ? '' : `[${line.trim()}]`}`;
  const attributes = Object.entries(part.attributes).map(
    ([name, value]) => `${path}/@${name}: ${value}`,
  );
  if (part.children.length === 0) return [...attributes, `${path}: ${part.text.trim()}`];
  return [...attributes, ...part.children.flatMap((child) => valuesOf(child, path))];
}
