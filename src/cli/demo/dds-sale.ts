import type { Chain } from './chain.js';

/** DDS of Bokbasen: a bookstore sells an e-book, and downloads it for the consumer. */
export const ddsSale: Chain = {
  title: 'Bokbasen DDS: a bookstore sells an e-book and downloads it',
  guide: 'docs/guides/bokbasen-bookstore.md',
  play: async (session) => {
    await session.createWorkspace();

    session.step('The bookstore gets a token from Bokbasen.');
    const token = await session.token('/bokbasen/oauth/token', 'store', {
      audience: 'https://api.bokbasen.io/dds/',
    });

    session.step('It orders an e-book for a consumer. The Location is the content.');
    const { location: content } = await session.send({
      method: 'POST',
      path: '/bokbasen/dds/order/v1',
      token,
      json: {
        orderid: 'my-order-1',
        resid: '18C8075F-C8B9-4029-9747-7C7F2CFB5CFA',
        spd: '18900',
        id: 'gaf4599e-fg5e-445a-a7f9-6af14c052dec',
        firstname: 'Ola',
        lastname: 'Nordmann',
      },
      expected: 201,
    });

    session.step('It asks for the content. The answer is the address of a status page.');
    const { location: status } = await session.send({
      method: 'GET',
      path: content,
      token,
      expected: 302,
    });

    session.step('DDS prepares the file in a second: the test moves the clock forward.');
    await session.advanceClock('PT1M');

    session.step('The file is ready.');
    const { body } = await session.send({
      method: 'GET',
      path: status,
      accept: 'application/json',
      expected: 200,
    });

    session.step('The bookstore downloads it: an EPUB with the name of the consumer in it.');
    const { downloadURL } = body as { downloadURL: string };
    await session.send({ method: 'GET', path: downloadURL, expected: 200 });
  },
};
