/** Part of the context of a matcher that Jest and Vitest share. */
export interface MatcherContext {
  isNot?: boolean;
  utils: {
    matcherHint(name: string, received?: string, expected?: string, options?: object): string;
    printExpected(value: unknown): string;
    printReceived(value: unknown): string;
  };
}

/** Answer of a matcher. */
export interface MatcherResult {
  pass: boolean;
  message: () => string;
}

/** First line of a message, for example `expect(workspace).not.toHaveNoViolations()`. */
export function hint(context: MatcherContext, name: string, received: string, expected = '') {
  const { isNot = false } = context;
  return context.utils.matcherHint(name, received, expected, { isNot });
}
