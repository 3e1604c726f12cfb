import type { ProxiedResponse, ProxiedRequest, Mutation } from './proxy.js';

type Fields = Record<string, unknown>;

/** Predicate for the requests of an operation. */
export function operation(
  method: string,
  path: string | RegExp,
): (request: ProxiedRequest) => boolean {
  const matches = (actualPath: string): boolean =>
    typeof path === 'string' ? actualPath.endsWith(path) : path.test(actualPath);
  return (request) => request.method === method && matches(request.path.split('?')[0] ?? '');
}

/** Replaces the status of a success. */
export function successBecomes(
  status: number,
  on: (request: ProxiedRequest) => boolean = () => true,
): Mutation {
  return {
    response: (response, request) =>
      response.status < 300 && on(request) ? { ...response, status } : response,
  };
}

/** Replaces the status `from` by `to`, and the body if one is given. */
export function statusBecomes(
  from: number,
  to: number,
  on: (request: ProxiedRequest) => boolean = () => true,
  body?: string,
): Mutation {
  return {
    response: (response, request) =>
      response.status === from && on(request)
        ? { ...response, status: to, ...(body !== undefined && { body }) }
        : response,
  };
}

/** Changes the body of responses with a status. */
export function responseBody(status: number, change: (body: Fields) => Fields | string): Mutation {
  return {
    response: (response) => {
      if (response.status !== status) return response;
      const newBody = change(response.body === '' ? {} : (JSON.parse(response.body) as Fields));
      return { ...response, body: typeof newBody === 'string' ? newBody : JSON.stringify(newBody) };
    },
  };
}

/** Replaces or removes a response header. */
export function responseHeader(
  name: string,
  value: string | undefined,
  on: (response: ProxiedResponse) => boolean = () => true,
): Mutation {
  return {
    response: (response) =>
      on(response) ? { ...response, headers: { ...response.headers, [name]: value } } : response,
  };
}

/** Changes the JSON body of requests. */
export function requestBody(
  on: (request: ProxiedRequest) => boolean,
  change: (body: Fields) => Fields,
): Mutation {
  return {
    request: (request) =>
      on(request)
        ? { ...request, body: JSON.stringify(change(JSON.parse(request.body) as Fields)) }
        : request,
  };
}

/** Replaces a request header. */
export function requestHeader(
  on: (request: ProxiedRequest) => boolean,
  name: string,
  value: () => string,
): Mutation {
  return {
    request: (request) =>
      on(request) ? { ...request, headers: { ...request.headers, [name]: value() } } : request,
  };
}

/** Answers requests with a StatusResponse without forwarding them. */
export function refuses(on: (request: ProxiedRequest) => boolean, status = 400): Mutation {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ status: 99, statusMessage: 'refused, on purpose' });
  return { request: (request) => (on(request) ? { status, headers, body } : request) };
}

/** Sends requests with the first valid token of another request, so that the server accepts them. */
export function acceptsWithGoodToken(
  on: (request: ProxiedRequest) => boolean,
  hasGood: (request: ProxiedRequest) => boolean = () => true,
): Mutation {
  let goodToken: string | undefined;
  return {
    request: (request) => {
      if (on(request))
        return { ...request, headers: { ...request.headers, authorization: goodToken } };
      if (hasGood(request)) goodToken ??= request.headers.authorization;
      return request;
    },
  };
}

/** Changes every request with a key that occurred before. */
export function changesRepeats(
  keyOf: (body: Fields) => unknown,
  change: (request: ProxiedRequest) => ProxiedRequest | ProxiedResponse,
  on: (request: ProxiedRequest) => boolean,
): Mutation {
  const keys = new Set<unknown>();
  return {
    request: (request) => {
      if (!on(request)) return request;
      const key = keyOf(fieldsOf(request));
      if (typeof key === 'string' && keys.has(key)) return change(request);
      keys.add(key);
      return request;
    },
  };
}

/** Fields of a JSON body. Empty for another body. */
export function fieldsOf({ body }: ProxiedRequest): Fields {
  try {
    return { ...(JSON.parse(body) as Fields | null) };
  } catch {
    return {};
  }
}

/** Scopes of the token of a request. */
export function scopesOf({ headers }: ProxiedRequest): string {
  const [, payload = ''] = (headers.authorization ?? '').split('.');
  const claims = Buffer.from(payload, 'base64url').toString('utf8');
  return claims.startsWith('{') ? ((JSON.parse(claims) as { scope?: string }).scope ?? '') : '?';
}

/** Changes the responses that match. */
export function responseWhere(
  on: (response: ProxiedResponse, request: ProxiedRequest) => boolean,
  change: (response: ProxiedResponse, request: ProxiedRequest) => Partial<ProxiedResponse>,
): Mutation {
  return {
    response: (response, request) =>
      on(response, request) ? { ...response, ...change(response, request) } : response,
  };
}

/** Answers the requests that match without forwarding them. */
export function refusesWith(
  on: (request: ProxiedRequest) => boolean,
  status: number,
  body: object,
): Mutation {
  const headers = { 'content-type': 'application/json', 'www-authenticate': 'Bearer' };
  return {
    request: (request) => (on(request) ? { status, headers, body: JSON.stringify(body) } : request),
  };
}

/** Changes the body text of successful responses. */
export function responseText(
  on: (request: ProxiedRequest) => boolean,
  change: (body: string, request: ProxiedRequest) => string,
): Mutation {
  return responseWhere(
    (response, request) => response.status < 300 && on(request),
    (response, request) => ({ body: change(response.body, request) }),
  );
}
