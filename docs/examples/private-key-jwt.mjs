// Client authentication with private_key_jwt: registers a new key in the sandbox, and gets a token with it.
// Usage: node docs/examples/private-key-jwt.mjs http://127.0.0.1:4010 ordersysteem demo
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';

const [sandbox, role, clientId] = process.argv.slice(2);
const tokenUrl = `${sandbox}/${role}/oauth2/token`;
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwk = { ...publicKey.export({ format: 'jwk' }), kid: 'example-key', alg: 'RS256' };

await fetch(`${sandbox}/_sandbox/workspaces/default/clients/${clientId}/keys`, {
  method: 'PUT',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ jwks: { keys: [jwk] } }),
});

const encode = (part) => Buffer.from(JSON.stringify(part)).toString('base64url');
const now = Math.floor(Date.now() / 1000);
const claims = {
  iss: clientId,
  sub: clientId,
  aud: tokenUrl,
  iat: now,
  exp: now + 60,
  jti: randomUUID(),
};
const content = `${encode({ alg: 'RS256', typ: 'JWT', kid: jwk.kid })}.${encode(claims)}`;
const signature = sign('RSA-SHA256', Buffer.from(content), privateKey).toString('base64url');

const response = await fetch(tokenUrl, {
  method: 'POST',
  body: new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: `${content}.${signature}`,
  }),
});
console.log(await response.text());
