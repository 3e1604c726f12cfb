import { readFileSync } from 'node:fs';
import type { XmlDocument, XmlElement, XmlTreeNode, XsdValidator } from 'libxml2-wasm';
import type { Fault } from '../../kernel/contract/schema.js';
import { faultsOf, short } from './editx-faults.js';

/** What of an EDItX order decides how it is processed. */
export interface EditxOrder {
  orderNumber: string;
  buyer: string;
  seller: string | undefined;
  /** How many references the header has. */
  references: number;
  numberOfLines: number;
  lines: EditxLine[];
}

export interface EditxLine {
  lineNumber: number;
  /** Undefined: the line has no EAN. */
  ean: string | undefined;
  quantity: number;
}

/** What was read of an order, and where it departs from the schema. An order that is not well-formed has no content. */
export interface ReadEditx {
  order: EditxOrder | undefined;
  faults: Fault[];
}

/** The schema, as it is published too. */
export const editxSchema = readFileSync(new URL('editx-order-1.3.xsd', import.meta.url), 'utf8');

type Xml = typeof import('libxml2-wasm');
interface Reader {
  xml: Xml;
  validator: XsdValidator;
}

let reader: Promise<Reader> | undefined;

/** libxml2 is loaded with the first order: a server that never gets one does not pay for it. */
async function loadReader(): Promise<Reader> {
  const xml = await import('libxml2-wasm');
  const schema = xml.XmlDocument.fromString(editxSchema);
  return { xml, validator: xml.XsdValidator.fromDoc(schema) };
}

/** Reads an order: no DTD, no entity from outside, at most 256 levels; every departure from the schema with its line. */
export async function readEditx(text: string): Promise<ReadEditx> {
  const { xml, validator } = await (reader ??= loadReader());
  const { XML_PARSE_NONET, XML_PARSE_NO_XXE, XML_PARSE_NO_SYS_CATALOG, XML_PARSE_BIG_LINES } =
    xml.ParseOption;
  let document: XmlDocument;
  try {
    document = xml.XmlDocument.fromString(text, {
      option: XML_PARSE_NONET | XML_PARSE_NO_XXE | XML_PARSE_NO_SYS_CATALOG | XML_PARSE_BIG_LINES,
    });
  } catch (error) {
    return { order: undefined, faults: faultsOf(error, 'well-formed XML') };
  }
  try {
    const refused = refusedBecause(document);
    if (refused) return { order: undefined, faults: [refused] };
    return { order: orderOf(document.root), faults: schemaFaults(document, validator) };
  } finally {
    document.dispose();
  }
}

function refusedBecause({ dtd, encoding, root }: XmlDocument): Fault | undefined {
  if (dtd) return { path: '', line: 1, expected: 'no document type declaration', seen: 'one' };
  if (encoding !== null && !/^(utf-8|us-ascii|ascii)$/i.test(encoding))
    return { path: '', line: 1, expected: 'encoding UTF-8', seen: encoding };
  if (root.name !== 'Order' || root.namespaceUri !== '') {
    const seen = root.namespaceUri === '' ? root.name : `${root.name} of ${root.namespaceUri}`;
    return { path: '/', line: root.line, expected: 'Order, in no namespace', seen: short(seen) };
  }
  return undefined;
}

function schemaFaults(document: XmlDocument, validator: XsdValidator): Fault[] {
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    return faultsOf(error, 'EDItX Trade Order 1.3');
  }
}

/** The content of an order that may be against the schema: what cannot be read is empty. */
function orderOf(root: XmlElement): EditxOrder {
  const header = only(root, 'Header');
  return {
    orderNumber: textAt(header, 'OrderNumber'),
    buyer: textAt(header, 'BuyerParty', 'PartyID', 'Identifier'),
    seller: textAt(header, 'SellerParty', 'PartyID', 'Identifier') || undefined,
    references: childrenOf(header, 'ReferenceCoded').length,
    numberOfLines: Number(textAt(root, 'Summary', 'NumberOfLines')),
    lines: childrenOf(root, 'ItemDetail').map((item) => ({
      lineNumber: Number(textAt(item, 'LineNumber')),
      ean: eanOf(item),
      quantity: Number(textAt(item, 'OrderQuantity')),
    })),
  };
}

/** An ISBN of thirteen digits is an EAN. */
function eanOf(item: XmlElement): string | undefined {
  const identifiers = childrenOf(item, 'ProductID').map((product) => ({
    type: textAt(product, 'ProductIDType'),
    value: textAt(product, 'Identifier'),
  }));
  const isbn = identifiers.find(
    ({ type, value }) => type === 'ISBN' && value.replaceAll('-', '').length === 13,
  );
  return identifiers.find(({ type }) => type === 'EAN13')?.value ?? isbn?.value.replaceAll('-', '');
}

function textAt(from: XmlElement | undefined, ...names: string[]): string {
  return names.reduce(only, from)?.content.trim() ?? '';
}

function only(parent: XmlElement | undefined, name: string): XmlElement | undefined {
  return childrenOf(parent, name)[0];
}

function childrenOf(parent: XmlElement | undefined, name: string): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node: XmlTreeNode | null = parent?.firstChild ?? null; node; node = node.next) {
    if (isElement(node) && node.name === name) found.push(node);
  }
  return found;
}

function isElement(node: XmlTreeNode): node is XmlElement {
  return 'attrs' in node;
}
