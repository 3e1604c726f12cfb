// Writes openapi/postman/*.json, a Postman collection for each OpenAPI document. With `--check` it only compares them with
// the documents. Bruno and Insomnia import them too.
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import converter from 'openapi-to-postmanv2';
import { format } from 'prettier';
import { parse } from 'yaml';
import { root } from './setup.mjs';

const from = join(root, 'openapi');
const to = join(from, 'postman');
const convert = promisify(converter.convertV2);
const SERVER = 'http://127.0.0.1:4010';

const bearer = { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}', type: 'string' }] };
const basic = {
  type: 'basic',
  basic: [
    { key: 'username', value: '{{clientId}}', type: 'string' },
    { key: 'password', value: '{{clientSecret}}', type: 'string' },
  ],
};
// Runs before each request of the collection in Postman, Newman and Bruno.
const fetchToken = (url) => `if (!pm.collectionVariables.get('token')) {
  pm.sendRequest({
    url: pm.variables.replaceIn('{{baseUrl}}${url}'),
    method: 'POST',
    header: { Authorization: 'Basic ' + btoa(pm.variables.replaceIn('{{clientId}}:{{clientSecret}}')) },
    body: { mode: 'urlencoded', urlencoded: [{ key: 'grant_type', value: 'client_credentials' }] },
  }, (error, response) => {
    if (!error && response.code === 200) pm.collectionVariables.set('token', response.json().access_token);
  });
}`;

/** Adds examples where there are none, since the converter would choose random values: the first value of an enum, an empty object. */
function withExamples(node) {
  if (typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map(withExamples);
  const copy = Object.fromEntries(
    Object.entries(node).map(([name, inner]) => [name, withExamples(inner)]),
  );
  // An XML document is given as text in the examples; the converter would generate another one.
  if (copy.xml) return { type: 'string' };
  if (copy.example !== undefined) return copy;
  if (Array.isArray(copy.enum)) copy.example = copy.enum[0];
  if (copy.type === 'object' && !copy.properties) copy.example = {};
  return copy;
}

/** Removes generated ids and responses, which would differ at each run, and completes authentication and parameters. */
function stableItem({ id: _, response, request, item, ...rest }, tokenUrl) {
  if (item) return { ...rest, item: item.map((one) => stableItem(one, tokenUrl)) };
  const { auth, ...call } = request;
  // Sends the timeout of the example: the default is longer than a user wants to wait.
  for (const parameter of call.url.query ?? [])
    if (parameter.key === 'timeout') parameter.disabled = false;
  const authenticates = `/${call.url.path.join('/')}` === tokenUrl.split('?')[0];
  // The converter wraps an XML document in an extra element.
  const audience = new URLSearchParams(tokenUrl.split('?')[1]).get('audience');
  const raw = call.body?.raw
    ?.replace(/^<element>(<\?xml[\s\S]*?)<\/element>$/, '$1')
    // The documents share the example of the token endpoint; each collection requests its own audience.
    .replace(/("audience": ")[^"]*/, audience ? `$1${audience}` : '$&');
  const body = raw === undefined ? call.body : { ...call.body, raw };
  const how = authenticates ? basic : auth ? undefined : { type: 'noauth' };
  return { ...rest, request: { ...call, body, ...(how && { auth: how }) } };
}

/** Token URL of the document's security scheme. */
function tokenUrlOf({ components }) {
  return Object.values(components?.securitySchemes ?? {}).find(({ flows }) => flows)?.flows
    .clientCredentials.tokenUrl;
}

async function collectionOf(document) {
  const options = {
    folderStrategy: 'Tags',
    parametersResolution: 'Example',
    enableOptionalParameters: false,
    includeAuthInfoInExample: false,
  };
  const { result, reason, output } = await convert(
    { type: 'json', data: withExamples(parse(document)) },
    options,
  );
  if (!result) throw new Error(reason);
  const { info, item, variable } = output[0].data;
  const { _postman_id, ...collectionInfo } = info;
  const [{ value: base }] = variable;
  const isRole = base !== '/';
  const tokenUrl = tokenUrlOf(parse(document))?.slice(base.length) ?? '';
  return {
    info: collectionInfo,
    auth: bearer,
    ...(isRole && {
      event: [
        {
          listen: 'prerequest',
          script: { type: 'text/javascript', exec: fetchToken(tokenUrl).split('\n') },
        },
      ],
    }),
    variable: [
      { key: 'baseUrl', value: isRole ? SERVER + base : SERVER },
      { key: 'token', value: '' },
      ...(isRole
        ? [
            { key: 'clientId', value: 'demo' },
            { key: 'clientSecret', value: 'demo-secret' },
          ]
        : []),
    ],
    item: item.map((one) => stableItem(one, tokenUrl)),
  };
}

const check = process.argv.includes('--check');
const stale = [];
mkdirSync(to, { recursive: true });
for (const file of readdirSync(from).filter((name) => name.endsWith('.yaml'))) {
  const target = join(to, file.replace('.yaml', '.json'));
  const collection = await collectionOf(readFileSync(join(from, file), 'utf8'));
  const text = await format(JSON.stringify(collection), { parser: 'json', printWidth: 100 });
  if (!check) writeFileSync(target, text);
  else if (readFileSync(target, { encoding: 'utf8', flag: 'a+' }) !== text) stale.push(target);
}
if (stale.length > 0) {
  process.stderr.write(`${stale.join(', ')}: not what openapi/ says; run \`npm run openapi\`\n`);
  process.exit(1);
}
