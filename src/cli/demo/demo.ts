import { createApp, listen } from '../../app/app.js';
import { readConfig } from '../../app/read-config.js';
import { knownSettings } from '../../roles/index.js';
import { bokbasenOrder } from './bokbasen-order.js';
import type { Chain } from './chain.js';
import type { ChainName } from './chain-names.js';
import { ddsSale } from './dds-sale.js';
import { eduVOrder } from './edu-v-order.js';
import { jsonOutput, textOutput } from './output.js';
import { DemoSession } from './session.js';

interface Options {
  chain?: ChainName;
  url?: string;
  sandboxToken?: string;
  json?: boolean;
}

const chains: Readonly<Record<ChainName, Chain>> = {
  'edu-v-order': eduVOrder,
  'bokbasen-order': bokbasenOrder,
  'dds-sale': ddsSale,
};

/** `ketenlab demo`: plays orders of each kind. */
export async function demo({ chain, url, sandboxToken, json }: Options): Promise<void> {
  const output = json ? jsonOutput : textOutput;
  const played = chain === undefined ? Object.values(chains) : [chains[chain]];
  const own = url === undefined ? await startServer() : undefined;
  try {
    for (const { title, guide, play } of played) {
      const session = new DemoSession(url ?? own?.url ?? '', output, sandboxToken);
      output.chain(title);
      await play(session);
      output.links({ guide, ...(own ? {} : { dashboard: session.dashboard }) });
    }
  } finally {
    await own?.stop();
  }
}

/** Server in this process, with a database that is removed at the end. */
async function startServer(): Promise<{ url: string; stop: () => Promise<void> }> {
  const config = readConfig(
    { PORT: '0', DATABASE_URL: 'sqlite::memory:', LOG_LEVEL: 'silent' },
    knownSettings(),
  );
  const app = await createApp(config);
  return { url: await listen(app, config), stop: () => app.close() };
}
