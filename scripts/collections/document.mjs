// Reads an OpenAPI document.

/** Operations of a document, each with its method and path. */
export function operationsOf({ paths }) {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, method, path })),
  );
}

/** Status of a success: the lowest below 400. Undefined: another role serves the operation. */
export function successOf(responses) {
  const statuses = Object.keys(responses).map(Number);
  const [redirect, success] = [300, 200].map((from) =>
    statuses.find((status) => status >= from && status < from + 100 && status !== 300),
  );
  return success ?? redirect;
}

/** Base path of a document, without a slash at its end. */
export function baseOf({ servers }) {
  return servers[0].url.replace(/\/$/, '');
}

/** True for a document with OAuth tokens: those of the roles. */
export function hasOAuth({ components }) {
  return Object.values(components.securitySchemes ?? {}).some(({ flows }) => flows);
}

/** First example of a body, and its media type. */
export function exampleOf(content = {}) {
  const [first] = Object.entries(content);
  if (!first) return undefined;
  const [mediaType, { schema = {}, example, examples = {} }] = first;
  const [named] = Object.values(examples);
  return { mediaType, value: example ?? named?.value ?? schema.example };
}
