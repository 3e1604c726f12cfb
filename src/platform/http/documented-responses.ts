import { ApiResponse, type ApiResponseOptions } from '@nestjs/swagger';
import type { DocumentedResponse, ErrorFormat } from '../errors/error-format.js';

interface TextHeader {
  description: string;
  schema: { type: 'string' };
}

/** A header with a text, as OpenAPI describes it. */
export function textHeader(description: string): TextHeader {
  return { description, schema: { type: 'string' } };
}

/** Describes an error response in the document. Its examples are the bodies that the error format renders. */
export function ErrorResponse(
  { status, description, body, examples }: DocumentedResponse,
  format: ErrorFormat,
  headers: Record<string, TextHeader> = {},
): MethodDecorator {
  return ApiResponse({
    status,
    description,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body && { type: body, ...(examples && { examples: renderedExamples(examples, format) }) }),
  });
}

/** Bodies of problems, in the form of OpenAPI examples. */
export function renderedExamples(
  examples: NonNullable<DocumentedResponse['examples']>,
  format: ErrorFormat,
) {
  return Object.fromEntries(
    Object.entries(examples).map(([name, problem]) => {
      const { body } = format.render(problem, {});
      return [name, { value: body as object }];
    }),
  );
}

/** Response with the public keys that verify tokens. */
export const jwkSetResponse: ApiResponseOptions = {
  status: 200,
  description: 'A JWK Set (RFC 7517)',
  schema: {
    type: 'object',
    required: ['keys'],
    properties: { keys: { type: 'array', items: { type: 'object', additionalProperties: true } } },
  },
};
