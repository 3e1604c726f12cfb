/** JSON of a value in one line. A matcher such as `expect.any(Number)` is `"Any<Number>"`. */
export function valueText(value: unknown): string {
  const text = JSON.stringify(value, (_name, part: Partial<AsymmetricMatcher> | null) =>
    typeof part?.toAsymmetricMatcher === 'function' ? part.toAsymmetricMatcher() : part,
  ) as string | undefined;
  return text ?? String(value);
}

/** Matcher of Jest or of Vitest. */
interface AsymmetricMatcher {
  toAsymmetricMatcher(): string;
}
