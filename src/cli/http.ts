/** Calls the running server; what is not 2xx, or no answer, throws an error of one line. */
export async function call(url: string, init: RequestInit): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, { ...init, signal: AbortSignal.timeout(30_000) });
  } catch (error) {
    const why = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message;
    throw new Error(
      `nothing answers at ${new URL(url).origin} (${why}); start it with \`npm start\`, or give --url`,
      { cause: error },
    );
  }
  if (!response.ok) {
    const reason = response.headers.get('sandbox-reason');
    const why = reason === null ? '' : ` (${reason})`;
    throw new Error(`${url} answered ${response.status}: ${await response.text()}${why}`);
  }
  return response;
}
