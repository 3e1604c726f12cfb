/**
 * True where an Accept header allows a media type: the most specific range decides (RFC 9110
 * §12.5.1).
 */
export function accepts(header: string | undefined, mediaType: string): boolean {
  if (header === undefined || header.trim() === '') return true;
  const ranges = new Map(
    header.split(',').map((part) => {
      const [range = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
      return [range, !parameters.some((one) => /^q=0(\.0*)?$/.test(one))];
    }),
  );
  const [kind] = mediaType.split('/');
  const exact = [mediaType, `${kind}/*`, '*/*'].find((range) => ranges.has(range));
  return exact !== undefined && ranges.get(exact) === true;
}
