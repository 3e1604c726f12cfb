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
