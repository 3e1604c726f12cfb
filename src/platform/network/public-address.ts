import { BlockList, isIP } from 'node:net';
import { domainToASCII } from 'node:url';

type Subnet = readonly [network: string, prefix: number];

/** Ranges of the IANA special-purpose registries that are no addresses of the internet, and two metadata services. */
const RANGES_V4: readonly Subnet[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
  // The metadata service of Azure, the only one with an address of the internet.
  ['168.63.129.16', 32],
];

const RANGES_V6: readonly Subnet[] = [
  // Unspecified, loopback, and the deprecated form of an IPv4 address. Not ::ffff:0:0/96.
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  // Teredo and 6to4 contain an IPv4 address of any range. Nothing on the internet uses them any more.
  ['2001::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

/** Prefix of the IPv6 addresses by which NAT64 reaches an IPv4 address. */
const NAT64 = '64:ff9b::';
const NAT64_BITS = 96;

const notPublic = new BlockList();
for (const [network, prefix] of RANGES_V4) {
  notPublic.addSubnet(network, prefix, 'ipv4');
  notPublic.addSubnet(NAT64 + network, NAT64_BITS + prefix, 'ipv6');
}
for (const [network, prefix] of RANGES_V6) notPublic.addSubnet(network, prefix, 'ipv6');

/** True for an address of the internet. An IPv4 address in an IPv6 form counts as the IPv4 address. */
export function isPublicAddress(address: string): boolean {
  const family = familyOf(address);
  return family !== undefined && !notPublic.check(withoutZone(address), family);
}

/** Addresses and names of a setting. */
export class TargetList {
  private readonly addresses = new BlockList();
  private readonly names = new Set<string>();
  private readonly everything: boolean;

  /** Each entry is an address, a CIDR, a host name, or `*`. */
  constructor(entries: readonly string[]) {
    this.everything = entries.includes('*');
    for (const entry of entries) this.add(entry);
  }

  /** True if the list names the host, or has the address. */
  includes(host: string, address: string): boolean {
    if (this.everything || this.names.has(normalizedName(host))) return true;
    const family = familyOf(address);
    return family !== undefined && this.addresses.check(withoutZone(address), family);
  }

  private add(entry: string): void {
    const [network = '', prefix] = entry.split('/');
    const family = familyOf(network);
    if (!family) this.names.add(normalizedName(entry));
    else if (prefix === undefined) this.addresses.addAddress(network, family);
    else this.addresses.addSubnet(network, Number(prefix), family);
  }
}

/** True for an entry of a `TargetList`. */
export function isTarget(text: string): boolean {
  if (text === '*') return true;
  const [network = '', prefix, ...rest] = text.split('/');
  const family = familyOf(network);
  if (!family) return /^(?=.*\p{Letter})[^\s/:@*?#%[\]]+$/u.test(text);
  if (network.includes('%') || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= BITS[family]);
}

const BITS = { ipv4: 32, ipv6: 128 };

function familyOf(address: string): 'ipv4' | 'ipv6' | undefined {
  const version = isIP(address);
  return version === 0 ? undefined : `ipv${version as 4 | 6}`;
}

/** A scoped address without its zone, which a `BlockList` does not know. */
function withoutZone(address: string): string {
  return address.split('%', 1)[0] ?? '';
}

function normalizedName(host: string): string {
  return (domainToASCII(host) || host).toLowerCase().replace(/\.$/, '');
}
