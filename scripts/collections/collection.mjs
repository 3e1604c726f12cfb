// Builds a Postman collection (format 2.1) from an OpenAPI document and the plan of its run.
import { bearer, folderOf, tokenOf } from './request.mjs';
import { baseOf, hasOAuth, operationsOf, successOf } from './document.mjs';

const SCHEMA = 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json';
const SERVER = 'http://127.0.0.1:4010';

/**
 * Collection of the document `name`. A plan has the steps of each folder, in the order of the run; without a plan the order
 * is that of the document. `documents` has all documents by name, because a plan can prepare a message at another role.
 */
export function collectionOf(name, documents, plan = {}) {
  const document = documents[name];
  const { folders = defaultFolders(document), variables = {} } = plan;
  const requestsOf = (steps) => steps.map((step) => requestIn(step, name, documents));
  const all = Object.entries(folders).map(([title, steps]) => [title, requestsOf(steps)]);
  const tokens = all.flatMap(([, requests]) => requests.flatMap((one) => tokenOf(one) ?? []));
  const { title, description } = document.info;
  return {
    info: { name: title, description, schema: SCHEMA },
    ...(!hasOAuth(document) && { auth: bearer('sandboxToken') }),
    variable: variablesOf({
      baseUrl: SERVER + baseOf(document),
      ...(hasOAuth(document)
        ? { clientId: 'demo', clientSecret: 'demo-secret' }
        : { sandboxToken: '' }),
      ...Object.fromEntries(
        tokens.flatMap(({ variable }) => [
          [variable, ''],
          [`${variable}Expires`, ''],
        ]),
      ),
      ...variables,
    }),
    item: all.map(([folder, requests]) => folderOf(folder, requests)),
  };
}

/** Steps for every operation that the role serves, in the order of the document, by tag. */
function defaultFolders(document) {
  const folders = {};
  for (const { operationId, tags, responses } of operationsOf(document)) {
    if (successOf(responses) !== undefined) (folders[tags[0]] ??= []).push({ call: operationId });
  }
  return folders;
}

/** A step with its operation and document. `at` names the role, if it is another one. */
function requestIn(step, name, documents) {
  const document = documents[step.at ?? name];
  const operation = operationsOf(document).find(({ operationId }) => operationId === step.call);
  if (!operation) throw new Error(`${name}: the plan calls ${step.call}, which does not exist`);
  return { step, document, operation };
}

function variablesOf(values) {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
