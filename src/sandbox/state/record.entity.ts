import { Column, Entity, PrimaryColumn } from 'typeorm';
import { NamesClients, Saved, SavedAs } from '../../platform/persistence/saved-column.js';
import { jsonText } from '../../platform/validation/json-schemas.js';

/** Reference data of a role, for example a school or a party. The state makes it readable and writable. */
@Entity('records')
@SavedAs('records')
export class StoredRecord {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  collection!: string;

  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by the time of the write. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  @Saved(() => jsonText())
  @NamesClients('clientId', 'client', 'clients')
  document!: string;
}
