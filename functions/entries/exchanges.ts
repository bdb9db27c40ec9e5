import { exchanges } from '../exchanges/function.ts';
import { httpEntry } from '../lambda.ts';

export const handler = httpEntry(exchanges.routes);
