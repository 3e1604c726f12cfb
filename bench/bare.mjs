// The ceiling: Fastify alone, with a JSON schema and a fixed token, without storage.
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
const order = {
  deliveryOrderId: '5eed1000-0000-4000-8000-000000000001',
  contractId: 'CT-2026-001',
  buyer: { organisationMasterIdentifier: '104A158' },
  productId: '9789000000029',
  deliveryType: 'school-all',
  deliverySpecification: {
    school: { organisationMasterIdentifier: '104A158' },
    totalQuantity: 100,
  },
  startDate: '2026-08-01',
  activationUntilDate: '2027-07-31',
  status: 'processed',
  dateCreated: '2026-06-01T10:00:00Z',
  dateLastModified: '2026-06-01T10:00:00Z',
};
app.get('/deliveryorders/:id', (request) => ({ ...order, deliveryOrderId: request.params.id }));
app.addContentTypeParser('application/xml', { parseAs: 'string' }, (_, document, done) =>
  done(null, document),
);
app.post('/orders/v1', (_, reply) => reply.code(202).header('location', '/orders/v1/1').send());
app.post(
  '/orders/v1/:id/lines/:line',
  {
    schema: {
      body: {
        type: 'object',
        required: ['status'],
        properties: { status: { type: 'string', enum: ['RECEIVED', 'FULFILLED'] }, comment: text },
      },
    },
  },
  (_, reply) => reply.send(),
);
const dds = {
  type: 'object',
  required: ['orderid', 'resid', 'spd'],
  properties: { orderid: text, resid: text, spd: text, id: text, firstname: text, lastname: text },
};
app.post('/dds/order/v1', { schema: { body: dds } }, (_, reply) =>
  reply.code(201).header('location', '/dds/content/v1/1').send(),
);
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
