import { ddsApi } from '../../../contracts/bokbasen-dds/operations.js';
import { readXml } from '../../../contracts/bokbasen-dds/read-xml.js';
import { ddsRequirements as asked } from '../../../contracts/bokbasen-dds/requirements.js';
import { judgeStatusPage } from '../../../contracts/bokbasen-dds/shelf-faults.js';
import { jsonOf } from '../../../kernel/contract/judgement.js';
import { seenIn, type Test } from '../../runner/trial.js';
import { nobody, type Shop } from './shop.js';
import { fileOf, lastOf, readStatus } from './status-page.js';

/** What is tried on status pages. */
export function statusTests(shop: Shop): Test[] {
  const { getDownloadStatus: operation } = ddsApi;
  const name = `GET ${operation.path}`;
  return [
    {
      name: `${name}, as XML and as JSON`,
      verifies: [
        asked.statusOpen,
        asked.statusXml,
        asked.statusJson,
        asked.statusWords,
        asked.becomesReady,
        asked.linkWhenReady,
      ],
      run: async (trial) => {
        const content = await shop.content(trial, 'nodrm');
        const page = shop.pageOf(trial, await shop.start(trial, content));
        const { exchange } = await readStatus(trial, page);
        trial.answers(asked.statusOpen, exchange, 200, { what: 'who has no token' });
        if (exchange.status !== 200) return;
        for (const judgement of judgeStatusPage(await readXml(exchange.response.body)))
          trial.enter(judgement, exchange);
        const { exchange: other } = await readStatus(trial, page, { accept: 'application/json' });
        const { body } = other.response;
        trial.expect(asked.statusJson, other, jsonOf(body) !== undefined, {
          pointer: '',
          expected: 'JSON',
          seen: body.slice(0, 100) || seenIn(other),
        });
        await fileOf(shop, trial, page);
      },
    },
    {
      name: `${name} of a preparation that fails`,
      verifies: [asked.failedTold],
      run: async (trial) => {
        const content = await shop.content(trial, 'failing');
        const page = shop.pageOf(trial, await shop.start(trial, content));
        const { status, exchange } = await lastOf(shop, trial, page);
        trial.expect(asked.failedTold, exchange, status === 'FAILED', {
          pointer: '/status',
          expected: 'FAILED',
          seen: status ?? seenIn(exchange),
        });
      },
    },
    {
      name: `${name} of a preparation that takes long`,
      verifies: [asked.noLinkBefore],
      run: async (trial) => {
        const content = await shop.content(trial, 'slow');
        const page = shop.pageOf(trial, await shop.start(trial, content));
        const { status } = await readStatus(trial, page);
        if (status !== 'PROCESSING') trial.skip('no data.titles.slow: its preparation was over');
      },
    },
    {
      name: `${name} of a download that there is not`,
      verifies: [asked.unknownDownload],
      run: async (trial) => {
        const content = await shop.content(trial, 'nodrm');
        const page = shop.pageOf(trial, await shop.start(trial, content));
        const url = page.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i, nobody());
        if (url === page) trial.skip('the link to a status page has no UUID in it');
        trial.answers(
          asked.unknownDownload,
          await trial.call({ operation, url, probe: true }),
          404,
        );
      },
    },
  ];
}
