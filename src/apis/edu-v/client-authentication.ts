import { eduvSources } from './rejections.js';

/** The requirement on how a client gets its tokens, which all Edu-V APIs have. */
export const clientAuthentication = {
  level: 'SHOULD' as const,
  text: 'The client authenticates with private_key_jwt',
  source: `ours: Ketenlab and many test environments also take a secret; ${eduvSources.m2m}: private_key_jwt is a duty of the client`,
  stateful: true,
  nextStep: 'Get a token at the token endpoint of the sandbox with a client assertion',
  sandboxOnlyReason: 'The client that calls the runner gets a secret from the runner',
};
