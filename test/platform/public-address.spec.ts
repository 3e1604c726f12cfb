import { describe, expect, it } from '@jest/globals';
import {
  isPublicAddress,
  isTarget,
  TargetList,
} from '../../src/platform/network/public-address.js';

describe('isPublicAddress', () => {
  it.each([
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::', '::ffff:0.0.0.0']],
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1', '::127.0.0.1']],
    ['private', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '::ffff:a00:1']],
    ['unique local', ['fc00::1', 'fd12:3456::1', 'fdff:ffff::']],
    ['of a provider behind NAT', ['100.64.0.1', '100.127.255.255']],
    ['link-local', ['169.254.0.1', 'fe80::1', 'febf::1', 'fe80::1%lo']],
    ['site-local', ['fec0::1']],
    [
      'a metadata service',
      ['169.254.169.254', 'fd00:ec2::254', '100.100.100.200', '192.0.0.192', '168.63.129.16'],
    ],
    ['multicast, broadcast or reserved', ['224.0.0.1', '255.255.255.255', '240.0.0.1', 'ff02::1']],
    ['a private IPv4 address behind NAT64', ['64:ff9b::10.0.0.1', '64:ff9b::a9fe:a9fe']],
    ['a local NAT64 address', ['64:ff9b:1::8.8.8.8']],
    ['a tunnel', ['2002:a00:1::', '2001:0:1::1']],
    ['no address', ['', 'localhost', '10.0.0', '1.2.3.4.5']],
  ])('is false for an address that is %s', (_kind, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it('is true for an address of the internet in every form, also next to a private range', () => {
    const addresses =
      '8.8.8.8 9.255.255.255 11.0.0.0 172.15.255.255 172.32.0.0 100.63.255.255 100.128.0.0 ' +
      '169.253.255.255 192.167.255.255 168.63.129.17 223.255.255.255 2606:4700::1111 2a00::1 ' +
      '2001:4860:4860::8888 ::ffff:8.8.8.8 64:ff9b::8.8.8.8';
    expect(addresses.split(' ').filter((address) => !isPublicAddress(address))).toEqual([]);
  });
});

describe('TargetList', () => {
  it.each<[string, string, string, string, boolean]>([
    ['an address', '10.1.2.3', 'a', '10.1.2.3', true],
    ['an address, mapped into IPv6', '10.1.2.3', 'a', '::ffff:10.1.2.3', true],
    ['another address', '10.1.2.3', 'a', '10.1.2.4', false],
    ['a CIDR', '10.1.0.0/16', 'a', '10.1.255.1', true],
    ['a CIDR of IPv6', 'fd00::/8', 'a', 'fd12::1', true],
    ['an address with a zone', 'fe80::/10', 'a', 'fe80::1%eth0', true],
    ['an address outside the CIDR', '10.1.0.0/16', 'a', '10.2.0.1', false],
    [
      'a name in capitals and with a dot',
      'partner.internal',
      'PARTNER.internal.',
      '10.0.0.1',
      true,
    ],
    [
      'a name with other letters than ASCII',
      'bøk.internal',
      'xn--bk-lka.internal',
      '10.0.0.1',
      true,
    ],
    ['another name', 'partner.internal', 'a.partner.internal', '10.0.0.1', false],
    ['everything', '*', 'a', '169.254.169.254', true],
  ])('includes or excludes %s', (_title, entry, host, address, expected) => {
    expect(new TargetList([entry]).includes(host, address)).toBe(expected);
  });
});

describe('isTarget', () => {
  it.each(['*', '10.0.0.1', '10.0.0.0/8', '0.0.0.0/0', 'fd00::/8', '::1', 'partner', 'a_b.x-1'])(
    'accepts %s',
    (text) => expect(isTarget(text)).toBe(true),
  );

  it.each(['', '10.0.0', '10.0.0.0/33', 'fd00::/129', '10.0.0.0/', '10.0.0.0/8/8', '*.internal'])(
    'refuses "%s"',
    (text) => expect(isTarget(text)).toBe(false),
  );

  it.each(['http://a', 'a:80', '[::1]', 'fe80::1%eth0', 'a b', 'user@a'])(
    'refuses "%s", which is a URL or a part of one',
    (text) => expect(isTarget(text)).toBe(false),
  );
});
