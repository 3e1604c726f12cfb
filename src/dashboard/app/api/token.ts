/** Token of the control API. It is kept until the tab is closed. */
const KEY = 'ketenlab-token';

type Listener = () => void;
const listeners = new Set<Listener>();
/** Changes with each refusal, so that a second wrong token is reported too. */
let refusals = 0;

export function readToken(): string | undefined {
  return sessionStorage.getItem(KEY) ?? undefined;
}

export function saveToken(token: string): void {
  sessionStorage.setItem(KEY, token);
}

/** Tells the page that the server answered 401. */
export function reportUnauthorized(): void {
  refusals += 1;
  for (const listener of listeners) listener();
}

export const refusalCount = (): number => refusals;

export function onUnauthorized(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
