import { httpEntry } from '../lambda.ts';
import { calendar } from '../lists/calendar.ts';

export const handler = httpEntry(calendar.routes);
