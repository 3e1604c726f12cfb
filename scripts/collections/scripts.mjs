// Scripts of a Postman collection. They use what Postman, Newman and Bruno have in common.

/** An event of a request: scripts that run before it (`prerequest`) or check its response (`test`). */
export function script(listen, parts) {
  const exec = parts.flatMap((part) => part.split('\n'));
  return { listen, script: { type: 'text/javascript', exec } };
}

/**
 * Fetches a token when there is none, when it has expired, or when the last response was 401; also before the first request
 * of a folder, because the stored token can be one of an earlier sandbox.
 */
export function fetchToken({ variable, url }, firstRequest) {
  return `// Fetches a token when there is none, when it has expired, when the last response was 401, and before the first request.
const expires = Number(pm.collectionVariables.get('${variable}Expires') || 0);
const isFirst = pm.info.requestName === ${JSON.stringify(firstRequest)};
if (isFirst || !pm.collectionVariables.get('${variable}') || Date.now() >= expires) {
  pm.sendRequest({
    url: pm.variables.replaceIn('${url}'),
    method: 'POST',
    header: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: {
      mode: 'urlencoded',
      urlencoded: [
        { key: 'grant_type', value: 'client_credentials' },
        { key: 'client_id', value: pm.variables.replaceIn('{{clientId}}') },
        { key: 'client_secret', value: pm.variables.replaceIn('{{clientSecret}}') },
      ],
    },
  }, (error, response) => {
    if (error || response.code !== 200) {
      console.error('No token: ' + (error || response.text()));
      return;
    }
    const { access_token, expires_in } = response.json();
    pm.collectionVariables.set('${variable}', access_token);
    pm.collectionVariables.set('${variable}Expires', String(Date.now() + (expires_in - 30) * 1000));
  });
}`;
}

/** Drops a token that was refused, so that the next request fetches another one. */
export function dropRefusedToken({ variable }) {
  return `if (pm.response.code === 401) pm.collectionVariables.set('${variable}', '');`;
}

/** Checks the status of the response. */
export function expectStatus(statuses) {
  return `pm.test('status is ${statuses.join(' or ')}', () => {
  pm.expect(pm.response.code, pm.response.text()).to.be.oneOf([${statuses.join(', ')}]);
});`;
}

/** Sets a collection variable to the value of an expression. */
export function save(variable, expression) {
  return `pm.collectionVariables.set('${variable}', ${expression});`;
}

/** Saves a field of a JSON response. */
export function saveField(variable, path) {
  return save(variable, `pm.response.json().${path}`);
}

/** Gives a variable a value that is new in each run, so that a collection can run again. */
export function saveNew(variable, prefix, suffix = '') {
  return save(variable, `'${prefix}' + Date.now() + '${suffix}'`);
}

/**
 * Repeats a request every half second, at most 20 times, while a condition on its JSON response is true. The script loops,
 * because not every program waits for a timer.
 */
export function repeatWhile(condition) {
  return `// Repeats the request while the sandbox processes the previous ones.
const attempts = Number(pm.collectionVariables.get('attempts') || 0);
if (attempts < 20 && (${condition})(pm.response.json())) {
  pm.collectionVariables.set('attempts', String(attempts + 1));
  for (const end = Date.now() + 500; Date.now() < end; );
  pm.execution.setNextRequest(pm.info.requestName);
} else {
  pm.collectionVariables.set('attempts', '0');
}`;
}
