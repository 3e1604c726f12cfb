/** An event with data. */
export interface ServerSentEvent {
  /** `message` unless the server names it. */
  type: string;
  id: string;
  data: string;
}

/** Reads server-sent events (WHATWG HTML, section 9.2) until the stream ends. Comments and other fields are skipped. */
export async function readEvents(
  stream: NonNullable<Response['body']>,
  onEvent: (event: ServerSentEvent) => void,
): Promise<void> {
  let rest = '';
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split('\n');
      const valueOf = (name: string): string | undefined => valueIn(fields, name);
      const data = valueOf('data');
      if (data !== undefined)
        onEvent({ type: valueOf('event') ?? 'message', id: valueOf('id') ?? '', data });
    }
  }
}

/** Value of a field; undefined: it is absent. Our events have each field once. */
function valueIn(fields: readonly string[], name: string): string | undefined {
  const start = `${name}: `;
  return fields.find((field) => field.startsWith(start))?.slice(start.length);
}
