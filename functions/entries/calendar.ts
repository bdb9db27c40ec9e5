import { calendar } from '../calendar/function.ts';
import { httpEntry } from '../lambda.ts';

export const handler = httpEntry(calendar.routes);
