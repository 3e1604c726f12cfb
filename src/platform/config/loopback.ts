const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i;

/** True for a name or address, without a port, that only this machine can reach. */
export function isLoopback(name: string): boolean {
  return LOOPBACK.test(name);
}

/** True for the address that stands for all addresses of this machine. */
export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::';
}
