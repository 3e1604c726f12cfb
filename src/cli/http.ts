/**
 * Calls the running server. Throws an error of one line if the response is not 2xx or if there is
 * none.
 */
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
    return await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    const reason = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
    throw new Error(
      `no server answers at ${new URL(url).origin} (${reason}); ` +
        `start it with \`npm start\`, or set --url`,
      { cause: error },
    );
  }
}

/** Makes an error of one line from a response that is not 2xx. */
export async function responseError(response: Response, text?: string): Promise<Error> {
  const { url, status } = response;
  const body = text ?? (await response.text());
  const suffix = reasonBeside(body, response.headers.get('sandbox-reason'));
  return new Error(`${url} answered ${status}: ${problemDetail(body)}${suffix}`);
}

/** The reason in parentheses, unless the body has it already. */
function reasonBeside(body: string, reason: string | null): string {
  if (reason === null || body.includes(JSON.stringify(reason).slice(1, -1))) return '';
  return ` (${reason})`;
}

/** The detail of a problem document, or the text itself. */
function problemDetail(text: string): string {
  try {
    return (JSON.parse(text) as { detail?: string }).detail ?? text;
  } catch {
    return text;
  }
}
