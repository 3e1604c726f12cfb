import { Bool, ListOf, ListOfText, Text, Timestamp } from '../../platform/validation/fields.js';

/** A running server that shares the database. */
export class ReplicaView {
  @Text('Id of the replica; it changes at each start', {
    example: '01a22bf5-6378-7000-ac91-781b7d2fec22',
  })
  id!: string;

  @Text('Address for the other replicas (`INSTANCE_URL`)', { example: 'http://replica-1:4010' })
  url!: string;

  @Text('Version of Ketenlab', { example: '0.1.0' })
  version!: string;

  @Timestamp('Time of its start, in real time')
  startedAt!: string;

  @Bool('True for the replica that answers this request')
  self!: boolean;

  @ListOfText('Ids of the workspaces that it owns', { example: ['default'] })
  workspaces!: string[];
}

export class ReplicaList {
  @ListOf(() => ReplicaView, 'Running replicas, the oldest first')
  replicas!: ReplicaView[];
}
