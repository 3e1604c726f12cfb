/** Calls the running server. Throws an error for the user if the response is not 2xx or if there is none. */
export async function call(url: string, init: RequestInit): Promise<Response> {
  const response = await send(url, init);
  if (!response.ok) throw await responseError(response);
  return response;
}

/**
 * Calls the running server and returns any response. Throws an error of one line if there is none.
 */
export async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { signal: AbortSignal.timeout(30_000), ...init });
  } catch (error) {
    const reason = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
    throw noServerError(`${new URL(url).origin} (${reason})`, error);
  }
}

/** Error for a server that cannot be reached. It says how to start one. */
export function noServerError(address: string, cause: unknown): Error {
  const advice =
    'start it with `npm start` or `npx ketenlab serve --detach`, or set --url or KETENLAB_URL';
  return new Error(`no server answers at ${address}; ${advice}`, { cause });
}

/** Response that is not 2xx. */
export class ResponseError extends Error {
  constructor(
    message: string,
    readonly status: number,
  ) {
    super(message);
  }
}

interface Problem {
  title?: string;
  detail?: string;
  faults?: { path: string; expected: string; seen: string }[];
}

/**
 * Makes an error from a response that is not 2xx. A problem with fields becomes a block: field, expected and actual value of
 * each.
 */
export async function responseError(response: Response, text?: string): Promise<ResponseError> {
  const { url, status } = response;
  const body = text ?? (await response.text());
  const { title = '', detail, faults = [] } = problemIn(body);
  if (faults.length > 0) {
    const blocks = faults.map(
      ({ path, expected, seen }) =>
        `\n  field     ${path || 'the whole body'}\n  expected  ${expected}\n  actual    ${seen}`,
    );
    return new ResponseError(`${url} answered ${status} ${title}${blocks.join('\n')}`, status);
  }
  const suffix = reasonBeside(body, response.headers.get('sandbox-reason'));
  return new ResponseError(`${url} answered ${status}: ${detail ?? body}${suffix}`, status);
}

/** The reason in parentheses, unless the body has it already. */
function reasonBeside(body: string, reason: string | null): string {
  if (reason === null || body.includes(JSON.stringify(reason).slice(1, -1))) return '';
  return ` (${reason})`;
}

function problemIn(text: string): Problem {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
