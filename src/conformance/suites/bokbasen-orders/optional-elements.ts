import { bokbasenOrderOperations as api } from '../../../apis/bokbasen-orders/operations.js';
import { bokbasenOrderRequirements as requirements } from '../../../apis/bokbasen-orders/requirements.js';
import { derivedRequirements } from '../../../platform/api/derived-requirements.js';
import { runConcurrently, type ConformanceTest } from '../../runner/test-context.js';
import type { BokbasenOrderClient } from './order-client.js';
import { editxDocumentOf } from './order-documents.js';

const CONCURRENT_CALLS = 3;
const PARTY =
  '<PartyID><PartyIDType>SellersAccountNumber</PartyIDType><Identifier>912345678</Identifier></PartyID>' +
  '<PartyName><NameLine>Blåbærøya skole &amp; SFO</NameLine></PartyName>';
const CONTACT =
  '<PostalAddress><AddressLine>Skoleveien 1</AddressLine><PostalTownCity>Tromsø</PostalTownCity>' +
  '<PostalCode>0001</PostalCode><CountryCode>NO</CountryCode></PostalAddress>' +
  '<CommunicationDetails><CommunicationTypeCode>Email</CommunicationTypeCode>' +
  '<CommunicationLocator>innkjop@example.org</CommunicationLocator></CommunicationDetails>' +
  '<ContactPerson><PersonName>Kåre Næss</PersonName></ContactPerson>';
const SHIP_TO = `<ShipToParty>${PARTY}</ShipToParty>`;
const MESSAGE = '<Message><MessageType>01</MessageType><MessageLine>Takk</MessageLine></Message>';

type Change = readonly [from: RegExp, to: string];
const afterPurpose = (element: string): Change => [/(?<=<\/PurposeCode>)/, element];
const atEndOfHeader = (element: string): Change => [/(?=<\/Header>)/, element];
const afterProduct = (element: string): Change => [/(?<=<\/ProductID>)/, element];
const atEndOfLine = (element: string): Change => [/(?=<\/ItemDetail>)/, element];

/** Optional references in the header of Bokbasen's own example. */
const references: Change = [
  /(?=<PurposeCode>)/,
  ['OrderSourceLocationReference', 'ContractReference']
    .map(
      (code) =>
        `<ReferenceCoded><ReferenceTypeCode>${code}</ReferenceTypeCode><ReferenceNumber>10020030</ReferenceNumber></ReferenceCoded>`,
    )
    .join(''),
];

/** One optional element each, with values that the published schema allows. */
const optionalElements: Record<string, Change> = {
  CurrencyCode: afterPurpose('<CurrencyCode>NOK</CurrencyCode>'),
  CountryCode: afterPurpose('<CountryCode>NO</CountryCode>'),
  DateCoded: afterPurpose(
    '<DateCoded><Date>20301231</Date><DateQualifierCode>CancelIfNotShippedBy</DateQualifierCode></DateCoded>',
  ),
  FillTermsCode: afterPurpose('<FillTermsCode>FillPartBackorderRemainder</FillTermsCode>'),
  'an address and a contact of ShipToParty': atEndOfHeader(
    `<ShipToParty>${PARTY}${CONTACT}</ShipToParty>`,
  ),
  BillToParty: atEndOfHeader(`<BillToParty>${PARTY}</BillToParty>`),
  'a Message in the header': atEndOfHeader(MESSAGE),
  ItemDescription: afterProduct(
    '<ItemDescription><TitleDetail>Eksempelbok</TitleDetail></ItemDescription>',
  ),
  'a ReferenceCoded in a line': atEndOfLine(
    '<ReferenceCoded><ReferenceTypeCode>BuyersOrderLineReference</ReferenceTypeCode><ReferenceNumber>7</ReferenceNumber></ReferenceCoded>',
  ),
  PricingDetail: atEndOfLine(
    '<PricingDetail><Price><MonetaryAmount>349.00</MonetaryAmount><CurrencyCode>NOK</CurrencyCode><PriceQualifierCode>FixedRPIncludingTax</PriceQualifierCode></Price></PricingDetail>',
  ),
  'a Message in a line': atEndOfLine(MESSAGE),
  'an IssueDateTime without a time': [/(?<=<IssueDateTime>\d{8})T\w+/, ''],
  'an IssueDateTime with an offset': [/(?<=<IssueDateTime>\d{8}T\d{4})Z/, '+0100'],
  'no UnitsOrdered': [/<UnitsOrdered>.*<\/UnitsOrdered>/, ''],
  'no SellerParty': [/<SellerParty>.*<\/SellerParty>/s, ''],
};

/** Adds the references and the ShipToParty of Bokbasen's own example. */
export function withExampleElements(document: string): string {
  return changed(document, [references, atEndOfHeader(SHIP_TO)]);
}

/** Optional elements that are added together. Those after PurposeCode are added in reverse. */
const manyElements = [
  'FillTermsCode',
  'DateCoded',
  'CountryCode',
  'CurrencyCode',
  'an address and a contact of ShipToParty',
  'BillToParty',
  'a Message in the header',
  'ItemDescription',
  'a ReferenceCoded in a line',
  'PricingDetail',
  'a Message in a line',
];

/** Adds elements of every kind that an order can have, in the header and in the lines. */
export function withManyElements(document: string): string {
  return changed(document, [references, ...manyElements.map((name) => optionalElements[name]!)]);
}

function changed(document: string, changes: readonly Change[]): string {
  return changes.reduce((text, [from, to]) => text.replace(from, () => to), document);
}

/** A valid order is accepted with each optional element, and without it. */
export function optionalElementsTest(client: BokbasenOrderClient): ConformanceTest {
  const causes = [derivedRequirements(api.sendOrder).ok, requirements.goodIsSent];
  return {
    name: 'POST /orders/v1 with and without optional elements',
    verifies: [requirements.optionalElements],
    run: async (context) => {
      // If no order becomes SENT, a refusal proves nothing.
      await client.sharedOrder(context);
      const variants = Object.entries(optionalElements);
      await runConcurrently(variants, CONCURRENT_CALLS, async ([variant, change]) => {
        const document = changed(editxDocumentOf(client.orderContent(context)), [change]);
        const sent = await client.send(context, document);
        context.expectStatus(requirements.optionalElements, sent, 202, { variant, causes });
        // Nobody wrote down how a seller is found.
        if (sent.status !== 202 || variant === 'no SellerParty') return;
        const { result, exchange } = await client.waitForOutcome(context, sent);
        context.expect(requirements.optionalElements, exchange, result === 'SENT', {
          pointer: '/status',
          expected: `SENT for ${variant}`,
          seen: result,
          causes,
        });
      });
    },
  };
}
