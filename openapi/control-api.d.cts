// Generated from openapi/control.yaml by `npm run openapi`.
export interface paths {
    "/_sandbox/workspaces": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List workspaces with their clients, newest first */
        get: operations["listWorkspaces"];
        put?: never;
        /** Create a workspace with its own clients and with the state of the seed */
        post: operations["createWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a workspace with its clients */
        get: operations["getWorkspace"];
        put?: never;
        post?: never;
        /** Remove a workspace with all its data; its access tokens become invalid */
        delete: operations["deleteWorkspace"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Reset the workspace to its seed: removes state, journal, deliveries, fault rules and custom scenarios, and sets the clock to real time. Clients, tokens, partners, settings and snapshots stay */
        post: operations["resetWorkspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the settings of the workspace */
        get: operations["getSettings"];
        /** Change the settings of the workspace; absent fields keep their value */
        put: operations["changeSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the clock of the workspace */
        get: operations["getClock"];
        /** Freeze the clock, set it, or let it run */
        put: operations["setClock"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/clock/advance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Advance the clock, and send the messages that become due, in the order of their due times */
        post: operations["advanceClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/snapshots": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List snapshots, newest first */
        get: operations["listSnapshots"];
        put?: never;
        /** Save state, deliveries, clock, fault rules and custom scenarios as a named snapshot */
        post: operations["createSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/snapshots/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Import a snapshot from an exported file: the answer of `…/file`, unchanged */
        post: operations["importSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/snapshots/{name}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Restore a snapshot. No message is sent again, and the journal is emptied. Clients, tokens, partners, settings and snapshots stay */
        post: operations["restoreSnapshot"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/snapshots/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a snapshot */
        delete: operations["deleteSnapshot"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/snapshots/{name}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Export a snapshot as a file */
        get: operations["exportSnapshot"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/exchanges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List recorded exchanges, newest first */
        get: operations["listExchanges"];
        put?: never;
        post?: never;
        /** Remove all exchanges from the journal */
        delete: operations["deleteExchanges"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/exchanges/wait": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Wait until a matching exchange finishes, and return it */
        get: operations["waitForExchange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/exchanges/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stream exchanges as server-sent events, each when it has finished; the event `cleared` says that the journal was emptied or replaced */
        get: operations["streamExchanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/exchanges/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an exchange */
        get: operations["getExchange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/exchanges/{id}/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a recorded request of a partner again, as a client of the workspace */
        post: operations["resendExchange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List outgoing messages, newest first */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a delivery with its attempts */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/deliveries/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a copy of the message now, as a new delivery */
        post: operations["replayDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/deliveries/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send a waiting message now, before its due time or its next retry */
        post: operations["sendDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/deliveries/{id}/send-twice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the message twice now: a waiting message and one copy, otherwise two copies */
        post: operations["sendDeliveryTwice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/deliveries/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cancel a waiting message, so that it is not sent */
        post: operations["cancelDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/faults": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List fault rules, newest first */
        get: operations["listFaults"];
        put?: never;
        /** Create a fault rule for requests of partners; if several rules match, the oldest applies */
        post: operations["createFault"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/faults/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a fault rule */
        delete: operations["deleteFault"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List custom scenarios, newest first */
        get: operations["listScenarios"];
        put?: never;
        /** Create a custom scenario: a behaviour of the sandbox for messages with a field value */
        post: operations["createScenario"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/scenarios/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a custom scenario */
        delete: operations["deleteScenario"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/state/{collection}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the items of a collection, newest first */
        get: operations["listItems"];
        put?: never;
        /** Send a message from the sandbox to the partner */
        post: operations["sendMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/state/{collection}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an item of a collection */
        get: operations["getItem"];
        /** Create or replace an item without sending messages; to change a delivery order, send the change */
        put: operations["putItem"];
        post?: never;
        /** Remove an item */
        delete: operations["deleteItem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/{role}/{collection}/{id}/{decision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decide on a waiting message (setting `decide` is `manual`); license simulates the first activation */
        post: operations["decideItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/seed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Create or replace items of several collections, all or none */
        post: operations["writeSeed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/orders/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate orders with correct check digits, and store them without sending messages */
        post: operations["generateOrders"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/partners/{role}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the partner that receives the messages for a role */
        get: operations["getPartner"];
        /** Set the partner that receives the messages for a role */
        put: operations["setPartner"];
        post?: never;
        /** Remove the partner, so that the sandbox plays the role itself */
        delete: operations["deletePartner"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/partners/{role}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Test the connection to the receiver of the messages for a role */
        post: operations["testPartner"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/clients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List clients with their secrets; the first one has every permission */
        get: operations["listClients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/clients/{clientId}/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Register the public keys of a client for private_key_jwt */
        put: operations["registerClientKeys"];
        post?: never;
        /** Remove the public keys of a client */
        delete: operations["deleteClientKeys"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/conformance": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the conformance report of the partner that used this workspace */
        get: operations["getConformanceReport"];
        put?: never;
        post?: never;
        /** Remove the recorded results, which a reset keeps */
        delete: operations["deleteConformanceResults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the rules on which the sources disagree, with their current values */
        get: operations["listRules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/requirements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the requirements of the APIs */
        get: operations["listRequirements"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/scenarios": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the magic values and the behaviour of the sandbox for each */
        get: operations["listMagicValues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/apis": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the APIs, their roles, and their operations: who sends what to whom */
        get: operations["listApis"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/examples/{role}/{operation}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an example of an operation, with new ids or ids of this workspace */
        get: operations["getExample"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/workspaces/{ws}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the steps of an order across the roles, by any of its ids */
        get: operations["getTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/_sandbox/replicas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the replicas that share the database, and the workspaces of each */
        get: operations["listReplicas"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ProblemError: {
            /**
             * @description Line of the error, in a text with lines
             * @example 12
             */
            line?: number;
            /** @description Column of the error, in a text that cannot be parsed */
            column?: number;
            /**
             * @description JSON Pointer to the wrong value; empty: the whole document
             * @example /mode
             */
            path: string;
            /**
             * @description Expected value
             * @example one of real, frozen
             */
            expected: string;
            /**
             * @description Actual value
             * @example stopped
             */
            seen: string;
        };
        ProblemView: {
            /**
             * @description Type of the problem; about:blank: as the status
             * @example about:blank
             */
            type: string;
            /**
             * @description Name of the status
             * @example Bad Request
             */
            title: string;
            /**
             * @description HTTP status
             * @example 400
             */
            status: number;
            /**
             * @description Description of the problem: the field, the expected and the actual value
             * @example /mode: expected one of real, frozen, seen stopped
             */
            detail: string;
            /** @description Each schema error separately, at most 100 */
            faults?: components["schemas"]["ProblemError"][];
        };
        ClientView: {
            /** @description JWK Set with the public keys */
            jwks?: {
                [key: string]: unknown;
            };
            /**
             * @description URL of the JWK Set that the client publishes
             * @example http://127.0.0.1:9000/jwks
             */
            jwks_uri?: string;
            /**
             * @description Client id
             * @example demo
             */
            clientId: string;
            /**
             * @description Client secret
             * @example demo-secret
             */
            clientSecret: string;
            /**
             * @description Kind of client
             * @example everything
             */
            kind: string;
            /**
             * @description OAuth scopes that the client may request
             * @example [
             *       "eduv.order"
             *     ]
             */
            scopes: string[];
            /**
             * @description Audiences for which the client may request tokens, in APIs with audiences
             * @example [
             *       "orders"
             *     ]
             */
            audiences: string[];
            /**
             * @description Numbers of the parties that the client represents
             * @example [
             *       "4321"
             *     ]
             */
            parties: string[];
        };
        WorkspaceView: {
            /**
             * @description Id of the workspace
             * @example my-test-run
             */
            id: string;
            /**
             * Format: date-time
             * @description Time of creation, in real time
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Time of removal if the workspace is not used before, in real time; absent: never
             */
            expiresAt?: string;
            /** @description Clients; the first one has every permission */
            clients: components["schemas"]["ClientView"][];
        };
        WorkspacePage: {
            /** @description Workspaces, newest first */
            items: components["schemas"]["WorkspaceView"][];
            /** @description Value of `cursor` for the next page; absent on the last page */
            nextCursor?: string;
        };
        CreateWorkspaceRequest: {
            /**
             * @description Id of the workspace; generated if absent
             * @example my-test-run
             */
            id?: string;
            /**
             * @description ISO 8601 duration without use after which the workspace is removed
             * @default P1D
             * @example PT1H
             */
            expiresAfter?: string;
        };
        SettingsView: {
            /**
             * @description manual: messages wait until you approve or decline them
             * @example auto
             * @enum {string}
             */
            decide?: "auto" | "manual";
            /**
             * @description ISO 8601 duration between a message and its confirmation
             * @example PT0.2S
             */
            confirmAfter?: string;
            /**
             * @description ISO 8601 duration of the processing state, in the APIs that have such a state
             * @example PT1S
             */
            processAfter?: string;
            /**
             * @description ISO 8601 duration of the pause before each retry
             * @example [
             *       "PT1S",
             *       "PT5S",
             *       "PT30S",
             *       "PT5M"
             *     ]
             */
            retryPauses?: string[];
        };
        ClockView: {
            /**
             * @description frozen: the clock stands still until you advance it
             * @example frozen
             * @enum {string}
             */
            mode: "real" | "frozen";
            /**
             * Format: date-time
             * @description Workspace time. If absent in a request, a frozen clock stops at its current time, and a real clock has no offset
             * @example 2026-09-01T08:00:00Z
             */
            now?: string;
        };
        AdvanceClockRequest: {
            /**
             * @description ISO 8601 duration to add to the workspace time
             * @example PT5M
             */
            duration: string;
        };
        AdvanceClockView: {
            /**
             * Format: date-time
             * @description Workspace time after the change
             */
            now: string;
            /** @description Number of deliveries that the partner accepted */
            delivered: number;
            /** @description Number of deliveries that were refused or failed */
            failed: number;
            /** @description Number of deliveries that are still waiting */
            waiting: number;
        };
        SnapshotView: {
            /**
             * @description Name of the snapshot
             * @example before-credit
             */
            name: string;
            /**
             * Format: date-time
             * @description Time of saving, in real time
             */
            createdAt: string;
        };
        SnapshotPage: {
            /** @description Snapshots, newest first */
            items: components["schemas"]["SnapshotView"][];
        };
        CreateSnapshotRequest: {
            /**
             * @description Name of the snapshot; replaces a snapshot with the same name
             * @example before-credit
             */
            name: string;
        };
        SnapshotFileView: {
            /**
             * @description Format of the file
             * @enum {string}
             */
            format: "ketenlab-snapshot";
            /**
             * @description Version of the format. Files of earlier versions can be imported; version 1 has no field `version`
             * @example 2
             */
            version?: number;
            /** @description In files of version 1: the version of the tables */
            schemaVersion?: string;
            /**
             * @description Name of the snapshot
             * @example before-credit
             */
            name: string;
            /**
             * @description Workspace from which it was exported
             * @example default
             */
            workspace: string;
            /**
             * Format: date-time
             * @description Time of saving, in real time
             */
            createdAt: string;
            /** @description SHA-256 of the JSON of the state, in hexadecimal digits */
            digest: string;
            /** @description Clock, clients, and the lists of items: messages and records by collection, outbox, faults, scenarios, and the state of each role. A wire document is a text, exactly as it was received */
            state: {
                [key: string]: unknown;
            };
        };
        ExchangePart: {
            /** @description Header fields; credentials are redacted */
            headers: {
                [key: string]: unknown;
            };
            /** @description Body: a JSON value if it is JSON, otherwise the text; null without a body */
            body?: {
                [key: string]: unknown;
            } | unknown[] | (string | null) | number | boolean;
            /** @description Text of a JSON body, if its value does not show all of it: with a byte order mark or with duplicate names */
            text?: string;
        };
        FindingView: {
            /**
             * @description Id of the requirement
             * @example EDUV-ORDER-01
             */
            requirement: string;
            /**
             * @description Level of the requirement
             * @enum {string}
             */
            level: "MUST" | "SHOULD" | "INFO";
            /** @description JSON Pointer to the place in the message */
            pointer: string;
            /** @description Expected value at that place */
            expected: string;
            /** @description Actual value at that place */
            seen: string;
            /** @description Source document of the requirement */
            source: string;
            /** @description Text of the requirement */
            text: string;
        };
        AppliedFaultView: {
            /**
             * Format: uuid
             * @description Id of the injected fault
             */
            id: string;
            /**
             * @description Kind of the injected fault
             * @example latency
             */
            kind: string;
            /**
             * @description before: injected before the request was processed; after: injected into its response
             * @example before
             */
            when: string;
        };
        NearMissView: {
            /**
             * @description Name of the most similar operation
             * @example acceptOrder
             */
            operation: string;
            /**
             * @description Role that serves the operation
             * @example ordersysteem
             */
            role: string;
            /**
             * @description HTTP method of the operation
             * @example PUT
             */
            method: string;
            /**
             * @description Path of the operation, with the parameters of the request
             * @example /ordersysteem/v1/orders
             */
            path: string;
            /** @description Reason why the request did not match the operation */
            reason: string;
        };
        ExchangeView: {
            /**
             * Format: uuid
             * @description Id of the exchange; sorts by time
             */
            id: string;
            /**
             * Format: date-time
             * @description Start of the request, in real time
             */
            at: string;
            /**
             * @description inbound: a request to the sandbox; outbound: a request of the sandbox
             * @enum {string}
             */
            direction: "inbound" | "outbound";
            /**
             * @description sandbox: a call between two roles of the sandbox itself
             * @enum {string}
             */
            peer: "partner" | "sandbox";
            /** @description Role of the sandbox that took part; null without one */
            role: string | null;
            /**
             * @description Name of the operation; null if the request matched none
             * @example acceptOrder
             */
            operation: string | null;
            /** @description HTTP method */
            method: string;
            /** @description Path and query of the request, as they were sent */
            path: string;
            /** @description HTTP status; 0 without a response */
            status: number;
            /** @description Duration in milliseconds */
            durationMs: number;
            /** @description Request */
            request: components["schemas"]["ExchangePart"];
            /** @description Response */
            response: components["schemas"]["ExchangePart"];
            /** @description Requirements that the message violates */
            findings: components["schemas"]["FindingView"][];
            /**
             * @description Reason of an error response, in words; the header Sandbox-Reason of the response has its beginning
             * @example the token has expired
             */
            reason?: string;
            /** @description Fault that was injected into this exchange */
            fault?: components["schemas"]["AppliedFaultView"];
            /** @description Most similar operation, if the request matched none */
            nearMiss?: components["schemas"]["NearMissView"];
        };
        ExchangePage: {
            /** @description Exchanges, newest first */
            items: components["schemas"]["ExchangeView"][];
            /** @description Value of `cursor` for the next page; absent on the last page */
            nextCursor?: string;
        };
        ResendRequest: {
            /**
             * @description Client of the workspace, of which the request gets a new token
             * @example demo
             */
            clientId: string;
        };
        AttemptView: {
            /**
             * Format: date-time
             * @description Start of the attempt, in workspace time
             */
            at: string;
            /** @description Request; absent if it is no longer in the journal */
            request?: components["schemas"]["ExchangePart"];
            /** @description Response; absent if it is no longer in the journal */
            response?: components["schemas"]["ExchangePart"];
            /** @description HTTP status of the response; absent without a response */
            status?: number;
            /** @description Reason why there was no response */
            error?: string;
            /** @description Duration in milliseconds */
            durationMs: number;
            /**
             * Format: uuid
             * @description Id of the exchange; absent if it is no longer in the journal
             */
            exchange?: string;
        };
        DeliveryView: {
            /**
             * Format: uuid
             * @description Id of the delivery; sorts by time
             */
            id: string;
            /**
             * @description Name of the operation to call
             * @example confirmOrder
             */
            operation: string;
            /**
             * @description Role that receives the message
             * @example bestelomgeving
             */
            to: string;
            /** @description Address of the next attempt; absent: no served role sends the message */
            url?: string;
            /**
             * Format: uuid
             * @description Reference id of the message, or of the message that it confirms
             */
            about: string;
            /**
             * @description refused: the partner returned a 4xx status; failed: no attempt succeeded
             * @enum {string}
             */
            state: "waiting" | "sent" | "refused" | "failed" | "cancelled";
            /**
             * Format: date-time
             * @description Time at which it is due, in workspace time
             */
            dueAt: string;
            /** @description Message: a JSON value if it is JSON, otherwise the text */
            body: {
                [key: string]: unknown;
            } | unknown[] | (string | null) | number | boolean;
            /** @description Attempts to send the message */
            attempts: components["schemas"]["AttemptView"][];
        };
        DeliveryPage: {
            /** @description Deliveries, newest first */
            items: components["schemas"]["DeliveryView"][];
            /** @description Value of `cursor` for the next page; absent on the last page */
            nextCursor?: string;
        };
        FaultRule: {
            /**
             * @description latency: the response is delayed; status: the response has an error status; reset: the connection is reset; truncate: the response is incomplete; malformed: the body of the response is invalid; slow: the response is sent in small parts
             * @example status
             * @enum {string}
             */
            kind: "latency" | "status" | "reset" | "truncate" | "malformed" | "slow";
            /**
             * @description before: the request is not processed, except with latency and slow; after: the request is processed, then the fault is applied to the response
             * @default before
             * @enum {string}
             */
            when?: "before" | "after";
            /**
             * @description Match only requests to this role of the sandbox
             * @example ordersysteem
             */
            role?: string;
            /**
             * @description Match only requests of this operation. Token endpoints match only by their name: issueToken
             * @example acceptOrder
             */
            operation?: string;
            /** @description Match only requests of this client */
            client?: string;
            /**
             * @description Share of the matching requests that get the fault, from 0 to 1; the same sequence of requests always gets the same faults
             * @default 1
             */
            probability?: number;
            /**
             * @description Maximum number of requests that get the fault
             * @example 1
             */
            times?: number;
            /**
             * Format: date-time
             * @description Time at which the rule expires, in workspace time
             */
            expiresAt?: string;
            /** @description Delay of latency and slow in milliseconds: a number or {min, max}; default 1000 */
            delayMs?: number | {
                min: number;
                max: number;
            };
            /**
             * @description HTTP status of the fault response, default 503; also for a truncated or malformed response before the request is processed
             * @example 503
             */
            status?: number;
            /**
             * Format: uuid
             * @description Id of the fault rule; sorts by time
             */
            id: string;
            /** @description Number of requests that got the fault */
            met: number;
        };
        FaultRulePage: {
            /** @description Fault rules, newest first */
            items: components["schemas"]["FaultRule"][];
        };
        CreateFaultRequest: {
            /**
             * @description latency: the response is delayed; status: the response has an error status; reset: the connection is reset; truncate: the response is incomplete; malformed: the body of the response is invalid; slow: the response is sent in small parts
             * @example status
             * @enum {string}
             */
            kind: "latency" | "status" | "reset" | "truncate" | "malformed" | "slow";
            /**
             * @description before: the request is not processed, except with latency and slow; after: the request is processed, then the fault is applied to the response
             * @default before
             * @enum {string}
             */
            when?: "before" | "after";
            /**
             * @description Match only requests to this role of the sandbox
             * @example ordersysteem
             */
            role?: string;
            /**
             * @description Match only requests of this operation. Token endpoints match only by their name: issueToken
             * @example acceptOrder
             */
            operation?: string;
            /** @description Match only requests of this client */
            client?: string;
            /**
             * @description Share of the matching requests that get the fault, from 0 to 1; the same sequence of requests always gets the same faults
             * @default 1
             */
            probability?: number;
            /**
             * @description Maximum number of requests that get the fault
             * @example 1
             */
            times?: number;
            /**
             * Format: date-time
             * @description Time at which the rule expires, in workspace time
             */
            expiresAt?: string;
            /** @description Delay of latency and slow in milliseconds: a number or {min, max}; default 1000 */
            delayMs?: number | {
                min: number;
                max: number;
            };
            /**
             * @description HTTP status of the fault response, default 503; also for a truncated or malformed response before the request is processed
             * @example 503
             */
            status?: number;
        };
        ScenarioView: {
            /**
             * @description API of the messages
             * @example edu-v-order
             * @enum {string}
             */
            api: "edu-v-order" | "edu-v-delivery" | "bokbasen-orders" | "dds";
            /**
             * @description Name of the field, at any depth of the message
             * @example purchaseOrderId
             */
            field: string;
            /**
             * @description Value of the field, case-insensitive; * for any value
             * @example PO-LATE
             */
            value: string;
            /**
             * @description Behaviour: one that the magic values of the API use
             * @example confirmed-late
             */
            behaviour: string;
            /**
             * @description ISO 8601 duration of the delay, for behaviours with a delay; default: the delay of the magic value
             * @example PT10M
             */
            after?: string;
            /** @description Id of the scenario */
            id: string;
            /** @description Description of the behaviour */
            description: string;
        };
        ScenarioPage: {
            /** @description Scenarios */
            items: components["schemas"]["ScenarioView"][];
        };
        CreateScenarioRequest: {
            /**
             * @description API of the messages
             * @example edu-v-order
             * @enum {string}
             */
            api: "edu-v-order" | "edu-v-delivery" | "bokbasen-orders" | "dds";
            /**
             * @description Name of the field, at any depth of the message
             * @example purchaseOrderId
             */
            field: string;
            /**
             * @description Value of the field, case-insensitive; * for any value
             * @example PO-LATE
             */
            value: string;
            /**
             * @description Behaviour: one that the magic values of the API use
             * @example confirmed-late
             */
            behaviour: string;
            /**
             * @description ISO 8601 duration of the delay, for behaviours with a delay; default: the delay of the magic value
             * @example PT10M
             */
            after?: string;
        };
        StatePage: {
            /** @description Items in their wire format, with their processing state; newest first */
            items: {
                [key: string]: unknown;
            }[];
            /** @description Value of `cursor` for the next page; absent on the last page */
            nextCursor?: string;
        };
        DecisionReason: {
            /**
             * @description Reason; sent in the confirmation of a decline
             * @example out of print
             */
            reason?: string;
        };
        SeededView: {
            /** @description Number of stored items for each collection */
            written: {
                [key: string]: unknown;
            };
        };
        GenerateOrdersRequest: {
            /**
             * @description The API of the orders
             * @example edu-v-order
             * @enum {string}
             */
            api: "edu-v-order" | "edu-v-delivery" | "bokbasen-orders" | "dds";
            /**
             * @description Number of orders
             * @example 100
             */
            count: number;
            /**
             * @description Seed of the random generator; the same seed and workspace time give the same orders
             * @example 1
             */
            seed?: number;
        };
        GeneratedOrdersView: {
            /**
             * @description Number of generated orders
             * @example 100
             */
            generated: number;
            /** @description Ids of the orders in the collection of the API, in the sequence of generation */
            ids: string[];
        };
        PartnerView: {
            /**
             * @description Base URL of the partner; the path of the operation is appended to it
             * @example http://127.0.0.1:9000/v1
             */
            baseUrl: string;
            /**
             * @description The base URL of the Delivery API, when it differs from baseUrl
             * @example http://127.0.0.1:9000/v2
             */
            deliveryBaseUrl?: string;
            /**
             * @description Token endpoint of the partner; absent: messages are sent without a token
             * @example http://127.0.0.1:9000/oauth2/token
             */
            tokenUrl?: string;
            /**
             * @description Client authentication method at the token endpoint
             * @default client_secret_basic
             * @enum {string}
             */
            tokenAuth?: "client_secret_basic" | "client_secret_post" | "private_key_jwt";
            /**
             * @description Client id of the sandbox at the partner
             * @example ketenlab
             */
            clientId?: string;
            /**
             * @description Client secret of the sandbox at the partner; write-only
             * @example secret
             */
            clientSecret?: string;
            /**
             * @description OAuth scope to request; absent: the scope that the operation requires
             * @example eduv.order
             */
            scope?: string;
        };
        ConnectionStepView: {
            /**
             * @description reach: the server gives any HTTP response; token: its token endpoint issues a token; answer: what it answers to OPTIONS at the path of an operation; clock: the time in its Date header
             * @enum {string}
             */
            name: "reach" | "token" | "answer" | "clock";
            /**
             * @description skip: it cannot be tested, or the response does not show it
             * @enum {string}
             */
            result: "ok" | "fail" | "skip";
            /** @description Result in words, and what to do */
            text: string;
            /**
             * @description Address that was called
             * @example http://127.0.0.1:9000/v1
             */
            url?: string;
            /** @description HTTP status of the response; absent without a response */
            status?: number;
            /** @description Duration of the call in milliseconds */
            durationMs?: number;
            /** @description Milliseconds by which the clock of the partner is ahead; negative: behind */
            clockDifferenceMs?: number;
            /**
             * Format: uuid
             * @description Id of the exchange in the journal
             */
            exchange?: string;
        };
        ConnectionTestView: {
            /**
             * @description sandbox: no partner is set, and the sandbox plays the role itself
             * @enum {string}
             */
            peer: "partner" | "sandbox";
            /**
             * @description fail: at least one step failed
             * @enum {string}
             */
            result: "ok" | "fail";
            /** @description Steps: reach, token, answer, clock; a step may occur for several addresses */
            steps: components["schemas"]["ConnectionStepView"][];
        };
        ClientPage: {
            /** @description Clients */
            items: components["schemas"]["ClientView"][];
        };
        ClientKeysView: {
            /** @description JWK Set with the public keys */
            jwks?: {
                [key: string]: unknown;
            };
            /**
             * @description URL of the JWK Set that the client publishes
             * @example http://127.0.0.1:9000/jwks
             */
            jwks_uri?: string;
        };
        SummaryView: {
            /** @description Number of satisfied requirements */
            pass: number;
            /** @description Number of violated MUST requirements */
            fail: number;
            /** @description Number of violated SHOULD requirements */
            warn: number;
            /** @description Number of requirements without a result */
            skip: number;
            /** @description Number of skipped requirements that cannot be tested from outside */
            excused: number;
            /** @description Share of the testable requirements that have a result, from 0 to 1 */
            coverage: number;
        };
        ViolationView: {
            /** @description Operation as the API publishes it; absent: the message belongs to none */
            operation?: string;
            /** @description JSON Pointer to the place in the message; empty: the whole message */
            pointer: string;
            /** @description Expected value at that place */
            expected: string;
            /** @description Actual value at that place */
            seen: string;
            /**
             * @description Probable cause of the violation
             * @enum {string}
             */
            cause: "configuration" | "implementation" | "sandbox";
            /** @description curl command that repeats the request; it reads the token from the variable TOKEN */
            curl?: string;
            /** @description Test of the runner that found it */
            test?: string;
            /** @description Both interpretations of the rule, if the sources disagree */
            readings?: string;
            /** @description Key in `exchanges` */
            exchange?: string;
        };
        RequirementResultView: {
            /**
             * @description Id of the requirement
             * @example EDUV-ORDER-01
             */
            id: string;
            /**
             * @description Level of the requirement
             * @enum {string}
             */
            level: "MUST" | "SHOULD" | "INFO";
            /** @description Text of the requirement */
            text: string;
            /** @description Source document of the requirement */
            source: string;
            /** @description Effect of a violation in production */
            effect?: string;
            /** @description Parties that must satisfy it */
            who: string[];
            /** @description Name of the API with the requirement */
            contract: string;
            /**
             * @description fail: a violated MUST; warn: a violated SHOULD; skip: no message that shows a result
             * @enum {string}
             */
            verdict: "pass" | "fail" | "warn" | "skip";
            /** @description Reason for the verdict skip */
            reason?: string;
            /** @description true: it cannot be tested from outside, so the verdict is always skip */
            excused?: boolean;
            /** @description Id of the failed requirement with the same cause */
            consequenceOf?: string;
            /** @description Action that leads to a result */
            next?: string;
            /** @description Number of times it was satisfied */
            held: number;
            /** @description Number of violations */
            departed: number;
            /** @description First ten violations */
            findings: components["schemas"]["ViolationView"][];
            /** @description Key in `exchanges` of the first exchange that shows the verdict */
            first?: string;
            /** @description Key in `exchanges` of the last exchange that shows the verdict */
            last?: string;
        };
        ReportView: {
            /**
             * @description Version of the report format
             * @example 1
             */
            format: number;
            /** @description Name and version of the tool */
            tool: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description Time of the report
             */
            at: string;
            /** @description Subject of the report: the partner that used a workspace */
            subject: {
                [key: string]: unknown;
            };
            /** @description SHA-256 of the catalogue of requirements, and of the configuration */
            hashes: {
                [key: string]: unknown;
            };
            /** @description Values of the rules of /_sandbox/rules */
            rules: {
                [key: string]: unknown;
            };
            /** @description Preconditions that the runner checked; empty in the report of a workspace */
            preflight: {
                [key: string]: unknown;
            }[];
            /** @description Number of requirements for each verdict */
            summary: components["schemas"]["SummaryView"];
            /** @description Result of each requirement */
            requirements: components["schemas"]["RequirementResultView"][];
            /** @description Exchanges that show the results, by id; they stay when the journal removes them */
            exchanges: {
                [key: string]: unknown;
            };
        };
        RuleView: {
            /** @description Name of the rule; the environment variable is RULES_ and this name */
            name: string;
            /** @description Current value */
            value: string;
            /** @description Allowed values, the default first */
            values: string[];
            /** @description Subject of the rule */
            about: string;
            /** @description Source of the default interpretation */
            source: string;
            /** @description Source of the other interpretation */
            otherReading: string;
        };
        RulePage: {
            /** @description Rules */
            items: components["schemas"]["RuleView"][];
        };
        RequirementView: {
            /**
             * @description Id of the requirement, as in findings and reports
             * @example EDUV-ORDER-01
             */
            id: string;
            /**
             * @description MUST: required by the source; SHOULD: recommended by Ketenlab; INFO: information only
             * @enum {string}
             */
            level: "MUST" | "SHOULD" | "INFO";
            /**
             * @description Parties that must satisfy it, each as client or as server
             * @example [
             *       "ordersysteem client"
             *     ]
             */
            who: string[];
            /**
             * @description Names of the operations to which it applies
             * @example [
             *       "confirmOrder"
             *     ]
             */
            over: string[];
            /** @description Text of the requirement, one sentence */
            text: string;
            /** @description Source document of the requirement */
            source: string;
            /**
             * @description Name of the API with the requirement
             * @example edu-v-order
             */
            contract: string;
            /** @description Reason why it cannot be tested from outside; its verdict is skip */
            excused?: string;
            /**
             * @description Rule that changes it: see /_sandbox/rules
             * @example UNAUTHORIZED_BODY
             */
            rule?: string;
        };
        RequirementPage: {
            /** @description Requirements, grouped by API */
            items: components["schemas"]["RequirementView"][];
        };
        ParameterView: {
            /** @description Name */
            name: string;
            /**
             * @description Place in the request
             * @enum {string}
             */
            in: "path" | "query";
            /** @description True: a request without it is refused */
            required: boolean;
            /** @description Description */
            description: string;
            /** @description Allowed values; absent: any text */
            values?: string[];
        };
        OperationView: {
            /**
             * @description Name of the operation, its operationId in the OpenAPI documents
             * @example acceptOrder
             */
            operationId: string;
            /** @description Summary */
            summary: string;
            /**
             * @description HTTP method
             * @example PUT
             */
            method: string;
            /**
             * @description Path at the server, with parameters in braces
             * @example /ordersysteem/v1/orders
             */
            path: string;
            /**
             * @description Role that serves it
             * @example ordersysteem
             */
            servedBy: string;
            /** @description True: the sandbox serves it */
            served: boolean;
            /** @description Roles or parties that call it; empty: every client with a token for the API */
            callers: string[];
            /**
             * @description Media type of the body; absent: it has no body
             * @example application/json
             */
            mediaType?: string;
            /**
             * @description Media type that the header Accept must allow; absent: any
             * @example application/json
             */
            accept?: string;
            /** @description True: a request without a body is refused */
            needsBody: boolean;
            /** @description True: it needs no token */
            public: boolean;
            /** @description True: it exists on the older platform only, which has tickets instead of tokens */
            legacy: boolean;
            /** @description Scopes of which the token needs one */
            scopes: string[];
            /** @description Audience of the token, in APIs with audiences */
            audience?: string;
            /** @description Parameters of the path and the query */
            parameters: components["schemas"]["ParameterView"][];
        };
        OrderCollectionView: {
            /**
             * @description Name of the collection in `…/state`
             * @example orders
             */
            name: string;
            /** @description Description */
            description: string;
            /** @description Field with the id of an item */
            idField: string;
            /** @description Fields with the status of an item, the most telling one first */
            statusFields: string[];
        };
        ApiView: {
            /**
             * @description Name of the API
             * @example edu-v-order
             */
            name: string;
            /** @description Title */
            title: string;
            /** @description Version */
            version: string;
            /** @description Organisation that publishes it */
            family: string;
            /** @description Operations */
            operations: components["schemas"]["OperationView"][];
            /** @description Collections with orders, of the served roles */
            collections: components["schemas"]["OrderCollectionView"][];
        };
        RoleView: {
            /**
             * @description Name of the role
             * @example ordersysteem
             */
            name: string;
            /** @description Name that the specification of its API gives it */
            title: string;
            /** @description Organisation of its APIs: its roles share their token endpoint and error format */
            family: string;
            /** @description True: the sandbox plays it; false: a partner plays it */
            served: boolean;
            /** @description Base path of its operations */
            basePath: string;
            /** @description Path of its token endpoint */
            tokenPath: string;
            /** @description Path of its OpenAPI document, if it is served */
            document: string;
            /** @description Names of its APIs */
            apis: string[];
        };
        ApisView: {
            /** @description APIs in which a served role takes part */
            apis: components["schemas"]["ApiView"][];
            /** @description Roles of these APIs */
            roles: components["schemas"]["RoleView"][];
        };
        ExampleParameter: {
            /** @description Name of the parameter */
            name: string;
            /** @description Value; empty: it is left out */
            value: string;
        };
        ExampleView: {
            /**
             * @description Name of the operation
             * @example acceptOrder
             */
            operation: string;
            /**
             * @description Role that serves it
             * @example ordersysteem
             */
            role: string;
            /** @description Parameters of the path and the query, with their values */
            parameters: components["schemas"]["ExampleParameter"][];
            /** @description Body: a JSON value, or the text of an XML document; absent: there is none */
            body?: {
                [key: string]: unknown;
            } | unknown[] | (string | null) | number | boolean;
            /**
             * @description Operation to call first: the workspace has nothing to which the example can refer, so it has values of the documentation, and is refused
             * @example acceptOrder
             */
            needs?: string;
        };
        TimelineItem: {
            /**
             * @description Name of the collection
             * @example orders
             */
            collection: string;
            /** @description Id of the item in its collection */
            id: string;
            /** @description Status of the item now; absent: it has none */
            status?: string;
        };
        TimelineItemKey: {
            /**
             * @description Name of the collection
             * @example orders
             */
            collection: string;
            /** @description Id of the item in its collection */
            id: string;
        };
        TimelineStep: {
            /**
             * @description exchange: a request with its response; message: a message of the outbox without an exchange in the journal; state: a change of the state of an item
             * @enum {string}
             */
            kind: "exchange" | "message" | "state";
            /**
             * Format: date-time
             * @description Time of the step in workspace time; of a message that waits: when it is due
             */
            at: string;
            /** @description Title in a few words */
            title: string;
            /**
             * @description Role of the sandbox that receives, sends or changes its state
             * @example ordersysteem
             */
            role?: string;
            /**
             * @description Role or party that sends; absent where several can
             * @example bestelomgeving
             */
            from?: string;
            /**
             * @description Role that receives
             * @example ordersysteem
             */
            to?: string;
            /**
             * @description inbound: received by the role; outbound: sent by it; absent for a change of the state
             * @enum {string}
             */
            direction?: "inbound" | "outbound";
            /**
             * @description sandbox: the other side of the exchange is a role of the sandbox
             * @enum {string}
             */
            peer?: "partner" | "sandbox";
            /**
             * @description Name of the operation
             * @example acceptOrder
             */
            operation?: string;
            /**
             * @description HTTP status of the response; 0 without a response
             * @example 202
             */
            status?: number;
            /**
             * @description Status of the order in the message, or that the item got
             * @example approved
             */
            state?: string;
            /**
             * @description State of the message in the outbox, if the step sent one or will send one
             * @enum {string}
             */
            delivery?: "waiting" | "sent" | "refused" | "failed" | "cancelled";
            /**
             * Format: uuid
             * @description Id of the message in the outbox
             */
            deliveryId?: string;
            /**
             * Format: date-time
             * @description Time at which the message is due, or the change is planned, in workspace time
             */
            dueAt?: string;
            /**
             * Format: uuid
             * @description Id of the exchange in the journal
             */
            exchange?: string;
            /** @description Number of findings of the exchange */
            findings?: number;
            /** @description Reason why there was no response, or why the request was refused */
            reason?: string;
            /** @description Item whose state changed */
            item?: components["schemas"]["TimelineItemKey"];
        };
        TimelineView: {
            /** @description The id of the request */
            id: string;
            /** @description Ids that belong together, the id of the request first */
            ids: string[];
            /** @description Items of the state that belong together, with their status now */
            items: components["schemas"]["TimelineItem"][];
            /** @description Steps, the oldest first; planned ones come last */
            steps: components["schemas"]["TimelineStep"][];
            /** @description True: more belongs together than one answer has */
            truncated: boolean;
        };
        ReplicaView: {
            /**
             * @description Id of the replica; it changes at each start
             * @example 01a22bf5-6378-7000-ac91-781b7d2fec22
             */
            id: string;
            /**
             * @description Address for the other replicas (`INSTANCE_URL`)
             * @example http://replica-1:4010
             */
            url: string;
            /**
             * @description Version of Ketenlab
             * @example 0.1.0
             */
            version: string;
            /**
             * Format: date-time
             * @description Time of its start, in real time
             */
            startedAt: string;
            /** @description True for the replica that answers this request */
            self: boolean;
            /**
             * @description Ids of the workspaces that it owns
             * @example [
             *       "default"
             *     ]
             */
            workspaces: string[];
        };
        ReplicaList: {
            /** @description Running replicas, the oldest first */
            replicas: components["schemas"]["ReplicaView"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listWorkspaces: {
        parameters: {
            query?: {
                /** @description Page size */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspacePage"];
                };
            };
            /** @description A parameter is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A parameter is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    createWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateWorkspaceRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceView"];
                };
            };
            /** @description A field is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A field is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description A workspace with this id already exists */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "A workspace with this id already exists"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    deleteWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace `default` cannot be removed */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The workspace `default` cannot be removed"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    resetWorkspace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, PUT"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    changeSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsView"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsView"];
                };
            };
            /** @description A field is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A field is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, PUT"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, PUT"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    setClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClockView"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClockView"];
                };
            };
            /** @description A field is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A field is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, PUT"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    advanceClock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdvanceClockRequest"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdvanceClockView"];
                };
            };
            /** @description The duration is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The duration is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listSnapshots: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotPage"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    createSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateSnapshotRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotView"];
                };
            };
            /** @description The name is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The name is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace has more data than a snapshot can have */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The workspace has more data than a snapshot can have"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    importSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SnapshotFileView"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotView"];
                };
            };
            /** @description The file is not a snapshot, has invalid items, or was changed after the export */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The file is not a snapshot, has invalid items, or was changed after the export"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The file was exported by a later version */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The file was exported by a later version"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    restoreSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Name of the snapshot */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The snapshot does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The snapshot does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The snapshot was saved by a sandbox that serves other roles */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The snapshot was saved by a sandbox that serves other roles"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    deleteSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Name of the snapshot */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The snapshot does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The snapshot does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    exportSnapshot: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Name of the snapshot */
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SnapshotFileView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The snapshot does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The snapshot does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listExchanges: {
        parameters: {
            query?: {
                /** @description Page size */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description inbound: requests to the sandbox; outbound: requests of the sandbox */
                direction?: "inbound" | "outbound";
                /** @description Role of the sandbox that took part */
                role?: string;
                /** @description Name of the operation */
                operation?: string;
                /** @description HTTP status; 0: no response */
                status?: number;
                /** @description Earliest time, in real time */
                since?: string;
                /** @description Words that occur in the path, the messages, the findings or the names of the exchange, in letters of any case: an id, an order number, a product */
                q?: string;
            };
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangePage"];
                };
            };
            /** @description A parameter is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A parameter is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    deleteExchanges: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    waitForExchange: {
        parameters: {
            query?: {
                /** @description inbound: requests to the sandbox; outbound: requests of the sandbox */
                direction?: "inbound" | "outbound";
                /** @description Role of the sandbox that took part */
                role?: string;
                /** @description Name of the operation */
                operation?: string;
                /** @description HTTP status; 0: no response */
                status?: number;
                /** @description Earliest time, in real time */
                since?: string;
                /** @description Words that occur in the path, the messages, the findings or the names of the exchange, in letters of any case: an id, an order number, a product */
                q?: string;
                /** @description Seconds to wait */
                timeout?: number;
            };
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeView"];
                };
            };
            /** @description No matching exchange finished before the timeout */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A parameter is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A parameter is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    streamExchanges: {
        parameters: {
            query?: {
                /** @description inbound: requests to the sandbox; outbound: requests of the sandbox */
                direction?: "inbound" | "outbound";
                /** @description Role of the sandbox that took part */
                role?: string;
                /** @description Name of the operation */
                operation?: string;
                /** @description HTTP status; 0: no response */
                status?: number;
                /** @description Words that occur in the path, the messages, the findings or the names of the exchange, in letters of any case: an id, an order number, a product */
                q?: string;
            };
            header?: {
                /** @description Id of the last exchange that the client got: those that finished since come first */
                "last-event-id"?: string;
            };
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description A parameter is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A parameter is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getExchange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the exchange */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The exchange is not in the journal */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The exchange is not in the journal"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    resendExchange: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the exchange */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResendRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeView"];
                };
            };
            /** @description The workspace has no such client */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The workspace has no such client"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The exchange is not in the journal */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The exchange is not in the journal"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The sandbox sent the request, the journal does not have all of it, or the client gets no token */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The sandbox sent the request, the journal does not have all of it, or the client gets no token"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Page size */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
                /** @description State of the message */
                state?: "waiting" | "sent" | "refused" | "failed" | "cancelled";
                /** @description Role that receives the message */
                to?: string;
            };
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /** @description A parameter is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A parameter is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the delivery */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The delivery does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The delivery does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    replayDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the delivery */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The delivery does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The delivery does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    sendDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the delivery */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The delivery does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The delivery does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The delivery is not waiting */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The delivery is not waiting"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    sendDeliveryTwice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the delivery */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The delivery does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The delivery does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    cancelDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the delivery */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The delivery does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The delivery does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The delivery is not waiting */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The delivery is not waiting"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listFaults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultRulePage"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    createFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateFaultRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FaultRule"];
                };
            };
            /** @description A field is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A field is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    deleteFault: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the fault rule */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The fault rule does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The fault rule does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listScenarios: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioPage"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    createScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateScenarioRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioView"];
                };
            };
            /** @description A field is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A field is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    deleteScenario: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Id of the scenario */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The scenario does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The scenario does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listItems: {
        parameters: {
            query?: {
                /** @description Page size */
                limit?: number;
                /** @description `nextCursor` of the previous page */
                cursor?: string;
            };
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Name of the collection */
                collection: "schools" | "contracts" | "memberships" | "consents" | "parties" | "bokbasen-products" | "titles" | "consumers" | "orders" | "creditorders" | "deliveryorders" | "bokbasen-orders" | "dds-orders" | "reports";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatePage"];
                };
            };
            /** @description A parameter is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A parameter is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The collection does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The collection does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    sendMessage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Name of the collection */
                collection: "schools" | "contracts" | "memberships" | "consents" | "parties" | "bokbasen-products" | "titles" | "consumers" | "orders" | "creditorders" | "deliveryorders" | "bokbasen-orders" | "dds-orders" | "reports";
            };
            cookie?: never;
        };
        /** @description Message, or {} to generate one. For bokbasen-orders: an EDItX document as application/xml, or {buyerOrderNumber, buyer, seller, lines: [{ean, quantity}]} */
        requestBody: {
            content: {
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            /** @description The message violates its schema */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The message violates its schema"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The collection does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The collection does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The message was sent before, or there is no order to credit */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The message was sent before, or there is no order to credit"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Name of the collection */
                collection: "schools" | "contracts" | "memberships" | "consents" | "parties" | "bokbasen-products" | "titles" | "consumers" | "orders" | "creditorders" | "deliveryorders" | "bokbasen-orders" | "dds-orders" | "reports";
                /** @description Id of the item */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The item does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The item does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, PUT, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    putItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Name of the collection */
                collection: "schools" | "contracts" | "memberships" | "consents" | "parties" | "bokbasen-products" | "titles" | "consumers" | "orders" | "creditorders" | "deliveryorders" | "bokbasen-orders" | "dds-orders" | "reports";
                /** @description Id of the item */
                id: string;
            };
            cookie?: never;
        };
        /** @description The complete item; its id equals the id in the path */
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The item violates its schema, or its id differs from the path */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The item violates its schema, or its id differs from the path"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The collection does not exist, or is read-only */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The collection does not exist, or is read-only"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, PUT, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The item cannot be changed in this way */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The item cannot be changed in this way"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    deleteItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Name of the collection */
                collection: "schools" | "contracts" | "memberships" | "consents" | "parties" | "bokbasen-products" | "titles" | "consumers" | "orders" | "creditorders" | "deliveryorders" | "bokbasen-orders" | "dds-orders" | "reports";
                /** @description Id of the item */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The item does not exist, or cannot be removed */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The item does not exist, or cannot be removed"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, PUT, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    decideItem: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Role that decides */
                role: "ordersysteem" | "aanspraakmanager" | "bokbasen-orders";
                /** @description Decision; each role and collection has some of them */
                decision: "approve" | "decline" | "confirm" | "license" | "fail";
                /** @description Id of the message */
                id: string;
                /** @description Name of the collection */
                collection: "schools" | "contracts" | "memberships" | "consents" | "parties" | "bokbasen-products" | "titles" | "consumers" | "orders" | "creditorders" | "deliveryorders" | "bokbasen-orders" | "dds-orders" | "reports";
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionReason"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The message does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The message does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The message is already decided, or this decision is not possible */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "The message is already decided, or this decision is not possible"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    writeSeed: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        /** @description List of items for each collection; its JSON Schema is at /docs/seed.schema.json */
        requestBody: {
            content: {
                "application/yaml": {
                    [key: string]: Record<string, never>[];
                };
                "application/json": {
                    [key: string]: Record<string, never>[];
                };
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SeededView"];
                };
            };
            /** @description The seed violates its schema; lists every error with its line */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The seed violates its schema; lists every error with its line"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description An item cannot be stored; lists every error with its line */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Conflict",
                     *       "status": 409,
                     *       "detail": "An item cannot be stored; lists every error with its line"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    generateOrders: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateOrdersRequest"];
            };
        };
        responses: {
            /** @description Success */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeneratedOrdersView"];
                };
            };
            /** @description A field is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A field is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist, or no served role uses the API */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist, or no served role uses the API"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getPartner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Role to which the sandbox sends messages */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description No partner is set; the sandbox plays the role itself */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "No partner is set; the sandbox plays the role itself"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, PUT, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    setPartner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Role to which the sandbox sends messages */
                role: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PartnerView"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PartnerView"];
                };
            };
            /** @description A field is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A field is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The sandbox sends no messages to this role */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The sandbox sends no messages to this role"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, PUT, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    deletePartner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Role to which the sandbox sends messages */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The sandbox sends no messages to this role */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The sandbox sends no messages to this role"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, PUT, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    testPartner: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Role to which the sandbox sends messages */
                role: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConnectionTestView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The sandbox sends no messages to this role */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The sandbox sends no messages to this role"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: POST"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listClients: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientPage"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    registerClientKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Client id */
                clientId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClientKeysView"];
            };
        };
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClientView"];
                };
            };
            /** @description The body contains neither a JWK Set of valid public keys nor a valid URL of one */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The body contains neither a JWK Set of valid public keys nor a valid URL of one"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The client does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The client does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: PUT, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    deleteClientKeys: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Client id */
                clientId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The client does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The client does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: PUT, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getConformanceReport: {
        parameters: {
            query?: {
                /** @description Format of the report; default: as the Accept header requests */
                format?: "json" | "junit" | "html" | "markdown" | "badge";
                /** @description Report only on this party: its requirements, and what it sent or answered itself */
                party?: string;
            };
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportView"];
                    "application/xml": string;
                    "text/html; charset=utf-8": string;
                    "text/markdown; charset=utf-8": string;
                    "image/svg+xml": string;
                };
            };
            /** @description A parameter is invalid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "A parameter is invalid"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    deleteConformanceResults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET, DELETE"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listRules: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RulePage"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listRequirements: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequirementPage"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listMagicValues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScenarioPage"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listApis: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApisView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getExample: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
                /** @description Role that serves the operation */
                role: string;
                /** @description Name of the operation */
                operation: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExampleView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not exist, or no served role serves the operation */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not exist, or no served role serves the operation"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    getTimeline: {
        parameters: {
            query?: {
                /** @description Id of an order, a line, a request, a confirmation, a message of the outbox or an exchange; required */
                id?: string;
            };
            header?: never;
            path: {
                /** @description Id of the workspace */
                ws: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelineView"];
                };
            };
            /** @description The id is missing or too long */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Bad Request",
                     *       "status": 400,
                     *       "detail": "The id is missing or too long"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The workspace does not know the id */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Not Found",
                     *       "status": 404,
                     *       "detail": "The workspace does not know the id"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
    listReplicas: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Success */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplicaList"];
                };
            };
            /** @description The server requires SANDBOX_TOKEN, and the request does not contain it */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Unauthorized",
                     *       "status": 401,
                     *       "detail": "The server requires SANDBOX_TOKEN, and the request does not contain it"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Forbidden",
                     *       "status": 403,
                     *       "detail": "The request comes from a page of another site, or its Host is not allowed (ALLOWED_HOSTS)"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
            /** @description Method Not Allowed: the path does not have the method of the request */
            405: {
                headers: {
                    /** @description Methods that this role serves on the path, possibly none */
                    Allow?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "type": "about:blank",
                     *       "title": "Method Not Allowed",
                     *       "status": 405,
                     *       "detail": "PATCH is not supported on this path; supported methods: GET"
                     *     }
                     */
                    "application/problem+json": components["schemas"]["ProblemView"];
                };
            };
        };
    };
}
