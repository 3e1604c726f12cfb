/** An event of a stream of server-sent events. */
export interface StreamEvent {
  /** `message` unless the server names it. */
  type: string;
  id: string;
  data: string;
}

/** Reads server-sent events (WHATWG HTML, section 9.2) from text that arrives in pieces. */
export class EventStreamParser {
  private rest = '';

  /** The events that a further piece completes. */
  push(piece: string): StreamEvent[] {
    const blocks = (this.rest + piece).split('\n\n');
    this.rest = blocks.pop() ?? '';
    return blocks.flatMap((block) => eventOf(block) ?? []);
  }
}

function eventOf(block: string): StreamEvent | undefined {
  const event = { type: 'message', id: '', data: '' };
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    const [name, value] = [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')];
    if (name === 'event') event.type = value;
    else if (name === 'id') event.id = value;
    else if (name === 'data') event.data += value;
  }
  return event.data === '' ? undefined : event;
}
