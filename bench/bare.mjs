// The ceiling: Fastify alone, with a JSON schema and a fixed token, keeping nothing.
import Fastify from 'fastify';

const text = { type: 'string' };
const uuid = { type: 'string', format: 'uuid' };
const body = {
  type: 'object',
  required: ['requestReferenceId', 'purchaseOrderId'],
  properties: {
    requestReferenceId: uuid,
    purchaseOrderId: text,
    salesOrderId: text,
    responseReferenceId: uuid,
    orderLines: {
      type: 'array',
      items: {
        type: 'object',
        required: ['productId', 'quantity'],
        properties: {
          purchaseOrderLineId: text,
          salesOrderLineId: text,
          productId: text,
          quantity: { type: 'integer' },
        },
      },
    },
  },
};

const app = Fastify({ logger: false });
app.get('/readyz', () => ({ status: 'ready' }));
app.put(
  '/creditorders',
  {
    schema: { body },
    onRequest: (request, reply, done) => {
      if (request.headers.authorization === 'Bearer bench') done();
      else void reply.code(401).send();
    },
  },
  (_, reply) => reply.code(202).send(),
);
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
