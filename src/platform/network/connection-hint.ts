const HINTS: readonly (readonly [reason: RegExp, hint: string])[] = [
  [
    /ALLOW_PRIVATE_TARGETS/,
    'start Ketenlab with ALLOW_PRIVATE_TARGETS set to the name or address of the server',
  ],
  [
    /ENOTFOUND|EAI_/,
    'DNS does not know this name; check the URL for a typing error, and that Ketenlab can resolve the name',
  ],
  [
    /EPROTO|SSL|WRONG_VERSION/,
    'the server does not use TLS on this port; try a URL that starts with http:',
  ],
  [
    /CERT|SELF_SIGNED|ALTNAME|UNABLE_TO/,
    'its certificate is not trusted; give the file of its CA in NODE_EXTRA_CA_CERTS',
  ],
  [
    /timeout|TIMEDOUT|aborted/i,
    'check that the server runs and that no firewall blocks the connection',
  ],
  [
    /ECONNRESET|UND_ERR_SOCKET|HPE_/,
    'the server closed the connection or does not speak HTTP on this port; try a URL that starts with https:',
  ],
  [/UNREACH/, 'there is no route to this address; check the network, a VPN or a proxy'],
];

/** A probable solution for a call without a response, from `errorText` of its error. */
export function connectionHint(reason: string): string {
  const [, hint = 'check that the server runs and that the URL is right'] =
    HINTS.find(([pattern]) => pattern.test(reason)) ?? [];
  return hint;
}
