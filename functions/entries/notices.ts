import { httpEntry } from '../lambda.ts';
import { notices } from '../mails/function.ts';

export const handler = httpEntry(notices.routes);
