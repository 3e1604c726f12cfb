/** An order with one fault in it. */
export interface InvalidDocument {
  description: string;
  document: string;
  /** It is an EDItX order all the same, if not a valid one. */
  isOrder: boolean;
}

const elements = [
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

/** One text in the place of another, which every order of ours has. */
const changes: Change[] = [
  ...elements.map((name): Change => [`no ${name}`, elementOf(name), '']),
  ['no ItemDetail', /<ItemDetail>.*<\/ItemDetail>/s, ''],
  ['the version 1.2', /version="1\.3"/, 'version="1.2"'],
  ['no version', / version="1\.3"/, ''],
  ['an element that there is not', /<\/Header>/, '<Remark>x</Remark></Header>'],
  [
    'the Summary before the lines',
    /(<ItemDetail>.*<\/ItemDetail>)(\s*)(<Summary>.*<\/Summary>)/s,
    '$3$2$1',
  ],
  [
    'the PurposeCode before the OrderNumber',
    /(<OrderNumber>.*?)(<PurposeCode>.*?<\/PurposeCode>)/s,
    '$2$1',
  ],
  [
    'the SellerParty before the BuyerParty',
    /(<BuyerParty>.*<\/BuyerParty>)(\s*)(<SellerParty>.*<\/SellerParty>)/s,
    '$3$2$1',
  ],
  ['the PurposeCode Copy', />Original</, '>Copy<'],
  ['the PurposeCode original', />Original</, '>original<'],
  ['the PartyIDType EAN', />NBSN</, '>EAN<'],
  ['the ProductIDType EAN14', />EAN13</, '>EAN14<'],
  ['a date with hyphens', dateOf(), '<IssueDateTime>2026-11-21</IssueDateTime>'],
  ['a date with seconds', dateOf(), '<IssueDateTime>20261121T140500Z</IssueDateTime>'],
  ['a quantity in words', /<OrderQuantity>\d+/, '<OrderQuantity>four'],
];

/** Every message that differs from a good order by one fault. */
export function invalidDocumentsOf(good: string): InvalidDocument[] {
  const invalidOrders = changes.map(([description, from, to]) => ({
    description,
    document: good.replace(from, to),
    isOrder: true,
  }));
  const others: [string, string][] = [
    ['a namespace', good.replace('<Order ', '<Order xmlns="urn:another" ')],
    ['another root', good.replaceAll(/(<\/?)Order(?=[ >])/g, '$1Purchase')],
    ['an order that breaks off', good.slice(0, good.indexOf('</Order>'))],
    ['an element that is not closed', good.replace('</OrderNumber>', '')],
    ['JSON', JSON.stringify({ Order: { Header: { OrderNumber: '1' } } })],
    ['plain text', 'an order'],
    ['no body', ''],
  ];
  return [
    ...invalidOrders,
    ...others.map(([description, document]) => ({ description, document, isOrder: false })),
  ];
}

function elementOf(name: string): RegExp {
  return new RegExp(`<${name}>.*?</${name}>`, 's');
}

function dateOf(): RegExp {
  return elementOf('IssueDateTime');
}
