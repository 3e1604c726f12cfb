import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A secret that was made for this database. It belongs to no workspace. */
@Entity('installation_secrets')
export class InstallationSecret {
  @PrimaryColumn({ type: 'text' })
  name!: string;

  @Column({ type: 'text' })
  value!: string;
}
