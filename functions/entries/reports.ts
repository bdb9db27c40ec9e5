import { httpEntry } from '../lambda.ts';
import { reports } from '../lists/reports.ts';
import { deployedFiles } from './files.ts';

export const handler = httpEntry(reports.routes, { files: deployedFiles(process.env) });
