// One process on SQLite, one on PostgreSQL, and three replicas on PostgreSQL, with the ways in which clients reach the replicas.
import pg from 'pg';
import { routeTo } from './cycle.mjs';
import { ketenlab, start, tokenAt } from './servers.mjs';

const WORKSPACES = 30;
const REPLICAS = 3;

/** Makes a database on the server of the URL, and returns its URL. */
async function createDatabase(serverUrl, name) {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`create database ${name}`);
  await client.end();
  return Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
}

/** Makes the workspaces, spread over the servers. Returns their tokens by id. */
async function makeWorkspaces(urls) {
  const tokens = new Map();
  for (let number = 0; number < WORKSPACES; number += 1) {
    const url = urls[number % urls.length];
    const response = await fetch(`${url}/_sandbox/workspaces`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    const { id } = await response.json();
    tokens.set(id, await tokenAt(url, 'ordersysteem', `${id}-demo`));
  }
  return tokens;
}

/** The replicas with their workspaces; undefined where the server has no list of them. */
async function replicasOf(url) {
  const response = await fetch(`${url}/_sandbox/replicas`);
  return response.ok ? (await response.json()).replicas : undefined;
}

const constellation = (name, targets, nextRoute) => ({
  name,
  targets: targets
    .map(({ url, tokens }) => ({ url: `${url}/ordersysteem/orders`, tokens }))
    .filter(({ tokens }) => tokens.length > 0),
  nextRoute,
  results: [],
  alone: [],
});

const singleProcess = async (name, { url }) => {
  const tokens = [...(await makeWorkspaces([url])).values()];
  return constellation(name, [{ url, tokens }], () => routeTo(url));
};

/** Gives the items of a list in turn. */
function inTurn(list) {
  let count = 0;
  return () => list[count++ % list.length];
}

/** The constellations of several replicas: one for each way to choose the replica of a request. */
async function replicated(urls) {
  const tokens = await makeWorkspaces(urls);
  const ownerOf = new Map(
    (await replicasOf(urls[0])).flatMap(({ url, workspaces }) =>
      workspaces.map((workspace) => [workspace, new URL(url).origin]),
    ),
  );
  const maker = inTurn(urls);
  const targets = (isMatch) =>
    urls.map((url) => ({
      url,
      tokens: [...tokens].filter(([id]) => isMatch(ownerOf.get(id), url)).map(([, one]) => one),
    }));
  /** Route of a cycle whose requests go to the replicas that match the owner of its workspace. */
  const route = (isMatch) => () => ({
    url: maker(),
    to: async (id) => {
      const all = await replicasOf(urls[0]);
      const { url: owner } = all.find(({ workspaces }) => workspaces.includes(id));
      return inTurn(urls.filter((url) => isMatch(new URL(owner).origin, url)));
    },
  });
  return Object.entries({
    'round robin': () => true,
    'to the owner': (owner, url) => owner === url,
    'to another replica': (owner, url) => owner !== url,
  }).map(([way, isMatch]) =>
    constellation(`three replicas, ${way}`, targets(isMatch), route(isMatch)),
  );
}

/** Starts all servers. Without a list of replicas in the product, only the single processes are measured. */
export async function startConstellations(serverUrl, confirmAfter) {
  const servers = [];
  const launch = async (env = {}) => {
    const target = ketenlab('', { env: { CONFIRM_AFTER: confirmAfter, ...env } });
    const server = await start({ ...target, core: 'any' });
    servers.push(server);
    return server;
  };
  const onPostgres = async (name, count) => {
    const DATABASE_URL = await createDatabase(serverUrl, name);
    const started = [];
    for (let number = 0; number < count; number += 1) started.push(await launch({ DATABASE_URL }));
    return started;
  };
  const constellations = [await singleProcess('one process, SQLite', await launch())];
  const [single] = await onPostgres('single', 1);
  constellations.push(await singleProcess('one process, PostgreSQL', single));
  if (await replicasOf(single.url)) {
    const replicas = await onPostgres('replicated', REPLICAS);
    constellations.push(...(await replicated(replicas.map(({ url }) => url))));
  }
  return {
    constellations,
    stop: async () => {
      for (const server of servers) await server.stop();
    },
  };
}
