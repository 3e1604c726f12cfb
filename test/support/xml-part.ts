import type { XmlPart } from '../../src/apis/bokbasen-dds/read-xml.js';

interface Options {
  namespace?: string;
  attributes?: Record<string, string>;
}

/** An element of a document: with a text, or with children. */
export function anXmlPart(
  name: string,
  content: string | XmlPart[] = '',
  { namespace = '', attributes = {} }: Options = {},
): XmlPart {
  const children = typeof content === 'string' ? [] : content;
  const text = typeof content === 'string' ? content : content.map((child) => child.text).join('');
  return { name, namespace, attributes, text, children };
}

/** The children without those of a name; with texts for that name, with one child for each. */
export function withChildren(
  children: readonly XmlPart[],
  name: string,
  ...texts: string[]
): XmlPart[] {
  return children.flatMap((child) =>
    child.name === name ? texts.map((text) => ({ ...child, text })) : [child],
  );
}
