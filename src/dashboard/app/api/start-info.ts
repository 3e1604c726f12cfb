import type { components } from './control-api.js';

/** Facts about the server that the dashboard shows. They are open: they have no secret that was made. */
export interface StartInfo {
  roles: RoleInfo[];
  /** True if the secret of a demo client is its id with `-secret`. */
  hasDefaultSecrets: boolean;
  /** Roles to which the sandbox sends messages. A partner can be set for each. */
  receivers: ReceiverInfo[];
  /** Parties on which the conformance report can be limited. */
  parties: string[];
  /** Collections of `…/state` that have a page of their own. */
  collections: { name: string; title: string }[];
  /** Names under which orders can be generated. */
  generators: string[];
  /** Settings of a new workspace. */
  defaultSettings: Required<components['schemas']['SettingsView']>;
  /** A valid first request; absent if no operation of a served role has an example. */
  example?: ExampleRequest;
}

export interface RoleInfo {
  name: string;
  basePath: string;
  /** Titles with versions. */
  apis: string[];
  tokenPath: string;
  /** Names of the operations that the role serves, that of its token endpoint last. */
  operations: string[];
  /** Audience of the tokens for each service; absent in APIs without audiences. */
  audiences?: Record<string, string>;
  /** Names of files beside the OpenAPI document. */
  files: string[];
}

export interface ReceiverInfo {
  role: string;
  /** Names of the operations that the sandbox calls at it. */
  operations: string[];
  /** Fields of its address with the base URL of one API. */
  baseUrls: { field: string; api: string }[];
}

export interface ExampleRequest {
  method: string;
  path: string;
  mediaType: string;
  body: string;
  tokenPath: string;
  /** Audience of the token, in APIs with audiences. */
  audience?: string;
}
