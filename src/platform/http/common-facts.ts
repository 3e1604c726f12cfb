import { getSchemaPath, type OpenAPIObject } from '@nestjs/swagger';
import type { ErrorFormat } from '../errors/error-format.js';
import { methodNotAllowed } from '../errors/problem.js';
import { textHeader } from './documented-responses.js';

export type Paths = OpenAPIObject['paths'];
export type PathItem = Paths[string];
export type DocumentedOperation = NonNullable<PathItem['get']>;
type Response = DocumentedOperation['responses'][string];

const METHODS = ['get', 'put', 'post', 'delete'] as const;
/** A method that no operation has, for the example of a 405. */
const UNKNOWN_METHOD = 'PATCH';
const PROBLEM_DOCUMENT = 'application/problem+json';

/**
 * Paths with the facts that are the same for every operation: the 405 of other methods, and
 * `security`. An operation without `security` needs no token.
 */
export function withCommonFacts(paths: Paths, formatOf: (path: string) => ErrorFormat): Paths {
  return mapOperations(paths, (operation, path, methods) => ({
    ...operation,
    responses: {
      ...operation.responses,
      405: operation.responses['405'] ?? otherMethods(operation, methods, formatOf(path)),
    },
    security: operation.security ?? [],
  }));
}

/** Paths with each operation replaced; `methods` are those of its path, in upper case. */
export function mapOperations(
  paths: Paths,
  change: (operation: DocumentedOperation, path: string, methods: string[]) => DocumentedOperation,
): Paths {
  return Object.fromEntries(
    Object.entries(paths).map(([path, item]) => {
      const methods = METHODS.filter((method) => item[method]);
      const names = methods.map((method) => method.toUpperCase());
      const changed = methods.map((method) => [method, change(item[method]!, path, names)]);
      return [path, { ...item, ...Object.fromEntries(changed) }];
    }),
  );
}

/** Headers of a 405. A problem document gives the reason in its body. */
export function methodNotAllowedHeaders(versioned: boolean, hasReason = true) {
  return {
    Allow: textHeader('Methods that this role serves on the path, possibly none'),
    ...(versioned && { 'API-Version': textHeader('Version of the API') }),
    ...(hasReason && {
      'Sandbox-Reason': textHeader(
        'wrong-method, or wrong-role with the name of the provider of the operation',
      ),
    }),
  };
}

/** Response to the methods that a path does not have. */
function otherMethods(
  { responses }: DocumentedOperation,
  methods: string[],
  format: ErrorFormat,
): Response {
  const problem = methodNotAllowed(UNKNOWN_METHOD, methods.join(', '), 'wrong-method');
  const { contentType, body } = format.render(problem, {});
  const schema = format.methodNotAllowedBody && {
    $ref: getSchemaPath(format.methodNotAllowedBody),
  };
  return {
    description: 'Method Not Allowed: the path does not have the method of the request',
    headers: methodNotAllowedHeaders(isVersioned(responses), contentType !== PROBLEM_DOCUMENT),
    ...(schema && { content: { [contentType]: { schema, example: body } } }),
  };
}

function isVersioned(responses: DocumentedOperation['responses']): boolean {
  return Object.values(responses).some(
    (response) =>
      response !== undefined && 'headers' in response && response.headers?.['API-Version'],
  );
}
