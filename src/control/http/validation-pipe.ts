import { ValidationPipe, type ArgumentMetadata, type Type as Class } from '@nestjs/common';
import { instanceToPlain, plainToInstance } from 'class-transformer';
import { validate, type ValidationError } from 'class-validator';
import { problemDetails } from '../../platform/errors/problem-details.js';
import type { Problem } from '../../platform/errors/problem.js';
import { undeclaredFields, type SchemaError } from '../../platform/validation/schema.js';
import { fieldsOf } from '../../platform/validation/fields.js';
import { instanceOf, schemaErrorsOf } from '../../platform/validation/validation-errors.js';
import { parameterErrors, parametersOf, unknownParameters } from './query-parameters.js';

/**
 * Nest's ValidationPipe for bodies and queries of the control API: it refuses unknown names, and throws a problem with
 * all errors. A handler gets an instance of its class with unchanged values.
 */
class ControlValidationPipe extends ValidationPipe {
  constructor() {
    super({
      transform: true,
      whitelist: true,
      forbidNonWhitelisted: true,
      validationError: { target: true, value: true },
      exceptionFactory: problemOf,
      validatorPackage: { validate },
      transformerPackage: { plainToInstance: toInstance, classToPlain: instanceToPlain },
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const result: unknown = await super.transform(value, metadata);
    const { metatype } = metadata;
    if (!metatype || !this.toValidate(metadata)) return result;
    // The whitelist does not find names that every object has, for example `toString` and `__proto__`.
    const errors = unknownNames(metatype, value as object);
    if (errors.length > 0) throw problemDetails.schemaIncorrect(errors);
    return result;
  }

  /** Strips nothing: raw documents stay unchanged, and `transform` refuses unknown names. */
  protected override stripProtoKeys(): void {}

  /** Does nothing: arrays from JSON have no gaps. */
  protected override closeArrayGaps(): void {}
}

export const controlValidationPipe = new ControlValidationPipe();

function toInstance<Target>(target: Class<Target>, value: unknown): Target {
  return parametersOf(target)
    ? plainToInstance(target, value)
    : instanceOf(target, value as object);
}

function problemOf(errors: ValidationError[]): Problem {
  const { target } = errors[0]!;
  const metatype = target!.constructor as Class;
  const schemaErrors = parametersOf(metatype) ? parameterErrors(errors) : schemaErrorsOf(errors);
  return problemDetails.schemaIncorrect(
    schemaErrors.length > 0 ? schemaErrors : unknownNames(metatype, target!),
  );
}

/** A body is refused for its first unknown field, a query for each unknown parameter. */
function unknownNames(metatype: Class, value: object): SchemaError[] {
  if (parametersOf(metatype)) return unknownParameters(metatype, value);
  const expected = `one of ${fieldsOf(metatype)
    .map(({ name }) => name)
    .join(', ')}`;
  return undeclaredFields(metatype, value)
    .slice(0, 1)
    .map((path) => ({ path, expected, seen: 'no such field' }));
}
