import type { Facts } from './notation.js';

const id = 'uuid';
const orderStatus = 'pending|approved|declined';
const deliveryStatus = 'created|ordered|processed|licensed|cancelled';
const sharedStatus = 'ordered|processed|licensed|cancelled';
const school = { 'school!': 'SchoolReference' };
const open = { ...school, totalQuantity: 'integer' };

/** Facts of the schemas of Order API 0.9.2. */
export const orderFacts: Facts = {
  OrderRequest: {
    'requestReferenceId!': id,
    'purchaseOrderId!': 'string',
    purchaseOrderType: 'string',
    contractId: 'string',
    deliveryLocation: 'DeliveryLocation',
    deliveryDate: 'date',
    'orderLines!': 'OrderLine[]',
  },
  DeliveryLocation: {
    name: 'string',
    'street!': 'string',
    'houseNumber!': 'integer',
    houseNumberSuffix: 'string',
    'zipCode!': 'string',
    'city!': 'string',
    countryCode: 'string',
    'country!': 'string',
  },
  OrderLine: { purchaseOrderLineId: 'string', 'productId!': 'string', 'quantity!': 'integer' },
  OrderConfirmation: {
    'responseReferenceId!': id,
    'requestReferenceId!': id,
    purchaseOrderId: 'string',
    salesOrderId: 'string',
    purchaseOrderLineId: 'string',
    'processedTimestamp!': 'date-time',
    'orderStatus!': orderStatus,
    'success!': 'boolean',
    'status!': 'integer',
    statusMessage: 'string',
    orderConfirmationLines: 'OrderConfirmationLine[]',
  },
  OrderConfirmationLine: {
    salesOrderLineId: 'string',
    purchaseOrderLineId: 'string',
    'productId!': 'string',
    quantity: 'integer',
    'status!': 'integer',
    statusMessage: 'string',
  },
  CreditOrderRequest: {
    'requestReferenceId!': id,
    'purchaseOrderId!': 'string',
    salesOrderId: 'string',
    responseReferenceId: id,
    orderLines: 'CreditOrderLine[]',
  },
  CreditOrderLine: {
    purchaseOrderLineId: 'string',
    salesOrderLineId: 'string',
    'productId!': 'string',
    'quantity!': 'integer',
  },
  CreditOrderConfirmation: {
    'requestReferenceId!': id,
    'responseReferenceId!': id,
    'purchaseOrderId!': 'string',
    salesOrderId: 'string',
    salesOrderLineId: 'string',
    'processedTimestamp!': 'date-time',
    'creditOrderStatus!': orderStatus,
    'success!': 'boolean',
    'status!': 'integer',
    statusMessage: 'string',
    creditOrderConfirmationLines: 'CreditOrderConfirmationLine[]',
  },
  CreditOrderConfirmationLine: {
    purchaseOrderLineId: 'string',
    salesOrderLineId: 'string',
    'productId!': 'string',
    quantity: 'integer',
    'status!': 'integer',
    statusMessage: 'string',
  },
  StatusResponse: { 'status!': 'integer', statusMessage: 'string' },
};

const schoolSpecifications =
  'SchoolActivationCodesSpecification, SchoolAdminSpecification, SchoolAllSpecification, ' +
  'SchoolEmployeesSpecification, SchoolGroupsSpecification, SchoolStudentsSpecification, ' +
  'SchoolStudiesSpecification, SchoolSubjectsSpecification';

/** Facts of the schemas of Delivery API 2.0.0. */
export const deliveryFacts: Facts = {
  DeliveryOrder: {
    'deliveryOrderId!': id,
    contractId: 'string',
    'buyer!': 'oneOf CustomerReference, SchoolReference',
    'productId!': 'string',
    'deliveryType!':
      'school-all|school-admin|school-studies|school-subjects|school-groups|school-students|' +
      'school-employees|school-activationcodes|customer-user|customer-activatoncode',
    'deliverySpecification!': `oneOf CustomerActivationCodeSpecification, CustomerStudentSpecification, ${schoolSpecifications}`,
    portals: 'string[]',
    'startDate!': 'date',
    'activationUntilDate!': 'date',
    endDate: 'date',
    'status!': deliveryStatus,
    'dateCreated!': 'date-time',
    'dateLastModified!': 'date-time',
  },
  SchoolAllSpecification: open,
  SchoolAdminSpecification: open,
  SchoolStudiesSpecification: { ...open, 'studyYears!': 'StudyYearQuantity[]' },
  StudyYearQuantity: { studyYearId: 'string', quantity: 'integer' },
  SchoolSubjectsSpecification: { ...open, 'subjects!': 'SubjectQuantity[]' },
  SubjectQuantity: { subjectId: 'string', quantity: 'integer' },
  SchoolGroupsSpecification: { ...open, 'groups!': 'GroupQuantity[]' },
  GroupQuantity: { groupId: 'string', quantity: 'integer' },
  SchoolStudentsSpecification: { ...school, 'students!': 'UserReference[]' },
  SchoolEmployeesSpecification: { ...school, 'employees!': 'UserReference[]' },
  SchoolActivationCodesSpecification: { ...school, 'activationCodes!': 'string[]' },
  CustomerStudentSpecification: { 'student!': 'UserReference' },
  CustomerActivationCodeSpecification: { 'activationCode!': 'string' },
  CustomerReference: { displayName: 'string', email: 'string' },
  SchoolReference: {
    organisationMasterIdentifier: 'string',
    organisationIds: 'OrganisationId[]',
  },
  OrganisationId: {
    'organisationId!': 'string',
    'organisationIdType!': 'OIE_CODE|BP_ID|DD_ID|AS_ID',
  },
  UserReference: { userMasterIdentifier: 'string', userIds: 'UserId[]' },
  UserId: { 'userId!': 'string', 'userIdType!': 'NEPPI|BPI|eduID|NEPRI|ASI|eckId' },
  DeliveryOrderRequest: { 'deliveryOrderReferenceId!': id, 'deliveryOrder!': 'DeliveryOrder' },
  DeliveryOrderConfirmation: {
    'deliveryOrderReferenceId!': 'string',
    'deliveryOrderReceiveId!': 'string',
    'deliveryOrderId!': id,
    'productId!': 'string',
    'processedTimestamp!': 'date-time',
    newStatus: sharedStatus,
    'newDeliveryOrderStatus!': 'any',
    newTotalQuantity: 'integer',
    'success!': 'boolean',
    'status!': 'integer',
    statusMessage: 'string',
  },
  UserAtSchool: { 'school!': 'SchoolReference', 'user!': 'UserReference' },
  StatusResponse: { 'status!': 'integer', statusMessage: 'string' },
};

/** Facts of the parameters of the Delivery API, by path. */
export const eduvParameterFacts: Facts = {
  '/deliveryorders/{id}': { 'id!': 'string' },
  '/deliveryorders/contracts/{id}': { 'id!': 'string' },
  '/deliveryorders/school': {
    orgMasterId: 'string',
    orgId: 'string',
    orgIdType: 'OIE_CODE|BP_ID|DD_ID|AS_ID',
    status: sharedStatus,
    deliveryType:
      'school-all|school-studies|school-subjects|school-groups|school-students|school-employees|' +
      'school-activationcodes',
  },
  '/deliveryorders/school/user': { status: sharedStatus },
};
