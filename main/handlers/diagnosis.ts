/** The diagnosis. */
import { examine } from '../diagnosis/doctor.ts';
import { os } from './base.ts';

export const diagnosis = {
  examine: os.diagnosis.examine.handler(({ input, context: { parts } }) => examine(parts, input.thorough)),
};
