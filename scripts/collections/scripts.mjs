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

/**
 * Repeats a GET every half second, at most 20 times, while a condition on its JSON response is true. `token` is the variable
 * that holds its token.
 */
export function waitWhile(url, condition, token) {
  const authorization =
    token === undefined
      ? ''
      : `, Authorization: 'Bearer ' + pm.collectionVariables.get('${token}')`;
  return `// Waits until the sandbox has processed the previous requests, at most ten seconds.
const look = (attempts) => pm.sendRequest({
  url: pm.variables.replaceIn('${url}'),
  header: { Accept: 'application/json'${authorization} },
}, (error, response) => {
  const isWaiting = !error && response.code === 200 && (${condition})(response.json());
  if (isWaiting && attempts > 1) setTimeout(() => look(attempts - 1), 500);
});
look(20);`;
}
