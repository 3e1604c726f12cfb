import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Distributor } from './distributor';
import type {
  CreditOrderConfirmation,
  DeliveryOrderConfirmation,
  OrderConfirmation,
} from './messages';
import type { TokenServer } from './tokens';
import { isValid, schemas, type Schema } from './validate';

interface Operation {
  /** Full version of the API, for the header `API-Version`. */
  version: string;
  scope: string;
  schema: Schema;
  confirm(distributor: Distributor, message: unknown): boolean;
}

const operations: Readonly<Record<string, Operation>> = {
  '/v1/orders/confirmations': {
    version: '0.9.2',
    scope: 'eduv.order',
    schema: schemas.orderConfirmation,
    confirm: (distributor, message) => distributor.confirmOrder(message as OrderConfirmation),
  },
  '/v1/creditorders/confirmations': {
    version: '0.9.2',
    scope: 'eduv.order',
    schema: schemas.creditOrderConfirmation,
    confirm: (distributor, message) =>
      distributor.confirmCreditOrder(message as CreditOrderConfirmation),
  },
  '/v2/deliveryorders/confirmations': {
    version: '2.0.0',
    scope: 'eduv.delivery.entitlor',
    schema: schemas.deliveryOrderConfirmation,
    confirm: (distributor, message) =>
      distributor.confirmDeliveryOrder(message as DeliveryOrderConfirmation),
  },
};

/** Operations of the partners, with the version of their API. Here they answer 405. */
const operationsOfPartners: Readonly<Record<string, string>> = {
  '/v1/orders': '0.9.2',
  '/v1/creditorders': '0.9.2',
  '/v2/deliveryorders': '2.0.0',
};

/** The server to which the partners send their confirmations, with its token endpoint. */
export function createConfirmationServer(distributor: Distributor, tokens: TokenServer): Server {
  return createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const operation = operations[pathname];
    const version = operation?.version ?? operationsOfPartners[pathname];
    if (version !== undefined) response.setHeader('API-Version', version);
    if (pathname === '/oauth2/token') run(issueToken(request, response, tokens), response);
    else if (operation)
      run(confirm(request, response, { operation, distributor, tokens }), response);
    else if (version === undefined) answer(response, 404);
    else answer(response.setHeader('Allow', ''), 405);
  });
}

/** A connection that breaks while its body is read gets no answer. */
function run(work: Promise<void>, response: ServerResponse): void {
  work.catch(() => response.destroy());
}

async function issueToken(
  request: IncomingMessage,
  response: ServerResponse,
  tokens: TokenServer,
): Promise<void> {
  const form = new URLSearchParams(await bodyOf(request));
  const token = tokens.issue(request.headers.authorization, form);
  if (token) answer(response, 200, token);
  else answer(response, 401, { error: 'invalid_client' });
}

async function confirm(
  request: IncomingMessage,
  response: ServerResponse,
  parts: { operation: Operation; distributor: Distributor; tokens: TokenServer },
): Promise<void> {
  const { operation, distributor, tokens } = parts;
  const body = await bodyOf(request);
  if (request.method !== 'PUT') {
    response.setHeader('Allow', 'PUT');
    return answer(response, 405);
  }
  if (!tokens.allows(request.headers.authorization, operation.scope)) {
    response.setHeader('WWW-Authenticate', `Bearer scope="${operation.scope}"`);
    return answer(response, 401, { status: 21, statusMessage: 'Scope required' });
  }
  const message = isJson(request) ? parse(body) : undefined;
  if (!isValid(operation.schema, message))
    return answer(response, 400, { status: 11, statusMessage: 'Schema incorrect' });
  if (!operation.confirm(distributor, message))
    return answer(response, 400, { status: 99, statusMessage: 'Unknown reference' });
  return answer(response, 202);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

function isJson({ headers }: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(headers['content-type'] ?? '');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function answer(response: ServerResponse, status: number, body?: object): void {
  response.statusCode = status;
  if (body) response.setHeader('content-type', 'application/json');
  response.end(body && JSON.stringify(body));
}
