import { Injectable } from '@nestjs/common';
import type { ReadTransaction } from '../persistence/store.js';
import type { ExchangeEntity } from './exchange.entity.js';

const SEARCHED = ['path', 'requestBody', 'responseHeaders', 'responseBody'] as const;
const CONTAINS = `(${SEARCHED.map((column) => `instr("${column}", ?) > 0`).join(' or ')})`;
const IDS = 'select "id" from "exchanges" where "workspace" = ? order by "id"';
const FOUND = `select * from "exchanges" where "workspace" = ? and "id" between ? and ? and `;
const BY_ID = 'select * from "exchanges" where "workspace" = ? and "id" = ?';
const LATEST_SUCCESS = `select * from "exchanges"
  where "workspace" = ? and "operation" = ? and "status" between 200 and 399 order by "id" desc limit 1`;

/** Finds exchanges by texts that they contain. The journal has no index of its texts. */
@Injectable()
export class ExchangeSearchRepository {
  /** Ids of all exchanges of a workspace, the oldest first. */
  async ids(tx: ReadTransaction, workspace: string): Promise<string[]> {
    return (await tx.all<{ id: string }>(IDS, workspace)).map(({ id }) => id);
  }

  async find(
    tx: ReadTransaction,
    workspace: string,
    id: string,
  ): Promise<ExchangeEntity | undefined> {
    return tx.get<ExchangeEntity>(BY_ID, workspace, id);
  }

  /** The newest exchange of an operation that succeeded. */
  async latestSuccess(
    tx: ReadTransaction,
    workspace: string,
    operation: string,
  ): Promise<ExchangeEntity | undefined> {
    return tx.get<ExchangeEntity>(LATEST_SUCCESS, workspace, operation);
  }

  /** Exchanges from one id to another whose path, bodies or response headers contain one of the texts. */
  async containing(
    tx: ReadTransaction,
    workspace: string,
    [from, to]: [from: string, to: string],
    texts: readonly string[],
  ): Promise<ExchangeEntity[]> {
    const sql = `${FOUND}(${texts.map(() => CONTAINS).join(' or ')}) order by "id"`;
    const values = texts.flatMap((text) => SEARCHED.map(() => text));
    return tx.all<ExchangeEntity>(sql, workspace, from, to, ...values);
  }
}
