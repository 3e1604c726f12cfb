import type { Facts } from '../../facts/notation.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;

const isText = (value: unknown): value is string => typeof value === 'string';
const isDate = (value: unknown): boolean => isText(value) && !Number.isNaN(Date.parse(value));

const primitives: Record<string, (value: unknown) => boolean> = {
  any: () => true,
  string: isText,
  uuid: (value) => isText(value) && UUID.test(value),
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  date: (value) => isText(value) && DATE.test(value) && isDate(value),
  'date-time': (value) => isText(value) && TIME.test(value) && isDate(value),
};

/** Type of a field that other fields decide on, for example by `deliveryType`. */
export type TypeByContent = (
  owner: string,
  field: string,
  value: Record<string, unknown>,
) => string | undefined;

/** Validates messages by the table of facts: required fields, types, formats and enums. */
export class FactValidator {
  constructor(
    private readonly facts: Facts,
    private readonly typeByContent: TypeByContent = () => undefined,
  ) {}

  /** True for an object of that type. Other fields than those of the type are allowed. */
  isValid(type: string, value: unknown): boolean {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    const object = value as Record<string, unknown>;
    return Object.entries(this.facts[type] ?? {}).every(([notation, fieldType]) => {
      const field = notation.replace('!', '');
      if (object[field] === undefined) return !notation.endsWith('!');
      return this.fits(this.typeByContent(type, field, object) ?? fieldType, object[field]);
    });
  }

  private fits(type: string, value: unknown): boolean {
    if (type.endsWith('[]'))
      return Array.isArray(value) && value.every((one) => this.fits(type.slice(0, -2), one));
    if (type.includes('|')) return isText(value) && type.split('|').includes(value);
    return primitives[type]?.(value) ?? this.isValid(type, value);
  }
}
