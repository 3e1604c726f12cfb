import { FreeForm } from '../../platform/validation/fields.js';

export class SeededView {
  @FreeForm('How many items were written, by the name of the collection')
  written!: Record<string, number>;
}
