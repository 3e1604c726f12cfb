import type { ServedFamily, ServedRole } from '../platform/api/served-role.js';
import type { RuleSwitch } from '../platform/config/rules.js';
import type { ClientKind } from '../platform/oauth/client.entity.js';
import type { DatabaseSchema } from '../platform/persistence/database.js';
import type { Scenario } from '../sandbox/scenarios/scenario.js';

/** What the APIs of one organisation share. */
export interface ApiFamily extends ServedFamily {
  rules: RuleSwitch[];
  clients: ClientKind[];
}

/** A party that the sandbox can play: one folder, one Nest module. */
export interface RoleDescriptor extends ServedRole {
  family: ApiFamily;
  schema: DatabaseSchema;
  scenarios: Scenario[];
  /** Fields of its messages that own scenarios can name, where the messages are not JSON. */
  scenarioFields?: readonly string[];
}
