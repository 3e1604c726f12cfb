import { MAX_TIMESTAMP } from '../../platform/time/time.js';
import {
  TEXT,
  jsonText,
  listOf,
  objectOf,
  oneOf,
  type JsonSchema,
} from '../../platform/validation/json-schemas.js';
import { Slices } from '../../platform/time/slices.js';
import { appendPointer } from '../../platform/validation/json-pointer.js';
import {
  MAX_SCHEMA_ERRORS,
  describeTyped,
  describeValue,
  validatorOfSchema,
  type SchemaError,
  type Validator,
} from '../../platform/validation/schema.js';
import { sectionOfList, type SavedItem, type SavedSection } from '../lifecycle/saved-section.js';
import type { SavedHead } from '../lifecycle/saved-state.js';
import { listsOf } from './snapshot-file.js';

/** Returns the schemas of the JSON texts of a collection by field; undefined: any object. */
export type TextSchemas = (
  collection: string,
) => Readonly<Record<string, JsonSchema | undefined>> | undefined;

const MOMENT: JsonSchema = { type: 'integer', minimum: -MAX_TIMESTAMP, maximum: MAX_TIMESTAMP };
const CLOCKS = {
  frozen: objectOf({ mode: TEXT, now: MOMENT }),
  real: objectOf({ mode: oneOf(['real', 'frozen']), offset: MOMENT }),
};
const headErrorsWith = (clock: JsonSchema): Validator =>
  validatorOfSchema(() => ({
    type: 'object',
    required: ['clock', 'clients'],
    properties: {
      clock,
      clients: listOf(
        objectOf({
          clientId: TEXT,
          kind: TEXT,
          parties: { type: ['array', 'null'], items: TEXT, title: 'list of strings, or null' },
        }),
      ),
    },
  }));
const headErrors = { frozen: headErrorsWith(CLOCKS.frozen), real: headErrorsWith(CLOCKS.real) };

/** Validates the state of a file, list by list. */
export class StateValidator {
  private readonly validators = new Map<string, Validator>();

  constructor(
    private readonly sections: readonly SavedSection[],
    private readonly textSchemas: TextSchemas,
  ) {}

  /** The errors of a state, with their JSON Pointers. Undefined after each valid item, so that other work can run. */
  *errors(state: object): Generator<SchemaError | undefined> {
    const { clock, clients: _, ...lists } = state as Partial<SavedHead>;
    const mode = clock?.mode === 'frozen' ? 'frozen' : 'real';
    for (const error of headErrors[mode](state)) yield under('/state', error);
    for (const { path, byCollection } of this.sections) {
      if (!byCollection && isObject(valueAt(lists, path)))
        yield { path: pointerTo(path), expected: 'array', seen: 'object' };
    }
    for (const [list, items] of listsOf(lists)) yield* this.listErrors(list, items);
  }

  private *listErrors(list: string, items: unknown): Generator<SchemaError | undefined> {
    const path = pointerTo(list);
    const section = sectionOfList(this.sections, list);
    if (!Array.isArray(items)) {
      yield { path, expected: 'array', seen: describeTyped(items) };
      return;
    }
    // A list of a role that is not served is refused later: its items cannot be validated.
    if (!section) return;
    const validate = this.validatorOf(section, list);
    const seen = new Set<string>();
    for (const [index, item] of items.entries()) {
      const here = appendPointer(path, index);
      const errors = validate(item);
      for (const error of errors) yield under(here, error);
      if (errors.length > 0) continue;
      const key = keyOf(section, item as SavedItem);
      if (seen.has(key))
        yield {
          path: here,
          expected: 'an item whose id no other item has',
          seen: describeValue(key),
        };
      seen.add(key);
      yield undefined;
    }
  }

  private validatorOf(section: SavedSection, list: string): Validator {
    let validator = this.validators.get(list);
    if (!validator) {
      const texts = section.byCollection
        ? (this.textSchemas(list.slice(section.path.length + 1)) ?? {})
        : {};
      const own = Object.entries(texts).flatMap(([name, schema]) =>
        schema ? [[name, jsonText(schema)] as const] : [],
      );
      const { properties } = section.schema as { properties: Record<string, JsonSchema> };
      const schema = {
        ...section.schema,
        properties: { ...properties, ...Object.fromEntries(own) },
      };
      this.validators.set(list, (validator = validatorOfSchema(() => schema)));
    }
    return validator;
  }
}

/** The first errors of a generator, at most a hundred. Other work runs meanwhile. */
export async function firstErrors(
  errors: Iterable<SchemaError | undefined>,
): Promise<SchemaError[]> {
  const first: SchemaError[] = [];
  const slices = new Slices();
  for (const error of errors) {
    if (error) first.push(error);
    if (first.length === MAX_SCHEMA_ERRORS) break;
    if (slices.isOver) await slices.turn();
  }
  return first;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function valueAt(state: object, list: string): unknown {
  return list
    .split('/')
    .reduce<unknown>(
      (level, step) => (level as Record<string, unknown> | undefined)?.[step],
      state,
    );
}

function under(pointer: string, error: SchemaError): SchemaError {
  return { ...error, path: `${pointer}${error.path}` };
}

function pointerTo(list: string): string {
  return list.split('/').reduce(appendPointer, '/state');
}

function keyOf({ key }: SavedSection, item: SavedItem): string {
  return key.map((name) => (item[name] ?? '') as string | number).join(' ');
}
