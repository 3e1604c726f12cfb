import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readEditx } from '../../src/apis/bokbasen-orders/validate-editx.js';

const FULL = readFileSync(join(import.meta.dirname, 'full-order.xml'), 'utf8');
const DAY = 'a valid day as YYYYMMDD';
const DAY_OR_TIME = `${DAY}, or YYYYMMDDThhmm optionally followed by Z or an offset`;

/** Inserts text before the first occurrence of another one. */
const before = (place: string, text: string) => FULL.replace(place, `${text}${place}`);
const inHeader = (text: string) => FULL.replace('</Header>', `${text}</Header>`);
/** Inserts text into the first line, before its references. */
const inLine = (text: string) =>
  FULL.replace('<OrderQuantity>4</OrderQuantity>', `<OrderQuantity>4</OrderQuantity>${text}`);
const afterPrice = (text: string) => FULL.replace('</PricingDetail>', `</PricingDetail>${text}`);
const issued = (text: string) => FULL.replace('20261121T1405Z', text);
const payment = (text: string) => inHeader(`<PaymentTerms>${text}</PaymentTerms>`);
const bonus = (quantity: string) =>
  inLine(
    `<BatchBonus><BatchBonusType>x</BatchBonusType><BatchBonusQuantity>${quantity}</BatchBonusQuantity></BatchBonus>`,
  );
const dateCoded = (date: string) =>
  before(
    '<FillTermsCode>',
    `<DateCoded><Date>${date}</Date><DateQualifierCode>DoNotShipBefore</DateQualifierCode></DateCoded>`,
  );
const referenceDate = (date: string) =>
  FULL.replace(
    '<ReferenceNumber>mockportal</ReferenceNumber>',
    `$&<ReferenceDate>${date}</ReferenceDate>`,
  );
const currency = (code: string) => FULL.replaceAll('>NOK<', `>${code}<`);
const country = (code: string) => FULL.replaceAll('>NO<', `>${code}<`);
const service = (text: string) =>
  inHeader(
    `<AdditionalService><ServiceDescriptionCoded><ServiceDescriptionCodeType>Seller</ServiceDescriptionCodeType><ServiceDescriptionCode>x</ServiceDescriptionCode></ServiceDescriptionCoded>${text}</AdditionalService>`,
  );
const tax = (code: string) =>
  service(
    `<PricingDetail><Price><MonetaryAmount>1</MonetaryAmount><PriceQualifierCode>TotalPriceIncludingTax</PriceQualifierCode><Tax><TaxTypeCode>${code}</TaxTypeCode></Tax></Price></PricingDetail>`,
  );
const discount = (owner: string) =>
  FULL.replace(
    '</Price>',
    `$&<DiscountDetail><DiscountCodeType>${owner}</DiscountCodeType><DiscountPart><DiscountCode>x</DiscountCode></DiscountPart></DiscountDetail>`,
  );
const delivery = (text: string) => inHeader(`<Delivery>${text}</Delivery>`);
const carrier = '<Carrier><CarrierName>x</CarrierName></Carrier>';

/** Places and texts of the schema errors of a document. */
async function errorsOf(
  document: string,
): Promise<[path: string, expected: string, seen: string][]> {
  const { errors } = await readEditx(document);
  return errors.map(({ path, expected, seen }) => [path.split('/').at(-1) ?? '', expected, seen]);
}

// Published schema "Order 1.2" of EDItEUR and the corrections of 2026-11-29 in the spec.
describe('an EDItX order is valid', () => {
  it.each([
    ['the complete example', FULL],
    ['whole numbers', payment('<NetDaysDue>30</NetDaysDue>')],
    ['a whole number of days', payment('<ExtendedDays>-3</ExtendedDays>')],
    ['a day on which it is due', payment('<NetDueDate>20261231</NetDueDate>')],
    ['a bonus of 12', bonus('12')],
    ['29 February in a leap year', dateCoded('20280229')],
    ['29 February 2000', dateCoded('20000229')],
    ['the last day of a month of 31 days', referenceDate('20270131')],
    ['the last day of a month of 30 days', issued('20261130')],
    ['a time with an offset of 12:45', issued('20261130T0000-1245')],
    ['a currency of the published list', currency('EEK')],
    ['a newer currency', currency('BYN')],
    ['a country of the published list', country('AX')],
    ['a newer country', country('SS')],
    ['a tax', tax('VAT')],
    ['a discount', discount('NO')],
    ['a delivery by a carrier', delivery(`<DeliveryTimeCode>2Day</DeliveryTimeCode>${carrier}`)],
    [
      'conditions of return',
      afterPrice(
        '<ReturnsConditions><LastDateForReturns>20270101</LastDateForReturns></ReturnsConditions>',
      ),
    ],
  ])('with %s', async (_, document) => {
    expect(await errorsOf(document)).toEqual([]);
  });
});

describe('an EDItX order is invalid', () => {
  // prettier-ignore
  it.each<[string, string, [string, string, string]]>([
    ['text in NetDaysDue',              payment('<NetDaysDue>thirty</NetDaysDue>'),   ['NetDaysDue', 'int', 'thirty']],
    ['decimals in NetDaysDue',          payment('<NetDaysDue>30.5</NetDaysDue>'),     ['NetDaysDue', 'int', '30.5']],
    ['text in ExtendedDays',            payment('<ExtendedDays>x</ExtendedDays>'),    ['ExtendedDays', 'int', 'x']],
    ['a number in NetDueDate',          payment('<NetDueDate>30</NetDueDate>'),       ['NetDueDate', DAY, '30']],
    ['text in BatchBonusQuantity',      bonus('twelve'),                              ['BatchBonusQuantity', 'int', 'twelve']],
    ['no number in BatchBonusQuantity', bonus(''),                                    ['BatchBonusQuantity', 'int', 'nothing']],
    ['ItemDescription without TitleDetail', FULL.replace(/<TitleDetail>.*<\/TitleDetail>/, ''), ['ItemDescription', 'TitleDetail', 'missing']],
    ['a time in DateCoded',             dateCoded('20261121T1405Z'),                  ['Date', DAY, '20261121T1405Z']],
    ['a time in ReferenceDate',         referenceDate('20261121T1405'),               ['ReferenceDate', DAY, '20261121T1405']],
    ['a time in LastDateForReturns',    afterPrice('<ReturnsConditions><LastDateForReturns>20261121T1405</LastDateForReturns></ReturnsConditions>'), ['LastDateForReturns', DAY, '20261121T1405']],
    ['29 February in another year',     dateCoded('20270229'),                        ['Date', DAY, '20270229']],
    ['29 February 2100',                dateCoded('21000229'),                        ['Date', DAY, '21000229']],
    ['30 February',                     issued('20280230'),                           ['IssueDateTime', DAY_OR_TIME, '20280230']],
    ['31 April with a time',            issued('20260431T1200Z'),                     ['IssueDateTime', DAY_OR_TIME, '20260431T1200Z']],
    ['31 November',                     referenceDate('20261131'),                    ['ReferenceDate', DAY, '20261131']],
    ['day 0',                           dateCoded('20261100'),                        ['Date', DAY, '20261100']],
    ['an offset of 13 hours',           issued('20261121T1405+1300'),                 ['IssueDateTime', DAY_OR_TIME, '20261121T1405+1300']],
    ['an unknown currency',             currency('XYZ'),                              ['CurrencyCode', 'a currency code of ISO 4217', 'XYZ']],
    ['no currency',                     currency('XXX'),                              ['CurrencyCode', 'a currency code of ISO 4217', 'XXX']],
    ['a currency in lower case',        currency('nok'),                              ['CurrencyCode', 'a currency code of ISO 4217', 'nok']],
    ['an unknown country',              country('ZZ'),                                ['CountryCode', 'a country code of ISO 3166-1 alpha-2', 'ZZ']],
    ['UK, which is not in the list',    country('UK'),                                ['CountryCode', 'a country code of ISO 3166-1 alpha-2', 'UK']],
    ['an unknown tax',                  tax('MVA'),                                   ['TaxTypeCode', 'one of GST, VAT', 'MVA']],
    ['a discount of another list',      discount('DK'),                               ['DiscountCodeType', 'one of Seller, Buyer, AU, DE, GB, NO, SE, US', 'DK']],
    ['the carrier before the time',     delivery(`${carrier}<DeliveryTimeCode>2Day</DeliveryTimeCode>`), ['DeliveryTimeCode', 'DeliveryNotes', 'DeliveryTimeCode']],
    ['an empty Delivery',               delivery(''),                                 ['Delivery', 'one of DeliveryTimeCode, VendorDeliveryService, Carrier, DeliveryNotes', 'missing']],
    ['an unknown element of a service', service('<Remark/>'),                         ['Remark', 'one of ServiceQuantity, AdditionalServiceDescription, ReferenceCoded, PricingDetail', 'Remark']],
    ['an unknown element of a return',  afterPrice('<ReturnsConditions><Remark/></ReturnsConditions>'), ['Remark', 'one of LastDateForReturns, MaximumReturnsPercentage, MaximumReturnsQuantity, ReturnsConditionCoded', 'Remark']],
    ['a location without content',      before('</Header>', '<ShipFrom><Location/></ShipFrom>'), ['Location', 'one of LocationName, LocationIdentifier', 'missing']],
  ])('with %s', async (_, document, error) => {
    const errors = await errorsOf(document);
    // A code can occur several times in the example.
    expect(new Set(errors.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify(error)]));
  });
});
