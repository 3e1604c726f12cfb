import { FreeForm } from '../../platform/validation/fields.js';

export class SeededView {
  @FreeForm('Number of stored items for each collection')
  written!: Record<string, number>;
}
