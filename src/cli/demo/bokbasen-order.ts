import type { Chain } from './chain.js';

const order = `<?xml version="1.0" encoding="UTF-8"?>
<Order version="1.3">
  <Header>
    <OrderNumber>BUYER-2026-000123</OrderNumber>
    <IssueDateTime>20261121T1405Z</IssueDateTime>
    <PurposeCode>Original</PurposeCode>
    <BuyerParty><PartyID><PartyIDType>NBSN</PartyIDType><Identifier>4321</Identifier></PartyID></BuyerParty>
  </Header>
  <ItemDetail>
    <LineNumber>1</LineNumber>
    <ProductID><ProductIDType>EAN13</ProductIDType><Identifier>9788200000020</Identifier></ProductID>
    <OrderQuantity>120</OrderQuantity>
  </ItemDetail>
  <Summary><NumberOfLines>1</NumberOfLines></Summary>
</Order>
`;

const TOKEN_PATH = '/bokbasen/oauth/token';
const fields = ['buyerOrderNumber', 'status', '_embedded'];
const audience = 'https://api.bokbasen.io/orders/';

/** Order API of Bokbasen: an EDItX order, and the status of its line. */
export const bokbasenOrder: Chain = {
  title: 'Bokbasen: an order of licences, and the status of its line',
  guide: 'docs/guides/bokbasen-buyer.md',
  play: async (session) => {
    await session.createWorkspace();

    session.step('The buyer gets a token from Bokbasen.');
    const buyer = await session.token(TOKEN_PATH, 'buyer', { audience });

    session.step('It sends an EDItX order. The Location is the address of the order.');
    const { location } = await session.send({
      method: 'POST',
      path: '/bokbasen/orders/v1',
      token: buyer,
      xml: order,
      expected: 202,
    });

    session.step('Bokbasen processes the order after a second: the test moves the clock forward.');
    await session.advanceClock('PT1M');

    session.step('The order and its line are sent to the seller.');
    await session.send({ method: 'GET', path: location, token: buyer, fields, expected: 200 });

    session.step('The seller fulfils the line.');
    const seller = await session.token(TOKEN_PATH, 'seller', { audience });
    await session.send({
      method: 'POST',
      path: `${location}/lines/1`,
      token: seller,
      json: {
        status: 'FULFILLED',
        comment: 'Lisens aktiv',
        valid_from: '2026-12-01',
        valid_to: '2027-07-31',
        price: { amount: 199.5, tax: 25 },
      },
      expected: 200,
    });

    session.step('The buyer reads the status of the line.');
    await session.send({ method: 'GET', path: location, token: buyer, fields, expected: 200 });
  },
};
