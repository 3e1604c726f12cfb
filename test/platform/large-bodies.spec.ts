import { describe, expect, it } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import { anOrder } from '../support/builders.js';
import { testServer } from '../support/test-server.js';

const server = testServer();
const MEGABYTE = 1024 * 1024;

/** Sends all of a body of 6 MiB but its last byte, without a token. */
async function almostAll(): Promise<{ socket: Socket; answer: Promise<string> }> {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  const answer = new Promise<string>((resolve) =>
    socket.once('data', (data) => resolve(String(data))),
  );
  socket.write(
    `PUT /orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: ${6 * MEGABYTE}\r\n\r\n`,
  );
  await new Promise((written) => socket.write(Buffer.alloc(6 * MEGABYTE - 1, ' '), written));
  return { socket, answer };
}

describe('bodies that are being received', () => {
  it('may have 96 MiB together: a further one is answered 503, and the others stay', async () => {
    const sent: Awaited<ReturnType<typeof almostAll>>[] = [];
    for (let count = 0; count < 18; count += 1) sent.push(await almostAll());
    const refused = await Promise.race(sent.map(({ answer }) => answer));
    expect(refused).toMatch(/^HTTP\/1\.1 503 /);
    expect(refused.toLowerCase()).toContain('retry-after: 1');
    expect(refused).toContain(
      '{"status":99,"statusMessage":"The sandbox receives too many large bodies at the same time"}',
    );
    sent[0]!.socket.write(' ');
    expect(await sent[0]!.answer).toMatch(/^HTTP\/1\.1 401 /);
    for (const { socket } of sent) socket.destroy();
    expect((await server.put('/orders', anOrder())).status).toBe(202);
  });

  it('free their share when the client goes away', async () => {
    for (let round = 0; round < 2; round += 1) {
      const sent: Awaited<ReturnType<typeof almostAll>>[] = [];
      for (let count = 0; count < 9; count += 1) sent.push(await almostAll());
      for (const { socket } of sent) socket.destroy();
    }
    const { socket, answer } = await almostAll();
    socket.write(' ');
    expect(await answer).toMatch(/^HTTP\/1\.1 401 /);
    socket.destroy();
  });
});
