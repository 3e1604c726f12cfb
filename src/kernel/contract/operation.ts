import type { Type as Class } from '@nestjs/common';
import type { Dialect } from '../problem/dialect.js';

export type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** One row of a contract's table: what a party may call, who serves it, and what it is to look like. */
export interface OperationRow {
  /** The one role that serves it; every other role of the contract answers 405. */
  servedBy: string;
  method: Method;
  /** As the source prints it, with OpenAPI's braces: `/deliveryorders/{id}`. */
  path: string;
  body?: Class;
  /** Its query parameters, all of them strings. */
  query?: Class;
  /** What the parameters of the path are. */
  parameters?: Record<string, { description: string; example: string }>;
  /** What a success answers; absent: nothing. */
  answers?: { type: Class; list: boolean };
  /** Bytes that a body may have; 1 MiB when it is not said. */
  largestBody?: number;
  ok: number;
  /** Any one of these is enough. */
  scope: readonly string[];
  id: string;
  summary: string;
  description: string;
  examples?: Record<string, { summary: string; value: object }>;
}

export interface Operation extends OperationRow {
  name: string;
  contract: Contract;
}

export interface Version {
  version: string;
  major: number;
}

/** One API as its specification states it. */
export interface Contract {
  name: string;
  title: string;
  version: string;
  major: number;
  /** Versions before it that are served as well, each under its own major. */
  earlier?: readonly Version[];
  /** The field of a partner's address that goes before `baseUrl` for this API. */
  baseUrlField?: 'deliveryBaseUrl';
  dialect: Dialect;
  /** The roles that take part in it, under the names its specification gives them. */
  parties: Record<string, string>;
  operations: Record<string, Operation>;
}

/** Makes a contract of its table: each row gets its own name and the way back to the contract. */
export function defineContract<Table extends Record<string, OperationRow>>(
  about: Omit<Contract, 'operations'>,
  table: Table,
): Omit<Contract, 'operations'> & {
  operations: { [Name in keyof Table]: Table[Name] & Operation };
} {
  const operations: Record<string, Operation> = {};
  const contract: Contract = { ...about, operations };
  for (const [name, row] of Object.entries(table)) operations[name] = { ...row, name, contract };
  return contract as ReturnType<typeof defineContract<Table>>;
}
