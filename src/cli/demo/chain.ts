import type { DemoSession } from './session.js';

/** A sequence of requests that shows how parties work together. */
export interface Chain {
  title: string;
  /** Path of the guide in the repository. */
  guide: string;
  play: (session: DemoSession) => Promise<void>;
}
