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

/** One API as its specification states it. */
export interface Contract {
  name: string;
  title: string;
  version: string;
  major: number;
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
