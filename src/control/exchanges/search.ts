import type { SelectQueryBuilder } from 'typeorm';
import { containsText } from '../../platform/persistence/dialect.js';
import { spellingsOf } from '../../platform/validation/spellings.js';
import type { ExchangeEntity } from '../../platform/journal/exchange.entity.js';

/** Columns in which a search looks. */
const COLUMNS = [
  'id',
  'method',
  'path',
  'role',
  'operation',
  'requestBody',
  'responseBody',
  'findings',
  'reason',
] as const;
const TEXT = COLUMNS.map((column) => `coalesce(e.${column}, '')`).join(` || '\n' || `);

const wordsOf = (search: string): string[] => search.split(/\s+/).filter((word) => word !== '');

/** Limits a query to the exchanges in which every word of a search occurs, in upper or lower case. */
export function withSearch(query: SelectQueryBuilder<ExchangeEntity>, search = ''): void {
  for (const [index, word] of wordsOf(search).entries()) {
    const parameters = Object.fromEntries(
      spellingsOf(word).map((spelling, number) => [`word${index}_${number}`, spelling]),
    );
    const occurs = Object.keys(parameters).map((name) =>
      containsText(query.connection, TEXT, `:${name}`),
    );
    query.andWhere(`(${occurs.join(' or ')})`, parameters);
  }
}

/** True for a row in which every word of a search occurs. */
export function matchesSearch(row: ExchangeEntity, search: string): boolean {
  const text = COLUMNS.map((column) => row[column] ?? '').join('\n');
  return wordsOf(search).every((word) =>
    spellingsOf(word).some((spelling) => lowered(text).includes(lowered(spelling))),
  );
}

/** The database changes ASCII letters only. */
const lowered = (text: string): string =>
  text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
