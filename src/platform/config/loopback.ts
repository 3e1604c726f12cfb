const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i;

/** True for a name or address, without a port, that only this machine can reach. */
export function isLoopback(name: string): boolean {
  return LOOPBACK.test(name);
}
