import { ParseOption, XmlDocument, XmlElement } from 'libxml2-wasm';

/** What a server needs of an EDItX order. */
export interface EditxOrder {
  number: string;
  buyer: string;
  seller: string | undefined;
  lines: { number: number; ean: string; quantity: number }[];
}

/** Children of an element in their order. `!`: at least one. */
type Children = readonly string[];

const children: Record<string, Children> = {
  Order: ['Header!', 'ItemDetail!', 'Summary!'],
  Header: [
    'OrderNumber!',
    'IssueDateTime!',
    'ReferenceCoded',
    'PurposeCode!',
    'CurrencyCode',
    'CountryCode',
    'DateCoded',
    'FillTermsCode',
    'BuyerParty!',
    'SellerParty',
    'ShipToParty',
    'BillToParty',
    'Message',
  ],
  BuyerParty: ['PartyID!', 'AdditionalPartyID', 'PartyName'],
  SellerParty: ['PartyID!', 'AdditionalPartyID', 'PartyName'],
  ItemDetail: [
    'LineNumber!',
    'ProductID!',
    'ItemDescription',
    'OrderQuantity!',
    'ReferenceCoded',
    'PricingDetail',
    'Message',
  ],
  DateCoded: ['Date!', 'DateQualifierCode!'],
  ReferenceCoded: ['ReferenceTypeCode!', 'ReferenceNumber', 'ReferenceDate'],
  Message: ['MessageType!', 'MessageLine!'],
  PricingDetail: ['Price', 'DiscountPercentage', 'DiscountDetail'],
  Price: ['MonetaryAmount!', 'CurrencyCode', 'CountryCode', 'PriceQualifierCode!'],
  PartyID: ['PartyIDType!', 'Identifier!'],
  ProductID: ['ProductIDType!', 'Identifier!'],
  Summary: ['NumberOfLines!', 'UnitsOrdered'],
};

/** Elements of which there may be several. */
const repeatable = [
  'ItemDetail',
  'ReferenceCoded',
  'DateCoded',
  'AdditionalPartyID',
  'ProductID',
  'PricingDetail',
  'Message',
  'MessageLine',
];

const values: Record<string, RegExp> = {
  IssueDateTime: /^2\d{3}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(T\d{4}(Z|[+-]\d{4})?)?$/,
  PurposeCode: /^(Original|Duplicate|Test)$/,
  PartyIDType: /^(GLN|SAN|VKNR|NBSN|SellersAccountNumber)$/,
  ProductIDType: /^(EAN13|GTIN14|ISBN|ISMN|SKU|UPC|Seller|Buyer|Proprietary)$/,
  OrderQuantity: /^-?\d+$/,
  LineNumber: /^\d+$/,
  NumberOfLines: /^\d+$/,
  UnitsOrdered: /^\d+$/,
  Date: /^\d{8}$/,
  CurrencyCode: /^[A-Z]{3}$/,
  CountryCode: /^[A-Z]{2}$/,
  FillTermsCode: /^Fill(All|Part)(OrKill|OrBackorder|Kill|Backorder)\w+$/,
};

/** Reads an EDItX order 1.3. `notXml` and `invalid` tell why it cannot be read. */
export function readEditx(text: string): EditxOrder | 'notXml' | 'invalid' {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
  } catch {
    return 'notXml';
  }
  try {
    const { root } = document;
    const isOrder = root.name === 'Order' && root.namespaceUri === '';
    if (!isOrder || root.attr('version')?.value !== '1.3' || !isValid(root)) return 'invalid';
    return orderOf(root);
  } finally {
    document.dispose();
  }
}

function elementsOf(element: XmlElement): XmlElement[] {
  const found: XmlElement[] = [];
  for (let node = element.firstChild; node; node = node.next)
    if (node instanceof XmlElement) found.push(node);
  return found;
}

function isValid(element: XmlElement): boolean {
  const expected = children[element.name];
  const own = elementsOf(element);
  if (values[element.name]?.test(element.content.trim()) === false) return false;
  if (!expected) return true;
  const order = expected.map((name) => name.replace('!', ''));
  const places = own.map(({ name }) => order.indexOf(name));
  const required = expected.filter((name) => name.endsWith('!')).map((name) => name.slice(0, -1));
  return (
    places.every((place, at) => place >= (places[at - 1] ?? 0)) &&
    own.every(({ name }, at) => repeatable.includes(name) || own[at - 1]?.name !== name) &&
    element.attrs.length === (element.name === 'Order' ? 1 : 0) &&
    required.every((name) => own.some((one) => one.name === name)) &&
    own.every(isValid)
  );
}

function orderOf(root: XmlElement): EditxOrder {
  const text = (path: string, from = root): string | undefined => from.get(path)?.content.trim();
  const lines = elementsOf(root)
    .filter(({ name }) => name === 'ItemDetail')
    .map((item) => ({
      number: Number(text('LineNumber', item)),
      ean: text('ProductID/Identifier', item) ?? '',
      quantity: Number(text('OrderQuantity', item)),
    }));
  return {
    number: text('Header/OrderNumber') ?? '',
    buyer: text('Header/BuyerParty/PartyID/Identifier') ?? '',
    seller: text('Header/SellerParty/PartyID/Identifier'),
    lines,
  };
}
