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

const afterPurpose = /(?<=<\/PurposeCode>)/;

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
  ['OrderQuantity 1.5', /<OrderQuantity>\d+/, '<OrderQuantity>1.5'],
  ['an empty OrderQuantity', /<OrderQuantity>\d+/, '<OrderQuantity>'],
  ['LineNumber in words', /<LineNumber>\d+/, '<LineNumber>one'],
  ['NumberOfLines in words', /<NumberOfLines>\d+/, '<NumberOfLines>two'],
  ['UnitsOrdered in words', /<UnitsOrdered>\d+/, '<UnitsOrdered>many'],
  ['an IssueDateTime that does not exist', /<IssueDateTime>\d{8}/, '<IssueDateTime>20261345'],
  ['an empty IssueDateTime', elementOf('IssueDateTime'), '<IssueDateTime></IssueDateTime>'],
  ['an empty PurposeCode', />Original</, '><'],
  ['a BuyerParty without PartyID', /(?<=<BuyerParty>)\s*<PartyID>.*?<\/PartyID>/s, ''],
  ['a PartyID without PartyIDType', elementOf('PartyIDType'), ''],
  ['a PartyID without Identifier', elementOf('Identifier'), ''],
  ['a ProductID without ProductIDType', elementOf('ProductIDType'), ''],
  ['a ProductID without Identifier', /(?<=<\/ProductIDType>)\s*<Identifier>.*?<\/Identifier>/s, ''],
  [
    'a second line without OrderQuantity',
    /(?<=<ItemDetail>.*<ItemDetail>.*)<OrderQuantity>\d+<\/OrderQuantity>/s,
    '',
  ],
  ['two OrderNumbers', /(<OrderNumber>.*?<\/OrderNumber>)/, '$1$1'],
  ['two BuyerParties', /(<BuyerParty>.*?<\/BuyerParty>)/s, '$1$1'],
  ['two Summaries', /(<Summary>.*?<\/Summary>)/s, '$1$1'],
  ['an unknown attribute', / version="1\.3"/, ' version="1.3" status="x"'],
  ['CurrencyCode kroner', afterPurpose, '<CurrencyCode>kroner</CurrencyCode>'],
  ['CountryCode Norge', afterPurpose, '<CountryCode>Norge</CountryCode>'],
  ['FillTermsCode FillNothing', afterPurpose, '<FillTermsCode>FillNothing</FillTermsCode>'],
  [
    'a DateCoded without Date',
    afterPurpose,
    '<DateCoded><DateQualifierCode>CancelIfNotShippedBy</DateQualifierCode></DateCoded>',
  ],
  [
    'a DateCoded with hyphens',
    afterPurpose,
    '<DateCoded><Date>2030-12-31</Date><DateQualifierCode>CancelIfNotShippedBy</DateQualifierCode></DateCoded>',
  ],
  [
    'a ReferenceCoded without ReferenceTypeCode',
    /(?=<PurposeCode>)/,
    '<ReferenceCoded><ReferenceNumber>1</ReferenceNumber></ReferenceCoded>',
  ],
  [
    'a Message without MessageLine',
    /(?=<\/Header>)/,
    '<Message><MessageType>01</MessageType></Message>',
  ],
  [
    'a Price without MonetaryAmount',
    /(?=<\/ItemDetail>)/,
    '<PricingDetail><Price><PriceQualifierCode>FixedRPIncludingTax</PriceQualifierCode></Price></PricingDetail>',
  ],
];

/** Derives from a valid order all documents with one error. */
export function invalidDocumentsOf(valid: string): InvalidDocument[] {
  const invalidOrders = changes
    .map(([description, from, to]) => ({
      description,
      document: valid.replace(from, to),
      isOrder: true,
    }))
    // An order has no second line or SellerParty if the configuration names none.
    .filter(({ document }) => document !== valid);
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
