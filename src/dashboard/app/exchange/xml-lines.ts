import { textLines, type BodyLine } from './body-lines.js';

/** Lines of an XML text. A text that is not well-formed stays as it is. */
export function xmlLines(text: string): BodyLine[] {
  const document = new DOMParser().parseFromString(text, 'application/xml');
  if (document.querySelector('parsererror')) return textLines(text);
  const lines: BodyLine[] = [];
  const declaration = /^\s*<\?xml[^>]*\?>/.exec(text)?.[0].trim();
  if (declaration !== undefined) lines.push({ depth: 0, text: declaration });
  for (const node of document.childNodes) addNode(node, 0, '', lines);
  return lines;
}

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** Index of an element in XPath; empty for the only one of its name. */
function indexOf(element: Element): string {
  const siblings = [...(element.parentNode?.children ?? [])].filter(
    ({ nodeName }) => nodeName === element.nodeName,
  );
  return siblings.length === 1 ? '' : `[${siblings.indexOf(element) + 1}]`;
}

const serializer = new XMLSerializer();

function addNode(node: Node, depth: number, parent: string, lines: BodyLine[]): void {
  if (!(node instanceof Element)) {
    const content = serializer.serializeToString(node).trim();
    if (content !== '') lines.push({ depth, text: content });
    return;
  }
  const place = `${parent}/${node.nodeName}${indexOf(node)}`;
  const attributes = [...node.attributes].map(({ name, value }) => ` ${name}="${escaped(value)}"`);
  const start = `<${node.nodeName}${attributes.join('')}`;
  if (node.childNodes.length === 0) {
    lines.push({ depth, text: `${start}/>`, place });
    return;
  }
  const end = `</${node.nodeName}>`;
  if (node.children.length === 0) {
    const content = [...node.childNodes].map((one) => serializer.serializeToString(one)).join('');
    lines.push({ depth, text: `${start}>${content}${end}`, place });
    return;
  }
  lines.push({ depth, text: `${start}>`, place });
  for (const child of node.childNodes) addNode(child, depth + 1, place, lines);
  lines.push({ depth, text: end });
}
