/** Text in the place of a secret. */
export const REDACTED = '[redacted]';

/** Names of secrets, in lower case, without hyphen and underscore. */
const SECRET_NAMES = new Set(
  `accesskey accesstoken actortoken apikey apisecret apitoken appsecret assertion authorization
  authtoken bearertoken clientassertion clientpassword clientsecret consumersecret cookie csrftoken
  idtoken jwttoken newpassword oauthtoken ocpapimsubscriptionkey oldpassword passphrase passwd
  password privatekey proxyauthorization refreshtoken secret secretaccesskey secretkey
  securitytoken sessiontoken setcookie setcookie2 sharedsecret subjecttoken subscriptionkey token
  userpassword xaccesskey xaccesstoken xamzsecuritytoken xapikey xapitoken xauthtoken xcsrftoken
  xfunctionskey xrefreshtoken xsecuritytoken xsessiontoken xsubscriptionkey xsrftoken
  xxsrftoken`.split(/\s+/),
);

/** The rarest letters of each word in the names of secrets. Most messages have none of them. */
const LETTERS =
  /k[-_]*(?:e[-_]*[ny]|i[-_]*e)|c[-_]*r[-_]*e[-_]*t|s[-_]*s[-_]*(?:[wp]|e[-_]*r)|z[-_]*a|%|\\u00/i;

/** The words themselves. A name may also be percent-encoded, or escaped in JSON. */
const WORDS = new RegExp(
  ['token', 'secret', 'passw', 'passphrase', 'key', 'assertion', 'authorization', 'cookie']
    .map((word) => [...word].join('[-_]*'))
    .join('|') + String.raw`|%|\\u00`,
  'i',
);

/** True for a text that may contain a secret. It is called for every message, so it must be fast. */
export function mayContainSecrets(text: string): boolean {
  return LETTERS.test(text) && WORDS.test(text);
}

/** True for the name of a secret, with any case and separators. */
export function isSecretName(name: string): boolean {
  return SECRET_NAMES.has(name.replaceAll(/[-_\uFEFF]/g, '').toLowerCase());
}
