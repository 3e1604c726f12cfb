import { ddsOperations } from '../../../apis/bokbasen-dds/operations.js';
import { readXml } from '../../../apis/bokbasen-dds/read-xml.js';
import { ddsRequirements as requirements } from '../../../apis/bokbasen-dds/requirements.js';
import { checkStatusPage } from '../../../apis/bokbasen-dds/validate-shelf.js';
import { parseJson } from '../../../platform/requirements/check-result.js';
import { describeResponse, type Test } from '../../runner/test-context.js';
import { nobody, type DdsTestShop } from './test-shop.js';
import { fileOf, lastOf, readStatus } from './status-page.js';

/** What is tried on status pages. */
export function statusTests(shop: DdsTestShop): Test[] {
  const { getDownloadStatus: operation } = ddsOperations;
  const name = `GET ${operation.path}`;
  return [
    {
      name: `${name}, as XML and as JSON`,
      verifies: [
        requirements.statusOpen,
        requirements.statusXml,
        requirements.statusJson,
        requirements.statusWords,
        requirements.becomesReady,
        requirements.linkWhenReady,
      ],
      run: async (context) => {
        const content = await shop.content(context, 'nodrm');
        const page = shop.pageOf(context, await shop.start(context, content));
        const { exchange } = await readStatus(context, page);
        context.answers(requirements.statusOpen, exchange, 200, { what: 'who has no token' });
        if (exchange.status !== 200) return;
        for (const result of checkStatusPage(await readXml(exchange.response.body)))
          context.enter(result, exchange);
        const { exchange: other } = await readStatus(context, page, { accept: 'application/json' });
        const { body } = other.response;
        context.expect(requirements.statusJson, other, parseJson(body) !== undefined, {
          pointer: '',
          expected: 'JSON',
          seen: body.slice(0, 100) || describeResponse(other),
        });
        await fileOf(shop, context, page);
      },
    },
    {
      name: `${name} of a preparation that fails`,
      verifies: [requirements.failedTold],
      run: async (context) => {
        const content = await shop.content(context, 'failing');
        const page = shop.pageOf(context, await shop.start(context, content));
        const { status, exchange } = await lastOf(shop, context, page);
        context.expect(requirements.failedTold, exchange, status === 'FAILED', {
          pointer: '/status',
          expected: 'FAILED',
          seen: status ?? describeResponse(exchange),
        });
      },
    },
    {
      name: `${name} of a preparation that takes long`,
      verifies: [requirements.noLinkBefore],
      run: async (context) => {
        const content = await shop.content(context, 'slow');
        const page = shop.pageOf(context, await shop.start(context, content));
        const { status } = await readStatus(context, page);
        if (status !== 'PROCESSING') context.skip('no data.titles.slow: its preparation was over');
      },
    },
    {
      name: `${name} of a download that there is not`,
      verifies: [requirements.unknownDownload],
      run: async (context) => {
        const content = await shop.content(context, 'nodrm');
        const page = shop.pageOf(context, await shop.start(context, content));
        const url = page.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i, nobody());
        if (url === page) context.skip('the link to a status page has no UUID in it');
        context.answers(
          requirements.unknownDownload,
          await context.call({ operation, url, probe: true }),
          404,
        );
      },
    },
  ];
}
