import { ownValue } from '../../platform/validation/own-value.js';

/** An order to be written as EDItX. Lines are numbered from 1. */
export interface EditxContent {
  orderNumber: string;
  /** `YYYYMMDD` or `YYYYMMDDThhmmZ`. */
  issued: string;
  buyer: string;
  /** Absent: the products decide. */
  seller?: string;
  lines: { ean: string; quantity: number }[];
}

const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** An EDItX Trade Order 1.3 of what every order has. */
export function writeEditx({ orderNumber, issued, buyer, seller, lines }: EditxContent): string {
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<Order version="1.3">',
    '  <Header>',
    `    <OrderNumber>${escaped(orderNumber)}</OrderNumber>`,
    `    <IssueDateTime>${escaped(issued)}</IssueDateTime>`,
    '    <PurposeCode>Original</PurposeCode>',
    party('BuyerParty', buyer),
    ...(seller === undefined ? [] : [party('SellerParty', seller)]),
    '  </Header>',
    ...lines.flatMap(({ ean, quantity }, index) => [
      '  <ItemDetail>',
      `    <LineNumber>${index + 1}</LineNumber>`,
      `    <ProductID><ProductIDType>EAN13</ProductIDType><Identifier>${escaped(ean)}</Identifier></ProductID>`,
      `    <OrderQuantity>${quantity}</OrderQuantity>`,
      '  </ItemDetail>',
    ]),
    `  <Summary><NumberOfLines>${lines.length}</NumberOfLines><UnitsOrdered>${units}</UnitsOrdered></Summary>`,
    '</Order>',
    '',
  ].join('\n');
}

function party(element: string, number: string): string {
  return `    <${element}><PartyID><PartyIDType>NBSN</PartyIDType><Identifier>${escaped(number)}</Identifier></PartyID></${element}>`;
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>]/g, (character) => ownValue(ESCAPED, character) ?? character);
}

/**
 * True for a text that XML 1.0 allows: control characters are forbidden even when they are escaped.
 */
export function isWritable(text: string): boolean {
  return !/[^\P{Cc}\t\n\r]|\p{Cs}/u.test(text);
}
