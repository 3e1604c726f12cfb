import { Injectable } from '@nestjs/common';
import { ApiDirectory } from '../../apis/api-directory.js';
import type { Operation } from '../../platform/api/operation.js';
import { ownValue } from '../../platform/validation/own-value.js';
import { spellingsOf } from '../../platform/validation/spellings.js';
import { formats } from '../../platform/validation/formats.js';

/** Longest id that a search accepts. */
export const MAX_ID_LENGTH = 500;

const ENTITIES = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Ids of orders in messages and paths, by the names that the descriptors of the APIs give. */
@Injectable()
export class TraceIds {
  private readonly ids: RegExp;
  private readonly lineIds: RegExp;
  private readonly paths: readonly { operation: Operation; patterns: RegExp[] }[];

  constructor({ apis }: ApiDirectory) {
    const traces = apis.map(({ control }) => control.trace);
    this.ids = fieldsPattern(traces.flatMap(({ ids }) => ids));
    this.lineIds = fieldsPattern(traces.flatMap(({ lineIds = [] }) => lineIds));
    this.paths = apis.flatMap(({ operations, control }) =>
      (control.trace.paths ?? []).flatMap((name) => {
        const operation = ownValue<Operation>(operations, name);
        return operation ? [{ operation, patterns: patternsOf(operation) }] : [];
      }),
    );
  }

  /** Ids of orders in a message, JSON or XML, that may be invalid. */
  inText(text: string): string[] {
    return valuesOf(text, this.ids);
  }

  /** Ids of lines, which are unique in their order only. */
  linesIn(text: string): string[] {
    return valuesOf(text, this.lineIds);
  }

  /** The id of an order in the path of a call. */
  inPath(operation: string | null, path: string): string[] {
    return this.paths
      .filter((one) => one.operation.name === operation)
      .flatMap(({ patterns }) => idIn(path, patterns));
  }

  /** The id of an order in a URL that was handed out, for example in the header Location. */
  inUrl(url: string): string[] {
    return this.paths.flatMap(({ patterns }) => idIn(url, patterns));
  }
}

/** Form in which ids are compared: a UUID has no case. */
export function idKey(id: string): string {
  return formats.uuid.matches(id) ? id.toLowerCase() : id;
}

/** Texts of which a message with this id contains one, in JSON, XML or a URL. */
export function searchTexts(id: string): string[] {
  const upper = formats.uuid.matches(id) ? [id.toLowerCase(), id.toUpperCase()] : [];
  return [...new Set([...spellingsOf(id), encoded(id), ...upper])];
}

/** True when two lists have an id in common. */
export function sharesId(some: readonly string[], others: readonly string[]): boolean {
  const keys = new Set(others.map(idKey));
  return some.some((id) => keys.has(idKey(id)));
}

/** The status of an order in a message: the first field that has one. */
export function statusIn(text: string, fields: readonly string[]): string | undefined {
  for (const field of fields) {
    const [value] = valuesOf(text, fieldsPattern([field]));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Encoded for a URL. A lone surrogate cannot be encoded. */
function encoded(id: string): string {
  try {
    return encodeURIComponent(id);
  } catch {
    return id;
  }
}

function fieldsPattern(names: readonly string[]): RegExp {
  const any = [...new Set(names)].join('|') || '(?!)';
  return new RegExp(
    `"(?:${any})"\\s*:\\s*("(?:[^"\\\\]|\\\\.)*")|<(?:\\w+:)?(?:${any})(?:\\s[^>]*)?>([^<]*)<`,
    'g',
  );
}

function valuesOf(text: string, fields: RegExp): string[] {
  return [...text.matchAll(fields)]
    .map(([, json, xml = '']) => (json === undefined ? xmlValue(xml) : jsonValue(json)))
    .filter((value) => value !== '' && value.length <= MAX_ID_LENGTH);
}

function jsonValue(literal: string): string {
  try {
    return JSON.parse(literal) as string;
  } catch {
    return '';
  }
}

function xmlValue(text: string): string {
  return text.replaceAll(/&(\w+);/g, (all, name: string) => ENTITIES.get(name) ?? all).trim();
}

/** Patterns of the paths of an operation, with its parameter `id` as a group. */
function patternsOf({ path, legacyPath }: Operation): RegExp[] {
  return [path, ...(legacyPath === undefined ? [] : [legacyPath])].map(
    (template) =>
      new RegExp(
        `${template.replaceAll(/\{(\w+)\}/g, (_, name) => (name === 'id' ? '([^/?#]+)' : '[^/?#]+'))}(?:[?#]|$)`,
        'i',
      ),
  );
}

function idIn(url: string, patterns: readonly RegExp[]): string[] {
  for (const pattern of patterns) {
    const id = pattern.exec(url)?.[1];
    if (id !== undefined) return [decoded(id)];
  }
  return [];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
