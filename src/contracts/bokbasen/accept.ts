/** Whether an Accept header lets a media type pass (RFC 9110 §12.5.1); without one, everything is welcome. */
export function accepts(header: string | undefined, mediaType: string): boolean {
  if (header === undefined || header.trim() === '') return true;
  const [kind] = mediaType.split('/');
  return header.split(',').some((part) => {
    const [range = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
    const refused = parameters.some((one) => /^q=0(\.0*)?$/.test(one));
    return !refused && ['*/*', `${kind}/*`, mediaType].includes(range);
  });
}
