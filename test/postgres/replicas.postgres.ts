import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isDeepStrictEqual } from 'node:util';
import { temporaryFolder } from '../support/command-process.js';
import { PartnerServer } from '../support/partner-server.js';
import { Replicas } from '../support/replicas.js';
import { StableNames, recordedAnswers, recordedRequests, type Recorded } from './recording.js';
import { playScript } from './scale-script.js';

const ENV = { CONFIRM_AFTER: 'PT0.2S' };
const COUNTS = (process.env['REPLICAS'] ?? '2,3').split(',').map(Number);

interface Recording {
  answers: Recorded[];
  received: Recorded[];
  /** URL of the server that gave each answer. */
  targets: string[];
}

/** Plays the script in `default` and in a workspace that it creates itself. */
async function record(replicas: Replicas): Promise<Recording> {
  const partner = new PartnerServer();
  await partner.start();
  try {
    const { proxy } = replicas;
    proxy.recording = [];
    await playScript(replicas.workspace('default'), replicas.workspace('default', 0), partner);
    const created = replicas.workspace('script');
    await created.http.post('/_sandbox/workspaces').send({ id: 'script' });
    await playScript(created, replicas.workspace('script', 0), partner);
    await created.control('delete', '');
    const host = ({ url }: { url: string }) => new URL(url).host;
    const names = new StableNames({ [host(proxy)]: '<server>', [host(partner)]: '<partner>' });
    return {
      answers: recordedAnswers(names, proxy.recording),
      received: recordedRequests(names, partner),
      targets: proxy.recording.map(({ target }) => target),
    };
  } finally {
    replicas.proxy.recording = undefined;
    await partner.stop();
  }
}

describe('the Edu-V chain, Bokbasen orders and a DDS sale', () => {
  const folder = temporaryFolder();
  let expected: Recording;

  beforeAll(async () => {
    const databaseUrl = `sqlite:${folder.path}/script.sqlite`;
    const one = await Replicas.start(1, { env: ENV, databaseUrl });
    expected = await record(one);
    await one.close();
  });
  afterAll(() => folder.remove());

  it.each(COUNTS)(
    'with each request at another of %d replicas have the answers, states, journal and verdicts of one process',
    async (count) => {
      const replicas = await Replicas.start(count, { env: ENV });
      try {
        const { answers, received, targets } = await record(replicas);
        // Only the first that differs, so that a failure stays readable.
        const first = answers.findIndex(
          (answer, index) => !isDeepStrictEqual(answer, expected.answers[index]),
        );
        expect({ first, answer: answers[first] }).toEqual({
          first,
          answer: expected.answers[first],
        });
        expect(first).toBe(-1);
        expect(answers).toHaveLength(expected.answers.length);
        expect(received).toEqual(expected.received);
        const inTurn = targets.map((_, index) => targets[index % count]);
        expect([new Set(targets).size, targets]).toEqual([count, inTurn]);
      } finally {
        await replicas.close();
      }
    },
  );
});
