import type { Answer, Call, Mutation } from './proxy.js';

type Fields = Record<string, unknown>;

/** Whether a call is that of an operation. */
export function is(method: string, path: string | RegExp): (call: Call) => boolean {
  const fits = (given: string): boolean =>
    typeof path === 'string' ? given.endsWith(path) : path.test(given);
  return (call) => call.method === method && fits(call.path.split('?')[0] ?? '');
}

/** An answer of that status takes the place of the one that has another, of a success alone. */
export function successIs(status: number, on: (call: Call) => boolean = () => true): Mutation {
  return {
    answer: (answer, call) => (answer.status < 300 && on(call) ? { ...answer, status } : answer),
  };
}

/** What was refused with that status is answered with another. */
export function statusBecomes(
  from: number,
  to: number,
  on: (call: Call) => boolean = () => true,
  body?: string,
): Mutation {
  return {
    answer: (answer, call) =>
      answer.status === from && on(call)
        ? { ...answer, status: to, ...(body !== undefined && { body }) }
        : answer,
  };
}

/** Answers of that status have another body. */
export function bodyOf(status: number, change: (body: Fields) => Fields | string): Mutation {
  return {
    answer: (answer) => {
      if (answer.status !== status) return answer;
      const changed = change(answer.body === '' ? {} : (JSON.parse(answer.body) as Fields));
      return { ...answer, body: typeof changed === 'string' ? changed : JSON.stringify(changed) };
    },
  };
}

/** Answers lack a header, or have another. */
export function header(
  name: string,
  value: string | undefined,
  on: (answer: Answer) => boolean = () => true,
): Mutation {
  return {
    answer: (answer) =>
      on(answer) ? { ...answer, headers: { ...answer.headers, [name]: value } } : answer,
  };
}

/** Messages on their way are changed, where they are JSON of that operation. */
export function message(on: (call: Call) => boolean, change: (body: Fields) => Fields): Mutation {
  return {
    call: (call) =>
      on(call) ? { ...call, body: JSON.stringify(change(JSON.parse(call.body) as Fields)) } : call,
  };
}

/** Calls are passed on with another header. */
export function withHeader(
  on: (call: Call) => boolean,
  name: string,
  value: () => string,
): Mutation {
  return {
    call: (call) => (on(call) ? { ...call, headers: { ...call.headers, [name]: value() } } : call),
  };
}

/** Calls of that kind are refused with a StatusResponse, and not passed on. */
export function refuses(on: (call: Call) => boolean, status = 400): Mutation {
  const headers = { 'content-type': 'application/json' };
  const body = JSON.stringify({ status: 99, statusMessage: 'refused, on purpose' });
  return { call: (call) => (on(call) ? { status, headers, body } : call) };
}

/** Calls of that kind get in with a good token of somebody else: of the first of those who have one. */
export function letsIn(
  on: (call: Call) => boolean,
  hasGood: (call: Call) => boolean = () => true,
): Mutation {
  let good: string | undefined;
  return {
    call: (call) => {
      if (on(call)) return { ...call, headers: { ...call.headers, authorization: good } };
      if (hasGood(call)) good ??= call.headers.authorization;
      return call;
    },
  };
}

/** What comes for the second time of the same key, and later, is changed. */
export function again(
  keyOf: (body: Fields) => unknown,
  change: (call: Call) => Call | Answer,
  on: (call: Call) => boolean,
): Mutation {
  const seen = new Set<unknown>();
  return {
    call: (call) => {
      if (!on(call)) return call;
      const key = keyOf(fieldsOf(call));
      if (typeof key === 'string' && seen.has(key)) return change(call);
      seen.add(key);
      return call;
    },
  };
}

/** The message of a call; no fields where it is none. */
export function fieldsOf({ body }: Call): Fields {
  try {
    return { ...(JSON.parse(body) as Fields | null) };
  } catch {
    return {};
  }
}

/** The scopes of the token with which somebody calls. */
export function scopesOf({ headers }: Call): string {
  const [, payload = ''] = (headers.authorization ?? '').split('.');
  const claims = Buffer.from(payload, 'base64url').toString('utf8');
  return claims.startsWith('{') ? ((JSON.parse(claims) as { scope?: string }).scope ?? '') : '?';
}

/** Answers for which that holds are changed. */
export function answered(
  on: (answer: Answer, call: Call) => boolean,
  change: (answer: Answer, call: Call) => Partial<Answer>,
): Mutation {
  return {
    answer: (answer, call) => (on(answer, call) ? { ...answer, ...change(answer, call) } : answer),
  };
}

/** Calls for which that holds are answered without being passed on. */
export function refused(on: (call: Call) => boolean, status: number, body: object): Mutation {
  const headers = { 'content-type': 'application/json', 'www-authenticate': 'Bearer' };
  return {
    call: (call) => (on(call) ? { status, headers, body: JSON.stringify(body) } : call),
  };
}

/** The text of good answers is changed. */
export function text(
  on: (call: Call) => boolean,
  change: (body: string, call: Call) => string,
): Mutation {
  return answered(
    (answer, call) => answer.status < 300 && on(call),
    (answer, call) => ({ body: change(answer.body, call) }),
  );
}
