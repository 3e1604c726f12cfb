/** One place at which a message violates a requirement. On the wire it is a finding. */
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
