import { afterAll, describe, expect, it } from '@jest/globals';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import request from 'supertest';
import { CommandProcess, temporaryFolder } from '../support/command-process.js';

const folder = temporaryFolder();
afterAll(() => folder.remove());

let count = 0;
const serve = () => {
  count += 1;
  return new CommandProcess(['dist/bundle/main.js'], {
    PORT: '0',
    DATABASE_URL: `sqlite:${join(folder.path, `stop-${count}.sqlite`)}`,
  });
};

async function connection(url: string, text: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.on('error', () => undefined);
  await new Promise<void>((connected) => socket.once('connect', connected));
  if (text !== '') socket.write(text);
  // The server has read the text when it answers a later request.
  await request(url).get('/healthz');
  return socket;
}

/** Seconds from the signal to the end of the process. */
async function secondsToStop(server: CommandProcess): Promise<number> {
  const began = performance.now();
  server.kill('SIGTERM');
  expect(await server.exit).toEqual({ code: 0, signal: null });
  return (performance.now() - began) / 1000;
}

describe('a server stops without waiting for', () => {
  it.each([
    ['a connection that sent nothing', ''],
    ['half a header', 'PUT /orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le'],
    [
      'half a body',
      'PUT /orders HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"a":',
    ],
    ['a connection that is kept alive', 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'],
  ])('%s', async (_, text) => {
    const server = serve();
    await connection(await server.url(), text);
    // It would take eight seconds otherwise.
    expect(await secondsToStop(server)).toBeLessThan(4);
    const lastLine = server.output.trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(lastLine)).toMatchObject({ signal: 'SIGTERM', msg: 'stopped' });
  });
});
