import { httpEntry } from '../lambda.ts';
import { reports } from '../reports/function.ts';
import { deployedFiles } from './files.ts';

export const handler = httpEntry(reports.routes, { files: deployedFiles(process.env) });
