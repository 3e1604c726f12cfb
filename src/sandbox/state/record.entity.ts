import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Something that a role knows of the world, and that testers read and write: a school, a party, a title. */
@Entity('records')
export class StoredRecord {
  @PrimaryColumn({ type: 'text' })
  workspace!: string;

  @PrimaryColumn({ type: 'text' })
  collection!: string;

  @PrimaryColumn({ type: 'text' })
  id!: string;

  /** UUIDv7: sorts by the time at which it was written. */
  @Column({ type: 'text' })
  arrival!: string;

  @Column({ type: 'text' })
  document!: string;
}
