import { Injectable } from '@nestjs/common';
import { isIP } from 'node:net';
import { Agent, buildConnector } from 'undici';
import { OutgoingTargets, TargetRefused } from './outgoing-targets.js';

const KEEP_ALIVE_MS = 4_000;

/** Connections of all outgoing calls. Each address is checked when it is connected. */
@Injectable()
export class OutgoingAgent extends Agent {
  constructor(targets: OutgoingTargets) {
    super({ keepAliveTimeout: KEEP_ALIVE_MS, connect: checkedConnector(targets) });
  }
}

function checkedConnector(targets: OutgoingTargets): buildConnector.connector {
  return (options, callback) => {
    const { hostname, protocol } = options;
    const port = Number(options.port) || (protocol === 'https:' ? 443 : 80);
    // An address in a URL is connected without a look-up.
    const refusal = isIP(hostname) === 0 ? undefined : targets.refusalOf(hostname, hostname, port);
    if (refusal !== undefined) return callback(new TargetRefused(refusal), null);
    return buildConnector({ lookup: targets.lookupFor(port) })(options, callback);
  };
}
