/** Calls the running server; what is not 2xx, or no answer, throws an error of one line. */
export async function call(url: string, init: RequestInit): Promise<Response> {
  const response = await send(url, init);
  if (!response.ok) throw await responseError(response);
  return response;
}

/** What the running server answers, whatever it is; no answer throws an error of one line. */
export async function send(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    const why = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
    throw new Error(
      `nothing answers at ${new URL(url).origin} (${why}); start it with \`npm start\`, or give --url`,
      { cause: error },
    );
  }
}

/** An answer that is not 2xx, as an error of one line. */
export async function responseError(response: Response, text?: string): Promise<Error> {
  const reason = response.headers.get('sandbox-reason');
  const why = reason === null ? '' : ` (${reason})`;
  const { url, status } = response;
  return new Error(
    `${url} answered ${status}: ${problemDetail(text ?? (await response.text()))}${why}`,
  );
}

/** What a problem document says, or the text as it is. */
function problemDetail(text: string): string {
  try {
    return (JSON.parse(text) as { detail?: string }).detail ?? text;
  } catch {
    return text;
  }
}
