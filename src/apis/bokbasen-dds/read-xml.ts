import type { XmlDocument, XmlElement } from 'libxml2-wasm';

/** An element of a document, with what is in it. */
export interface XmlPart {
  name: string;
  namespace: string;
  attributes: Readonly<Record<string, string>>;
  /** All of its text, also that of its children. */
  text: string;
  children: XmlPart[];
}

type Xml = typeof import('libxml2-wasm');

let loaded: Promise<Xml> | undefined;

/** Reads a document: no DTD, no entity from outside; undefined: it is not well-formed. */
export async function readXml(text: string): Promise<XmlPart | undefined> {
  // libxml2 is loaded with the first document: a server that reads none does not pay for it.
  const xml = await (loaded ??= import('libxml2-wasm'));
  const { ParseOption } = xml;
  const option =
    ParseOption.XML_PARSE_NONET |
    ParseOption.XML_PARSE_NO_XXE |
    ParseOption.XML_PARSE_NO_SYS_CATALOG |
    // The text is decoded already, whatever encoding it declares.
    ParseOption.XML_PARSE_IGNORE_ENC;
  let document: XmlDocument;
  try {
    document = xml.XmlDocument.fromString(text, { option });
  } catch {
    return undefined;
  }
  try {
    return document.dtd ? undefined : partOf(xml, document.root);
  } finally {
    document.dispose();
  }
}

function partOf(xml: Xml, element: XmlElement): XmlPart {
  const children: XmlPart[] = [];
  for (let node = element.firstChild; node; node = node.next)
    if (node instanceof xml.XmlElement) children.push(partOf(xml, node));
  const { name, namespaceUri, content } = element;
  const attributes = Object.fromEntries(element.attrs.map((one) => [one.name, one.value]));
  return { name, namespace: namespaceUri, attributes, text: content, children };
}

/** The children of that name. */
export function childrenOf({ children }: XmlPart, name: string): XmlPart[] {
  return children.filter((child) => child.name === name);
}

/** The text of the first child of that name; undefined: there is none. */
export function textOf(part: XmlPart, name: string): string | undefined {
  return childrenOf(part, name)[0]?.text;
}
