import { afterAll, beforeAll } from '@jest/globals';
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestServer } from './test-server.js';

/** A proxy before a server, which serves it below the path `/lab`. It runs during the tests of a file or a `describe`. */
export function pathProxy(server: Pick<TestServer, 'url'>) {
  /** Paths of all requests. */
  const paths: string[] = [];
  const proxy = createServer((incoming, outgoing) => {
    const { url = '', method, headers } = incoming;
    paths.push(url);
    const target = new URL(server.url + url.replace('/lab', ''));
    incoming.pipe(
      send(target, { method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode!, answer.headers);
        answer.pipe(outgoing);
      }),
    );
  });
  beforeAll(() => new Promise<void>((listening) => proxy.listen(0, '127.0.0.1', listening)));
  afterAll(() => {
    proxy.closeAllConnections();
    proxy.close();
  });
  return {
    paths,
    /** Address of the page `/`, with a slash at its end. */
    get url(): string {
      return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}/lab/`;
    },
  };
}
