import { Inject, Injectable } from '@nestjs/common';
import { lookup as resolveName, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { CONFIG, type Config } from '../config/config.js';
import { isLoopback } from '../config/loopback.js';
import { isPublicAddress, TargetList } from './public-address.js';

/** Addresses of `localhost` and the names below it (RFC 6761 §6.3). */
const LOOPBACK = ['127.0.0.1', '::1'];

/** A call to an address that the settings do not allow. The text names the address and the setting. */
export class TargetRefused extends Error {}

/**
 * Addresses that outgoing calls may reach. While only this machine can reach the server, its users may call everything
 * that they can call themselves. Otherwise a tester elsewhere could reach the private network of the server through it.
 */
@Injectable()
export class OutgoingTargets {
  private readonly restricted: boolean;
  private readonly allowed: TargetList;
  private own: { url: string; address: string; port: number } | undefined;
  /** Addresses of the processes that share the database. */
  private replicas: { host: string; port: number }[] = [];

  constructor(@Inject(CONFIG) { host, privateTargets }: Pick<Config, 'host' | 'privateTargets'>) {
    this.restricted = !isLoopback(host);
    this.allowed = new TargetList(privateTargets);
  }

  /** Sets the URL at which this server listens, and allows its socket. Call it when it does. */
  setOwnUrl(url: string): void {
    const { hostname, port } = new URL(url);
    this.own = { url, address: unbracketed(hostname), port: Number(port) };
  }

  /** Sets the URLs of the processes that share the database, and allows them. */
  setReplicas(urls: readonly string[]): void {
    this.replicas = urls.map((url) => {
      const { hostname, port, protocol } = new URL(url);
      return { host: unbracketed(hostname), port: Number(port) || defaultPortOf(protocol) };
    });
  }

  /** URL by which this server reaches itself. Throws before it listens. */
  get ownUrl(): string {
    if (!this.own) throw new Error('the server is not listening yet');
    return this.own.url;
  }

  /** Why the address in a URL is refused; undefined: it is allowed, or it is a name that has to be resolved. */
  refusalOfUrl(url: string): string | undefined {
    const { hostname, port, protocol } = new URL(url);
    const host = unbracketed(hostname);
    const isLocal = /(?:^|\.)localhost\.?$/.test(host);
    if (isIP(host) === 0 && !isLocal) return undefined;
    const addresses = isLocal ? LOOPBACK : [host];
    const refusals = addresses.map((one) =>
      this.refusalOf(host, one, Number(port) || defaultPortOf(protocol)),
    );
    return refusals.includes(undefined) ? undefined : refusals[0];
  }

  /** Why a connection is refused; undefined: it is allowed. */
  refusalOf(host: string, address: string, port: number): string | undefined {
    if (!this.restricted || isPublicAddress(address)) return undefined;
    const { own, allowed } = this;
    if (address === own?.address && port === own.port) return undefined;
    if (allowed.includes(host, address)) return undefined;
    if (this.replicas.some((one) => one.host === host && one.port === port)) return undefined;
    const named = host === address ? address : `${host} (${address})`;
    return `${named} is not a public address, and ALLOW_PRIVATE_TARGETS does not name it`;
  }

  /** Resolves a name to the addresses that are allowed. The connection uses these, so that a second answer of DNS is of no use. */
  lookupFor(port: number): LookupFunction {
    return (host, options, callback) =>
      resolveName(host, { ...options, all: true }, (error, addresses) => {
        if (error) return callback(error, []);
        const refusals = addresses.map(({ address }) => this.refusalOf(host, address, port));
        const usable = addresses.filter((_, index) => refusals[index] === undefined);
        const [first] = usable;
        if (!first) return callback(new TargetRefused(refusals[0]), []);
        return options.all ? callback(null, usable) : answer(first, callback);
      });
  }
}

function answer({ address, family }: LookupAddress, callback: Parameters<LookupFunction>[2]): void {
  callback(null, address, family);
}

function defaultPortOf(protocol: string): number {
  return protocol === 'https:' ? 443 : 80;
}

function unbracketed(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}
