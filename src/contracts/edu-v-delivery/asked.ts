import { refusals } from '../edu-v/refusals.js';
import { judgeDeliveryAnswer } from './answers.js';
import { deliveryRequirements } from './requirements.js';

/** What every operation of the Delivery API asks. */
export const deliveryAsked = {
  prefix: 'EDUV-DELIVERY',
  catalogue: deliveryRequirements,
  valid: () => deliveryRequirements.validMessage,
  authorised: deliveryRequirements.authorised,
  provided: deliveryRequirements.provided,
  tokenInHeader: deliveryRequirements.tokenInHeader,
  judgeAnswer: judgeDeliveryAnswer,
  refusals: refusals('Delivery API 2.0.0'),
};
