/** Names of `--chain`, in the order in which they are played. */
export const CHAIN_NAMES = ['edu-v-order', 'bokbasen-order', 'dds-sale'] as const;

export type ChainName = (typeof CHAIN_NAMES)[number];
