/** One thing that a message does other than the specification says or a careful partner would. */
export interface Violation {
  requirement: string;
  level: 'MUST' | 'SHOULD' | 'INFO';
  /** JSON Pointer into the message. */
  pointer: string;
  expected: string;
  seen: string;
  source: string;
  text: string;
}
