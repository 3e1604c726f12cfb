import type { IncomingResponse } from '../../platform/outbox/journaled-http.js';

interface Call {
  url: string;
  durationMs: number;
  /** Id in the journal; undefined: no call was made. */
  exchange: string | undefined;
}

/** Result of a call to a token endpoint. */
export interface TokenCall extends Call {
  scope: string;
  /** The reason why there is no token. */
  error?: string;
  /** Status of a response without a token. */
  status?: number;
}

/** Result of a call at the path of an operation. Without a response the status is 0 and the body is the reason. */
export interface ProbeCall extends Call, IncomingResponse {
  /** Real time of the response. */
  at: number;
  /** True: messages need a token. */
  needsToken: boolean;
  hasToken: boolean;
  /** True: the call went to a role of this server. */
  isOwn: boolean;
}
