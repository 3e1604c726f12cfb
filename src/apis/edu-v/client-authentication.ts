import { eduvSources } from './rejections.js';

/** The requirement on how a client gets its tokens, which all Edu-V APIs have. */
export const clientAuthentication = {
  level: 'SHOULD' as const,
  text: 'The client authenticates with private_key_jwt',
  source: `${eduvSources.m2m}; ${eduvSources.profile}`,
  stateful: true,
  nextStep: 'Get a token at the token endpoint of the sandbox with a client assertion',
  sandboxOnlyReason: 'The client that calls the runner gets a secret from the runner',
};
