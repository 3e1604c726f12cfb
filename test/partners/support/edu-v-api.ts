import type { Handler, PartnerAnswer, PartnerRequest } from './http-partner.js';
import { parsed } from './http-partner.js';
import type { Caller, TokenEndpoint } from './token-endpoint.js';

/** Legal differences between servers that answer calls. */
export interface AnswerOptions {
  /** RFC-61: a 401 without a body; default: a StatusResponse. */
  emptyUnauthorized?: boolean;
  /** A StatusResponse without its optional statusMessage. */
  noStatusMessage?: boolean;
  /** RFC 9110 obliges nobody to answer 405: another method of a path gets 404. */
  noMethodNotAllowed?: boolean;
  /** Value of the header API-Version. */
  version?: string;
}

/** An operation that the server provides. */
export interface ProvidedOperation {
  method: string;
  /** Path below the base, with `{id}` for a parameter. */
  path: string;
  scopes: readonly string[];
  isValid?: (body: unknown, query: URLSearchParams) => boolean;
  handle: (call: {
    message: unknown;
    id: string;
    query: URLSearchParams;
    caller: Caller;
  }) => PartnerAnswer | Promise<PartnerAnswer>;
}

/** The API of a party of Edu-V below a base path, with the refusals that all of them share. */
export class EduvApi {
  constructor(
    private readonly base: string,
    private readonly tokens: TokenEndpoint,
    private readonly operations: readonly ProvidedOperation[],
    /** Paths of the API that another party provides: 405. */
    private readonly pathsOfOthers: readonly string[],
    private readonly options: AnswerOptions & { version: string },
  ) {}

  readonly handler: Handler = async (request) => {
    const answer = await this.answer(request);
    return (
      answer && {
        ...answer,
        headers: { 'api-version': this.options.version, ...answer.headers },
      }
    );
  };

  private answer(request: PartnerRequest): PartnerAnswer | undefined | Promise<PartnerAnswer> {
    if (!request.path.startsWith(`${this.base}/`)) return undefined;
    const path = request.path.slice(this.base.length);
    const candidates = this.operations
      .map((operation) => ({ operation, id: parameterIn(operation.path, path) }))
      .filter(({ id }) => id !== undefined);
    // A fixed path comes before one with a parameter.
    const fixed = candidates.filter(({ operation }) => !operation.path.includes('{'));
    const matching = fixed.length > 0 ? fixed : candidates;
    const match = matching.find(({ operation }) => operation.method === request.method);
    if (match) return this.call(match.operation, match.id ?? '', request);
    const isKnown = this.pathsOfOthers.some((one) => parameterIn(one, path) !== undefined);
    if (matching.length === 0 && !isKnown) return undefined;
    if (matching.length > 0 && this.options.noMethodNotAllowed)
      return this.refusal(404, 99, 'no such method');
    const allow = matching.map(({ operation }) => operation.method).join(', ');
    return { status: 405, headers: { allow } };
  }

  private call(
    operation: ProvidedOperation,
    id: string,
    request: PartnerRequest,
  ): PartnerAnswer | Promise<PartnerAnswer> {
    const { query, body } = request;
    const caller = this.tokens.callerOf(request);
    if (!caller || !operation.scopes.some((scope) => caller.scopes.includes(scope)))
      return this.unauthorized();
    const hasBody = operation.method !== 'GET';
    const message = parsed(body);
    const isJson = /^application\/json\b/.test(request.headers['content-type'] ?? '');
    if ((hasBody && !isJson) || operation.isValid?.(message, query) === false)
      return this.refusal(400, 11, 'Schema incorrect');
    return operation.handle({ message, id, query, caller });
  }

  refusal(status: number, code: number, statusMessage: string): PartnerAnswer {
    const { noStatusMessage } = this.options;
    return { status, body: { status: code, ...(!noStatusMessage && { statusMessage }) } };
  }

  private unauthorized(): PartnerAnswer {
    const headers = { 'www-authenticate': 'Bearer' };
    if (this.options.emptyUnauthorized) return { status: 401, headers };
    return { ...this.refusal(401, 21, 'scope required'), headers };
  }
}

/** The parameter of a path that matches a template; '' without a parameter, undefined: no match. */
function parameterIn(template: string, path: string): string | undefined {
  const [before = '', after] = template.split('{id}');
  if (after === undefined) return path === template ? '' : undefined;
  const id = path.slice(before.length);
  return path.startsWith(before) && id !== '' && !id.includes('/')
    ? decodeURIComponent(id)
    : undefined;
}
