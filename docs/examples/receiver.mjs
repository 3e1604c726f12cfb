// Partner that accepts every message: it issues tokens, prints each message, and answers 202.
// Usage: node docs/examples/receiver.mjs 9000
import { createServer } from 'node:http';

const port = Number(process.argv[2] ?? 9000);
const token = JSON.stringify({ access_token: 'example', token_type: 'Bearer', expires_in: 3600 });

createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  if (request.url === '/oauth2/token')
    return response.setHeader('content-type', 'application/json').end(token);
  console.log(request.method, request.url, body);
  response.writeHead(202).end();
}).listen(port, '127.0.0.1', () => console.log(`The receiver listens at http://127.0.0.1:${port}`));
