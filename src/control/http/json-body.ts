import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { problemDetails } from '../../platform/errors/problem-details.js';
import type { RawBody } from '../../platform/http/raw-body.js';
import { readJsonBody, readTextBytes } from '../../platform/http/validated-body.js';
import { withoutByteOrderMark } from '../../platform/validation/byte-order-mark.js';
import { decodeInSlices, parseInSlices } from '../../platform/validation/parse-in-slices.js';
import { jsonType } from '../../platform/validation/schema.js';

export interface JsonBodyOptions {
  /** Reads an absent body as an empty object. */
  optional?: boolean;
  /** Maximum size; default: the limit of every operation. */
  maxBytes?: number;
  /** Parses a long body in slices, so that other requests do not wait. */
  inSlices?: boolean;
}

/** Metadata of a handler with a JSON body. */
export const JSON_BODY = Symbol('JSON body');

/**
 * Parses the bytes of a JSON body for `@Body()`. It runs between the guards and the pipe, so that a caller without
 * access learns nothing about its body.
 */
@Injectable()
export class JsonBodyInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const options = Reflect.getMetadata(JSON_BODY, context.getHandler()) as
      JsonBodyOptions | undefined;
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    if (options?.inSlices) request.body = await slicedBody(request, options);
    else if (options) request.body = parsedBody(request, options);
    return next.handle();
  }
}

function parsedBody(
  request: FastifyRequest,
  { optional, maxBytes: largest }: JsonBodyOptions,
): object {
  const { bytes } = (request.body as RawBody | undefined) ?? {};
  return optional && !bytes?.length ? {} : jsonObjectIn(request, 'object', largest);
}

async function slicedBody(
  request: FastifyRequest,
  { maxBytes: largest }: JsonBodyOptions,
): Promise<object> {
  const limits = { mediaType: 'application/json', largest };
  const text = await decodeInSlices(readTextBytes(request, problemDetails, limits));
  try {
    return asObject(await parseInSlices(withoutByteOrderMark(text)), 'object');
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw problemDetails.schemaIncorrect([{ path: '', expected: 'JSON', seen: error.message }]);
  }
}

/** The JSON object in the body of a request; `expected` words it in the problem. */
export function jsonObjectIn(request: FastifyRequest, expected: string, largest?: number): object {
  const { message } = readJsonBody(request, problemDetails, { maxBytes: largest });
  return asObject(message, expected);
}

function asObject(value: unknown, expected: string): object {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw problemDetails.schemaIncorrect([{ path: '', expected, seen: jsonType(value) }]);
}
