import { httpEntry } from '../lambda.ts';
import { reports } from '../lists/reports.ts';

export const handler = httpEntry(reports.routes);
