import { httpEntry } from '../lambda.ts';
import { accounts } from '../lists/accounts.ts';

export const handler = httpEntry(accounts.routes);
