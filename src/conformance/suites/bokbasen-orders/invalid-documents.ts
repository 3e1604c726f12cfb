/** An EDItX document with one error. */
export interface InvalidDocument {
  /** The error, in a few words. */
  description: string;
  document: string;
  /** The document is still an EDItX order, but violates the schema. */
  isOrder: boolean;
}

const requiredElements = [
  'OrderNumber',
  'IssueDateTime',
  'PurposeCode',
  'BuyerParty',
  'LineNumber',
  'ProductID',
  'OrderQuantity',
  'NumberOfLines',
  'Summary',
];

type Change = readonly [description: string, from: RegExp, to: string];

/** Replacements in the document of a valid order. */
const changes: Change[] = [
  ...requiredElements.map((name): Change => [`no ${name}`, elementOf(name), '']),
  ['no ItemDetail', /<ItemDetail>.*<\/ItemDetail>/s, ''],
  ['version 1.2', /version="1\.3"/, 'version="1.2"'],
  ['no version', / version="1\.3"/, ''],
  ['an unknown element', /<\/Header>/, '<Remark>x</Remark></Header>'],
  [
    'Summary before ItemDetail',
    /(<ItemDetail>.*<\/ItemDetail>)(\s*)(<Summary>.*<\/Summary>)/s,
    '$3$2$1',
  ],
  [
    'PurposeCode before OrderNumber',
    /(<OrderNumber>.*?)(<PurposeCode>.*?<\/PurposeCode>)/s,
    '$2$1',
  ],
  [
    'SellerParty before BuyerParty',
    /(<BuyerParty>.*<\/BuyerParty>)(\s*)(<SellerParty>.*<\/SellerParty>)/s,
    '$3$2$1',
  ],
  ['PurposeCode Copy', />Original</, '>Copy<'],
  ['PurposeCode original in lower case', />Original</, '>original<'],
  ['PartyIDType EAN', />NBSN</, '>EAN<'],
  ['ProductIDType EAN14', />EAN13</, '>EAN14<'],
  [
    'IssueDateTime with hyphens',
    elementOf('IssueDateTime'),
    '<IssueDateTime>2026-11-21</IssueDateTime>',
  ],
  [
    'IssueDateTime with seconds',
    elementOf('IssueDateTime'),
    '<IssueDateTime>20261121T140500Z</IssueDateTime>',
  ],
  ['OrderQuantity in words', /<OrderQuantity>\d+/, '<OrderQuantity>four'],
];

/** Derives from a valid order all documents with one error. */
export function invalidDocumentsOf(valid: string): InvalidDocument[] {
  const invalidOrders = changes.map(([description, from, to]) => ({
    description,
    document: valid.replace(from, to),
    isOrder: true,
  }));
  const others: [string, string][] = [
    ['a namespace', valid.replace('<Order ', '<Order xmlns="urn:another" ')],
    ['another root element', valid.replaceAll(/(<\/?)Order(?=[ >])/g, '$1Purchase')],
    ['an incomplete document', valid.slice(0, valid.indexOf('</Order>'))],
    ['an element that is not closed', valid.replace('</OrderNumber>', '')],
    ['JSON', JSON.stringify({ Order: { Header: { OrderNumber: '1' } } })],
    ['plain text', 'an order'],
    ['no body', ''],
  ];
  return [
    ...invalidOrders,
    ...others.map(([description, document]) => ({ description, document, isOrder: false })),
  ];
}

/** Matches an element with its content. */
function elementOf(name: string): RegExp {
  return new RegExp(`<${name}>.*?</${name}>`, 's');
}
