import { accounts } from '../accounts/function.ts';
import { httpEntry } from '../lambda.ts';

export const handler = httpEntry(accounts.routes);
