import { httpEntry } from '../lambda.ts';
import { exchanges } from '../lists/exchanges.ts';

export const handler = httpEntry(exchanges.routes);
