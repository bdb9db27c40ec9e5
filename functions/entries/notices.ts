import { httpEntry } from '../lambda.ts';
import { notices } from '../lists/notices.ts';

export const handler = httpEntry(notices.routes);
