import { describeSchedules } from './schedules/share.ts';

describeSchedules(0);
