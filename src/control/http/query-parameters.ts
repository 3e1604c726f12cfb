import { applyDecorators, type Type as Class } from '@nestjs/common';
import { ApiQuery } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy, ValidateIf, type ValidationError } from 'class-validator';
import type { SchemaError } from '../../platform/validation/schema.js';

/** A parameter in the document of the control API. */
export interface ParameterDocumentation {
  description: string;
  schema: NonNullable<Extract<Parameters<typeof ApiQuery>[0], { schema?: unknown }>['schema']>;
}

const declared = new Map<Class, Map<string, ParameterDocumentation>>();

/** Marker for an invalid value: a text that cannot be read, or the list of a repeated parameter. */
class InvalidParameter {
  constructor(
    readonly expected: string,
    readonly value: unknown,
  ) {}
}

/**
 * Optional query parameter. `read` converts its text to a value, or to undefined if the text is invalid; `expected`
 * describes a valid text in the problem document.
 */
export function QueryParameter(
  documentation: ParameterDocumentation,
  expected: string,
  read: (text: string) => unknown = (text) => text,
): PropertyDecorator {
  return (target, key) => {
    const query = target.constructor as Class;
    const parameters = declared.get(query) ?? new Map<string, ParameterDocumentation>();
    declared.set(query, parameters.set(String(key), documentation));
    Transform(({ obj }) => {
      const value = (obj as Record<string, unknown>)[String(key)];
      if (typeof value !== 'string') return new InvalidParameter('one value', value);
      return read(value) ?? new InvalidParameter(expected, value);
    })(target, key);
    ValidateIf((_, value) => value !== undefined)(target, key);
    const validate = (value: unknown): boolean => !(value instanceof InvalidParameter);
    ValidateBy({ name: 'parameter', validator: { validate } }, { message: expected })(target, key);
  };
}

/** Describes the parameters of a query class in the document, except those that the operation ignores. */
export function DocumentedQuery(query: Class, ignored: readonly string[] = []): MethodDecorator {
  const parameters = [...(documentedParameters(query) ?? [])].filter(
    ([name]) => !ignored.includes(name),
  );
  return applyDecorators(
    ...parameters.map(([name, documentation]) =>
      ApiQuery({ name, required: false, ...documentation }),
    ),
  );
}

/** Names of the parameters of a query class, those of its parent first; undefined for other classes. */
export function parametersOf(query: Class): string[] | undefined {
  const parameters = documentedParameters(query);
  return parameters && [...parameters.keys()];
}

function documentedParameters(query: Class): Map<string, ParameterDocumentation> | undefined {
  const parent = Object.getPrototypeOf(query) as Class | null;
  const inherited = parent ? documentedParameters(parent) : undefined;
  const own = declared.get(query);
  return own || inherited ? new Map([...(inherited ?? []), ...(own ?? [])]) : undefined;
}

/** Converts errors of class-validator in a query: invalid values and unknown names. */
export function parameterErrors(errors: readonly ValidationError[]): SchemaError[] {
  return errors.flatMap(({ property, value, target }) => {
    if (!(value instanceof InvalidParameter))
      return unknownParameters(target!.constructor as Class, { [property]: value });
    const { expected, value: text } = value;
    return [{ path: property, expected, seen: String(text) }];
  });
}

/** An error for each name that the query class does not have. */
export function unknownParameters(query: Class, values: object): SchemaError[] {
  const names = parametersOf(query) ?? [];
  return Object.entries(values)
    .filter(([name]) => !names.includes(name))
    .map(([name, value]) => ({
      path: name,
      expected: `one of ${names.join(', ')}`,
      seen: String(value),
    }));
}
