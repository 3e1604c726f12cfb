// Builds a request of a Postman collection from an operation and the step of a plan.
import { baseOf, exampleOf, successOf } from './document.mjs';
import { dropRefusedToken, expectStatus, fetchToken, save, script } from './scripts.mjs';

const TOKEN_OPERATION = 'issueToken';
const FORM = 'application/x-www-form-urlencoded';
/** The collection has the URL of its own role; another role of the server is beside it. */
const SAVE_SERVER = save(
  'serverUrl',
  "pm.variables.replaceIn('{{baseUrl}}').replace(/\\/[^/]*$/, '')",
);

/** Token that an operation needs: the variable that holds it, and the URL that issues it. */
export function tokenOf({ step, document, operation }) {
  const [scheme] = Object.keys(operation.security[0] ?? {});
  const { flows } = document.components.securitySchemes?.[scheme] ?? {};
  if (!flows) return undefined;
  const isOnly = Object.keys(document.components.securitySchemes).length === 1;
  const name = scheme.replace('OAuth2-', '').replaceAll(/-(\w)/g, (_, c) => c.toUpperCase());
  const path = flows.clientCredentials.tokenUrl.slice(baseOf(document).length);
  return {
    variable: isOnly && step.at === undefined ? 'token' : `${name}Token`,
    url: urlOf(document, step) + path,
  };
}

/** A folder: its token is the same for each request that needs one. */
export function folderOf(name, requests) {
  const tokens = requests.flatMap((request) => tokenOf(request) ?? []);
  const [token] = tokens;
  if (tokens.some(({ variable }) => variable !== token.variable))
    throw new Error(`${name}: the requests of a folder need the same token`);
  const isForeign = requests.some(({ step }) => step.at !== undefined);
  const items = requests.map(requestOf);
  return {
    name,
    ...(token && {
      auth: bearer(token.variable),
      event: [
        script('prerequest', [
          ...(isForeign ? [SAVE_SERVER] : []),
          fetchToken(token, items[0].name),
        ]),
        script('test', [dropRefusedToken(token)]),
      ],
    }),
    item: items,
  };
}

function requestOf({ step, document, operation }) {
  const { before = [], after = [] } = step;
  const success = successOf(operation.responses);
  const needsNoToken = operation.security.length === 0;
  return {
    name: step.name ?? shortened(operation.summary),
    event: [
      ...(before.length > 0 ? [script('prerequest', before)] : []),
      script('test', [expectStatus(step.expect ?? [success]), ...after]),
    ],
    // A script reads the header Location of a redirect.
    ...(success >= 300 && { protocolProfileBehavior: { followRedirects: false } }),
    request: {
      method: operation.method.toUpperCase(),
      ...(needsNoToken && { auth: { type: 'noauth' } }),
      header: headersOf(operation),
      url: requestUrl(urlOf(document, step), operation, step),
      ...bodyOf(document, operation, step),
      description: operation.description ?? operation.summary,
    },
  };
}

/** A summary without what follows its first part. */
function shortened(summary) {
  return summary.split(/[:;.] /)[0];
}

/** Authentication with the token in a variable. */
export function bearer(variable) {
  return {
    type: 'bearer',
    bearer: [{ key: 'token', value: `{{${variable}}}`, type: 'string' }],
  };
}

/** URL of a role, which begins with a variable. */
function urlOf(document, { at }) {
  return at === undefined ? '{{baseUrl}}' : `{{serverUrl}}${baseOf(document)}`;
}

function headersOf({ requestBody, responses }) {
  const answer = Object.keys(responses[successOf(responses)].content ?? {})[0];
  const body = exampleOf(requestBody?.content)?.mediaType;
  return [
    { key: 'Accept', value: answer ?? 'application/json' },
    ...(body === undefined || body === FORM ? [] : [{ key: 'Content-Type', value: body }]),
  ];
}

/** Path parameters have the value of the step or of their example; a query has what is required or in the step. */
function requestUrl(base, { path, parameters = [] }, { path: values = {}, query = {} }) {
  const variable = parameters
    .filter((parameter) => parameter.in === 'path')
    .map(({ name, description, schema }) => ({
      key: name,
      value: String(values[name] ?? schema.example ?? ''),
      ...(description && { description }),
    }));
  const fields = parameters
    .filter((parameter) => parameter.in === 'query')
    .map(({ name, required, description, schema }) => ({
      key: name,
      value: String(query[name] ?? schema.example ?? schema.enum?.[0] ?? ''),
      ...(description && { description }),
      ...(!required && query[name] === undefined && { disabled: true }),
    }));
  const segments = path.slice(1).replaceAll(/\{(\w+)\}/g, ':$1');
  const [host, ...prefix] = base.split('/');
  const enabled = fields.filter(({ disabled }) => !disabled);
  const search = enabled.map(({ key, value }) => `${key}=${value}`).join('&');
  return {
    raw: `${base}/${segments}${search && `?${search}`}`,
    host: [host],
    path: [...prefix, ...segments.split('/')],
    ...(fields.length > 0 && { query: fields }),
    ...(variable.length > 0 && { variable }),
  };
}

/** Token request with the variables of the collection, for the first audience of the document. */
function tokenRequest(example, { components }) {
  const [{ flows }] = Object.values(components.securitySchemes);
  const audience = new URLSearchParams(flows.clientCredentials.tokenUrl.split('?')[1]).get(
    'audience',
  );
  return {
    ...example,
    client_id: '{{clientId}}',
    client_secret: '{{clientSecret}}',
    ...(audience && { audience }),
  };
}

function bodyOf(document, { operationId, requestBody }, { body: change = (example) => example }) {
  const example = exampleOf(requestBody?.content);
  if (!example) return {};
  const { mediaType } = example;
  const value =
    operationId === TOKEN_OPERATION ? tokenRequest(example.value, document) : change(example.value);
  if (mediaType === FORM) {
    const urlencoded = Object.entries(value).map(([key, text]) => ({ key, value: text }));
    return { body: { mode: 'urlencoded', urlencoded } };
  }
  const raw = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const language = mediaType.endsWith('xml') ? 'xml' : 'json';
  return { body: { mode: 'raw', raw, options: { raw: { language } } } };
}
