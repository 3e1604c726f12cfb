/** An event with data. */
export interface ServerSentEvent {
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
      const data = valuesOf(fields, 'data');
      if (data.length > 0)
        onEvent({ id: valuesOf(fields, 'id').at(-1) ?? '', data: data.join('\n') });
    }
  }
}

function valuesOf(fields: readonly string[], name: string): string[] {
  const start = `${name}: `;
  return fields
    .filter((field) => field.startsWith(start))
    .map((field) => field.slice(start.length));
}
