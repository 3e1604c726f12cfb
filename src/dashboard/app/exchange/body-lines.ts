/** A line of a body that is shown with one field on each line. */
export interface BodyLine {
  depth: number;
  text: string;
  /** JSON Pointer or XPath of the field that begins on this line; its number in another text. */
  place?: string;
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** Lines of a JSON value. */
export function jsonLines(value: unknown): BodyLine[] {
  const lines: BodyLine[] = [];
  const add = (one: unknown, depth: number, place: string, label: string, end: string): void => {
    if (typeof one !== 'object' || one === null || Object.keys(one).length === 0) {
      lines.push({ depth, text: `${label}${JSON.stringify(one)}${end}`, place });
      return;
    }
    const isList = Array.isArray(one);
    lines.push({ depth, text: label + (isList ? '[' : '{'), place });
    const fields = Object.entries(one);
    for (const [index, [name, field]] of fields.entries())
      add(
        field,
        depth + 1,
        `${place}/${escaped(name)}`,
        isList ? '' : `${JSON.stringify(name)}: `,
        index < fields.length - 1 ? ',' : '',
      );
    lines.push({ depth, text: (isList ? ']' : '}') + end });
  };
  add(value, 0, '', '', '');
  return lines;
}

/** Lines of a form, one for each field. */
export function formLines(text: string): BodyLine[] {
  return [...new URLSearchParams(text)].map(([name, value]) => ({
    depth: 0,
    text: `${name} = ${value}`,
    place: `/${escaped(name)}`,
  }));
}

/** Lines of any other text, with their numbers. */
export const textLines = (text: string): BodyLine[] =>
  text.split('\n').map((line, index) => ({ depth: 0, text: line, place: `line ${index + 1}` }));
